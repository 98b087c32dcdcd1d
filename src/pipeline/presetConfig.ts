import { type AppliedPreset, applyPreset } from '../crm/presets/applyPreset.ts';
import { configText } from '../crm/presets/configText.ts';
import type { Hands } from '../crm/presets/hands.ts';
import { findingsOf } from '../crm/presets/handsText.ts';
import { probeLanding } from '../crm/presets/landing.ts';
import type { Preset } from '../crm/presets/preset.ts';
import type { Workbench } from './workbench.ts';

/** What was found of a preset's tables. */
export interface PresetFindings {
  readonly preset: string;
  readonly schema: string;
  /** Tables of the preset that are there; rows as the server estimates them, null where it never counted. */
  readonly found: readonly { readonly table: string; readonly rows: number | null }[];
  /** By what hands may be raised, and what was taken for it; null where the preset cannot list it. */
  readonly raisedHands:
    | (Pick<Hands, 'what' | 'counted' | 'candidates'> & { readonly findings: readonly string[] })
    | null;
  readonly lost: AppliedPreset['lost'];
  readonly cannotCarry: readonly string[];
}

/**
 * Looks at a schema and makes the configuration that maps it.
 *
 * @throws HandraiseError `data` when the schema or something the preset needs is not there, `permission` with the missing GRANT.
 */
export async function presetConfig(
  { handle }: Pick<Workbench, 'handle'>,
  preset: Preset,
  schema: string,
): Promise<{ readonly text: string; readonly findings: PresetFindings }> {
  const landing = await probeLanding(handle, preset, schema);
  const applied = await applyPreset(handle, preset, landing);
  const found = preset.tables
    .filter(({ name }) => landing.has(name))
    .map(({ name }) => ({ table: name, rows: landing.estimate(name) }));
  const { hands, lost, cannotCarry } = applied;
  const raisedHands = hands
    ? { what: hands.what, counted: hands.counted, candidates: hands.candidates, findings: findingsOf(hands) }
    : null;
  return {
    text: configText(preset, schema, applied),
    findings: { preset: preset.name, schema, found, raisedHands, lost, cannotCarry },
  };
}
