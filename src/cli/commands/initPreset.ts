import type { PresetFindings } from '../../pipeline/presetConfig.ts';
import { integer } from '../../report/format.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';

/** What `init --preset` found, and the file it wrote. */
export interface WrittenPreset extends PresetFindings {
  readonly path: string;
}

/** The file that was written, what it maps, and what goes without the rest. */
export function presetText({ path, schema, found, lost, cannotCarry }: WrittenPreset): string {
  return [
    path,
    '',
    `Found in schema ${printable(schema)}:`,
    plainTable(
      ['table', 'rows, estimated'],
      found.map(({ table, rows }) => [table, rows === null ? 'not counted' : integer(rows)]),
    ),
    ...section(
      'Not found:',
      lost.map(({ missing, without }) => `${missing}: ${without}`),
    ),
    ...section('The source cannot carry:', cannotCarry),
    '',
    'Next: see that the outcome in it is the one you mean, then handraise check',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `· ${printable(line)}`)];
}
