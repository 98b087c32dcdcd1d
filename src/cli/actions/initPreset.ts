import { countText } from '../../crm/presets/handsText.ts';
import type { PartFindings, PresetFindings } from '../../pipeline/operate/presetConfig.ts';
import { integer } from '../../text/format.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';

/** What `init --preset` found, and the file it wrote. */
export interface WrittenPreset extends PresetFindings {
  readonly path: string;
}

/** So many forms, campaigns or events are printed. */
const mostShown = 60;

/** The file that was written, what it maps, and what goes without the rest. */
export function presetText({ path, presets, raisedHands }: WrittenPreset): string {
  return [
    path,
    ...presets.flatMap(foundLines),
    ...(raisedHands === null ? [] : handsLines(raisedHands)),
    ...presets.flatMap(({ preset, leftOut, lost, cannotCarry }) => {
      const of = presets.length === 1 ? '' : ` of ${preset}`;
      return [
        ...section(`Left out${of}:`, leftOut.map(sentenceOf)),
        ...section(
          `Not found${of}:`,
          lost.map(({ missing, without }) => `${missing}: ${without}`),
        ),
        ...section(presets.length === 1 ? 'The source cannot carry:' : `${preset} cannot carry:`, cannotCarry),
      ];
    }),
    '',
    'Next: see that what it takes for a raised hand is what you mean, then handraise check',
  ].join('\n');
}

function foundLines({ schema, found }: PartFindings): string[] {
  return [
    '',
    `Found in schema ${printable(schema)}:`,
    plainTable(
      ['table', 'rows, estimated'],
      found.map(({ table, rows }) => [table, rows === null ? 'not counted' : integer(rows)]),
    ),
  ];
}

/** Every candidate with what it counts as; what is to be said of them as lines of their own. */
function handsLines({ what, candidates, findings }: NonNullable<PresetFindings['raisedHands']>): string[] {
  const rows = candidates
    .slice(0, mostShown)
    .map((candidate) => [printable(candidate.name), countText(candidate), candidate.kind ?? 'not taken']);
  const left = candidates.length - rows.length;
  return [
    '',
    'Raised hands (the list at the top of the file):',
    ...(rows.length === 0 ? [] : [plainTable([what, 'seen', 'counts as'], rows)]),
    ...(left > 0 ? [`and ${integer(left)} more, which the file lists`] : []),
    ...findings.map((finding) => `! ${printable(sentenceOf(finding))}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `· ${printable(line)}`)];
}
