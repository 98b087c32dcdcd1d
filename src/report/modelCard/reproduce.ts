import type { CardSection } from './card.ts';
import type { ModelCardData } from './cardData.ts';

/** How to get the same model again, and to judge it again. */
export function reproduceSection({ modelId, artefact, findings, registered, knownBefore }: ModelCardData): CardSection {
  const { program, codeVersion } = artefact;
  const asOf = knownBefore ?? registered.createdAt;
  return {
    id: 'reproduce',
    title: 'How to get the same model again',
    summary: `The same data, configuration, seed and version (${codeVersion}) give the same model, byte for byte, and so the same id.`,
    blocks: [
      ...(knownBefore === null
        ? [
            {
              kind: 'paragraph' as const,
              text: 'Before which instant the data were known to its training was not recorded; the time of its registration, a little later, stands for it here. What became known in between would make it another model.',
            },
          ]
        : []),
      { kind: 'paragraph', text: again(findings.recalibration?.modelId) },
      {
        kind: 'commands',
        lines: [
          `npx handraise ${findings.recalibration ? 'recalibrate' : 'train'} ${program} --as-of ${asOf}`,
          `npx handraise models show ${modelId} ${program}`,
          `npx handraise evaluate ${program} --model ${modelId}`,
        ],
      },
      {
        kind: 'paragraph',
        text: 'If another id comes out, models show of both tells what differs: the data fingerprint (what the database holds of that time was changed since), the configuration hash, the seed or the version.',
      },
    ],
  };
}

function again(corrects: string | undefined): string {
  return corrects === undefined
    ? 'To train it again, and to judge it on every date that has matured since:'
    : `It corrects ${corrects}, whose own card says how that is trained. With ${corrects} as champion, to correct it again, and to judge it on every date that has matured since:`;
}
