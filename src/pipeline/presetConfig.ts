import { type AppliedPreset, applyPreset } from '../crm/presets/applyPreset.ts';
import { configText } from '../crm/presets/configText.ts';
import { probeLanding } from '../crm/presets/landing.ts';
import type { Preset } from '../crm/presets/preset.ts';
import type { Workbench } from './workbench.ts';

/** What was found of a preset's tables. */
export interface PresetFindings {
  readonly preset: string;
  readonly schema: string;
  /** Tables of the preset that are there; rows as the server estimates them, null where it never counted. */
  readonly found: readonly { readonly table: string; readonly rows: number | null }[];
  readonly lost: AppliedPreset['lost'];
  readonly cannotCarry: readonly string[];
}

/**
 * Looks at a schema and makes the configuration that maps it.
 *
 * @throws HandraiseError `data` when the schema or something the preset needs is not there, `permission` with the missing GRANT.
 */
export async function presetConfig(
  { handle }: Workbench,
  preset: Preset,
  schema: string,
): Promise<{ readonly text: string; readonly findings: PresetFindings }> {
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
