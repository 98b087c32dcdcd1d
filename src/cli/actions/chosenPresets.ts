import { presetNamed } from '../../crm/presets/presets.ts';
import { HandraiseError } from '../../errors.ts';
import type { PresetChoice } from '../../pipeline/operate/presetConfig.ts';

/** A `--preset` or a `--schema`, as it stood on the command line. */
export interface PresetOption {
  readonly option: 'preset' | 'schema';
  readonly value: string;
}

/**
 * The presets of a command line, each with the schemas that stand after it.
 *
 * Of a single preset, schemas may stand anywhere, and may be left out. Of several, each is followed by its own, or none
 * is named at all.
 *
 * @throws HandraiseError `usage` for a schema of no preset, for a preset there is none of, and where it is not clear
 *   which schema is whose.
 */
export function chosenPresets(options: readonly PresetOption[]): readonly [PresetChoice, ...PresetChoice[]] | null {
  const named = options.filter(({ option }) => option === 'preset');
  const schemas = options.flatMap(({ option, value }) => (option === 'schema' ? [value] : []));
  if (named.length === 0) {
    if (schemas.length === 0) return null;
    throw new HandraiseError('usage', '--schema says where the tables of a --preset are', { hint: 'name a preset' });
  }
  const [first] = named;
  if (named.length === 1) return [chosen(first!.value, schemas)];
  const owned: { name: string; schemas: string[] }[] = [];
  for (const { option, value } of options) {
    if (option === 'preset') owned.push({ name: value, schemas: [] });
    else if (owned.length > 0) owned.at(-1)!.schemas.push(value);
    else throw unclear();
  }
  if (schemas.length > 0 && owned.some((part) => part.schemas.length === 0)) throw unclear();
  const [one, ...others] = owned.map((part) => chosen(part.name, part.schemas));
  return [one!, ...others];
}

function chosen(name: string, schemas: readonly string[]): PresetChoice {
  return { preset: presetNamed(name).name, schemas };
}

function unclear(): HandraiseError {
  return new HandraiseError('usage', 'it is not clear which --schema is of which --preset', {
    hint: 'name each schema after its preset: --preset salesforce-fivetran --schema sf --preset pardot-fivetran --schema pardot',
  });
}
