import { day } from '../../text/format.ts';
import { familyName } from '../calibration/names.ts';
import { type CardSection, tableOr } from './card.ts';
import type { CardDecision, ModelCardData } from './cardData.ts';

const actions: Readonly<Record<CardDecision['action'], string>> = {
  promote: 'made champion',
  override: 'made champion although gates blocked it',
  rollback: 'made champion again by a rollback',
  refuse: 'refused',
};

/** What the model was made from, and what was decided about it. */
export function lineageSection({ modelId, artefact, registered, decisions }: ModelCardData): CardSection {
  return {
    id: 'lineage',
    title: 'Where does it come from?',
    summary: `${registered.champion ? 'It is the champion of its program: the model that scores.' : 'It is not the champion of its program: another model scores, or none.'}${artefact.fallback ? ' It is the points score that stands in while there is too little data to learn from.' : ''}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Model', value: modelId, code: true },
          { name: 'Program', value: artefact.program, code: true },
          { name: 'Family', value: familyName(artefact.family) },
          { name: 'Registered', value: day(registered.createdAt) },
          { name: 'Champion when it was trained', value: registered.parentModelId ?? 'none', code: true },
          { name: 'Version of Handraise', value: artefact.codeVersion, code: true },
          { name: 'Configuration hash', value: artefact.configHash, code: true },
          { name: 'Data fingerprint', value: artefact.dataFingerprint, code: true },
          { name: 'Seed', value: String(artefact.seed), code: true },
        ],
      },
      tableOr(
        {
          caption: 'Decisions about it, the newest first',
          columns: [
            { label: 'When' },
            { label: 'What' },
            { label: 'Champion before', code: true },
            { label: 'By' },
            { label: 'Why' },
          ],
          rows: decisions.map(({ decidedAt, action, previousModelId, decidedBy, reason }) => [
            day(decidedAt),
            actions[action],
            previousModelId ?? 'none',
            decidedBy,
            reason ?? '',
          ]),
        },
        'Nothing was decided about it yet.',
      ),
    ],
  };
}
