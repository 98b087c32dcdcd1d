import { applyPresets } from '../../crm/presets/applyPresets.ts';
import { combinationOf } from '../../crm/presets/combined/combinable.ts';
import { configText } from '../../crm/presets/configText.ts';
import { type Hands, handsFindings } from '../../crm/presets/hands.ts';
import { type ProbedLanding, probeLanding } from '../../crm/presets/landing.ts';
import type { Preset } from '../../crm/presets/preset.ts';
import type { PresetName } from '../../crm/presets/presetNames.ts';
import { presetNamed } from '../../crm/presets/presets.ts';
import type { Loss } from '../../crm/presets/usableLanding.ts';
import { HandraiseError } from '../../errors.ts';
import type { Notice } from '../../notice/notice.ts';
import type { HandsKind, LeftOutKind } from '../../notice/presets.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** A preset, and the schemas that its connector fills. */
export interface ChosenPreset {
  readonly preset: Preset;
  readonly schemas: readonly [string, ...string[]];
}

interface ProbedPart extends ChosenPreset {
  readonly landing: ProbedLanding;
}

/** What was found of the tables of one preset. */
export interface PartFindings {
  readonly preset: string;
  readonly schema: string;
  /** Tables of the preset that are there; rows as the server estimates them, null where it never counted. */
  readonly found: readonly { readonly table: string; readonly rows: number | null }[];
  /** What could be mapped and is not, such as fields of the company's own beyond the budget. */
  readonly leftOut: readonly Notice<LeftOutKind>[];
  readonly lost: readonly Loss[];
  readonly cannotCarry: readonly string[];
}

/** What was found of one or more presets. */
export interface PresetFindings {
  /** By what hands may be raised, and what was taken for it; null where no preset can list it. */
  readonly raisedHands:
    | (Pick<Hands, 'what' | 'counted' | 'candidates'> & { readonly findings: readonly Notice<HandsKind>[] })
    | null;
  readonly presets: readonly PartFindings[];
}

/** A preset by its name, and the schemas that its connector fills; by default the preset's usual one. */
export interface PresetChoice {
  readonly preset: PresetName;
  readonly schemas?: readonly string[];
}

/** A configuration that maps what connectors landed. */
export interface PresetConfig {
  /** Of `handraise.config.ts`. */
  readonly text: string;
  readonly findings: PresetFindings;
}

/**
 * Looks for what the connectors of presets landed and makes the configuration that maps it.
 *
 * @throws HandraiseError `usage` for a preset there is not; as `presetsConfig`.
 */
export async function chosenPresetConfig(
  workbench: Pick<Workbench, 'handle' | 'progress'>,
  choices: readonly [PresetChoice, ...PresetChoice[]],
): Promise<PresetConfig> {
  const [first, ...others] = choices.map(({ preset: name, schemas = [] }): ChosenPreset => {
    const preset = presetNamed(name);
    const [one = preset.schema, ...further] = schemas;
    return { preset, schemas: [one, ...further] };
  });
  if (first === undefined) throw new HandraiseError('usage', 'no preset is named');
  workbench.progress.stage("looking for the connector's tables");
  return presetsConfig(workbench, [first, ...others]);
}

/** The configuration of a single preset, found in one schema. */
export function presetConfig(
  workbench: Pick<Workbench, 'handle'>,
  preset: Preset,
  schema: string,
): ReturnType<typeof presetsConfig> {
  return presetsConfig(workbench, [{ preset, schemas: [schema] }]);
}

/**
 * Looks at the schemas of one or more presets and makes the configuration that maps them together.
 *
 * @throws HandraiseError `usage` when the presets cannot be combined, `data` when a schema or something a preset needs
 *   is not there, `permission` with the missing GRANT.
 */
export async function presetsConfig(
  { handle }: Pick<Workbench, 'handle'>,
  chosen: readonly [ChosenPreset, ...ChosenPreset[]],
): Promise<PresetConfig> {
  // Before the database is asked anything.
  if (chosen.length > 1) combinationOf(chosen);
  const [first, ...others] = chosen;
  const probed = async ({ preset, schemas }: ChosenPreset) => ({
    preset,
    schemas,
    landing: await probeLanding(handle, preset, ...schemas),
  });
  const parts: [ProbedPart, ...ProbedPart[]] = [await probed(first)];
  for (const other of others) parts.push(await probed(other));
  const applied = await applyPresets(handle, parts);
  const { hands } = applied;
  const raisedHands = hands
    ? { what: hands.what, counted: hands.counted, candidates: hands.candidates, findings: handsFindings(hands) }
    : null;
  const presets = applied.parts.map(
    ({ preset, schemas, landing, leftOut, lost }): PartFindings => ({
      preset: preset.name,
      schema: schemas.join(', '),
      found: preset.tables
        .filter(({ name }) => landing.has(name))
        .map(({ name }) => ({ table: name, rows: landing.roughRows(name) })),
      leftOut,
      lost,
      cannotCarry: preset.cannotCarry,
    }),
  );
  return { text: configText(applied, sentenceOf), findings: { raisedHands, presets } };
}
