import { type AppliedPreset, applyPreset } from '../../crm/presets/applyPreset.ts';
import { configText } from '../../crm/presets/configText.ts';
import { probeLanding } from '../../crm/presets/landing.ts';
import type { Preset } from '../../crm/presets/preset.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { integer } from '../../report/format.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';

/** What `init --preset` found and wrote. */
export interface PresetFindings {
  readonly path: string;
  readonly preset: string;
  readonly schema: string;
  /** Tables of the preset that are there; rows as the server estimates them, null where it never counted. */
  readonly found: readonly { readonly table: string; readonly rows: number | null }[];
  readonly lost: AppliedPreset['lost'];
  readonly cannotCarry: readonly string[];
}

/** Looks at a schema and makes the configuration that maps it. */
export async function configOfPreset(
  handle: DatabaseHandle,
  preset: Preset,
  schema: string,
): Promise<{ readonly text: string; readonly findings: Omit<PresetFindings, 'path'> }> {
  const landing = await probeLanding(handle, preset, schema);
  const applied = applyPreset(preset, landing);
  const found = preset.tables
    .filter(({ name }) => landing.has(name))
    .map(({ name }) => ({ table: name, rows: landing.estimate(name) }));
  const { lost, cannotCarry } = applied;
  return {
    text: configText(preset, schema, applied),
    findings: { preset: preset.name, schema, found, lost, cannotCarry },
  };
}

/** The file that was written, what it maps, and what goes without the rest. */
export function presetText({ path, schema, found, lost, cannotCarry }: PresetFindings): string {
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
