import { gravestFirst } from '../../features/audit/auditFeatures.ts';
import { counted, integer, percent } from '../../text/format.ts';
import { strongestFirst } from '../../training/strongestFirst.ts';
import { auditText } from '../../wording/auditText.ts';
import { availabilities } from '../calibration/auditTable.ts';
import { auditAnswer } from '../calibration/usingSection.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { type CardBlock, type CardSection, tableOr } from './card.ts';
import type { ModelCardData } from './cardData.ts';

const strongest = 10;

/** What the model looks at, and what the audit said of each feature. */
export function featuresSection(data: CalibrationReportData, { artefact }: ModelCardData): CardSection {
  const { audit } = data;
  const findings = gravestFirst(audit);
  const sentences = new Map(artefact.features.map(({ name, sentence }) => [name, sentence]));
  const top = strongestFirst(data.strengths).slice(0, strongest);
  return {
    id: 'features',
    title: 'What does it use?',
    summary: `The model was given ${counted(artefact.features.length, 'feature')}. ${auditAnswer(audit)}`,
    blocks: [
      tableOr(
        {
          caption: 'What it relies on most, the strongest first',
          columns: [{ label: 'Place' }, { label: 'Feature', code: true }, { label: 'What it is' }],
          rows: top.map(({ feature, sentence }, i) => [integer(i + 1), feature, sentence]),
        },
        'It relies on no feature at all.',
      ),
      ...keptAgainstAdvice(data),
      tableOr(
        {
          caption: 'What the audit remarked on',
          columns: [{ label: 'Feature', code: true }, { label: 'Verdict' }, { label: 'Why' }],
          rows: findings
            .filter(({ reasons }) => reasons.length > 0)
            .map(({ feature, verdict, reasons }) => [feature, verdict, auditText(reasons)]),
        },
        'The audit remarked on nothing.',
      ),
      tableOr(
        {
          caption: 'Every feature with its verdict',
          columns: [
            { label: 'Feature', code: true },
            { label: 'Verdict' },
            { label: 'Known by' },
            { label: 'Missing', number: true },
            { label: 'What it is' },
          ],
          rows: findings.map(({ feature, verdict, availability, missingShare }) => [
            feature,
            verdict,
            availabilities[availability],
            percent(missingShare, 1),
            sentences.get(feature) ?? '',
          ]),
        },
        'No feature was audited.',
      ),
    ],
  };
}

function keptAgainstAdvice({ audit }: CalibrationReportData): readonly CardBlock[] {
  const kept = audit.flatMap(({ feature, override }) => (override === undefined ? [] : [[feature, override]]));
  if (kept.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Used against the advice of the audit',
      columns: [{ label: 'Feature', code: true }, { label: 'Reason that was given' }],
      rows: kept,
    },
  ];
}
