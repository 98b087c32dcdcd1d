import { entityNames } from '../../config/entity.ts';
import type { FeatureSelection, OwnDefinition } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { nearNames } from '../../text/nearNames.ts';
import { catalogue, defaultFamilies } from '../catalogue.ts';
import { type FeatureFamily, readers } from '../family.ts';
import { type FeatureDefinition, familyOf } from '../featureDefinition.ts';

/**
 * The families that a program computes: those it names, else the default ones, in the order of the catalogue; then the company's own.
 *
 * @param selection.definitions checked here, for only here is known what they must be.
 * @param setting where the selection stands, as failures say it.
 * @throws HandraiseError `config` for a name the catalogue does not have, or a definition that breaks a rule, naming it.
 */
export function selectFamilies(
  { families, definitions }: FeatureSelection,
  setting = 'features',
): readonly FeatureFamily[] {
  const names = catalogue.map(({ family }) => family);
  for (const name of families ?? []) if (!names.includes(name)) throw unknownFamily(setting, name, names);
  const chosen = families ? catalogue.filter(({ family }) => families.includes(family)) : defaultFamilies;
  const taken = new Set(names);
  const own = definitions.map((definition, i) => {
    checkDefinition(definition, `${setting}.definitions[${i}]`, taken);
    taken.add(definition.name);
    return familyOf(definition);
  });
  return [...chosen, ...own];
}

function checkDefinition(
  definition: OwnDefinition,
  setting: string,
  taken: ReadonlySet<string>,
): asserts definition is FeatureDefinition {
  const problem = problemOf(definition as Partial<FeatureDefinition>, taken);
  if (problem === undefined) return;
  const name = typeof definition.name === 'string' ? `feature ${definition.name}` : 'it';
  throw new HandraiseError('config', `${setting}: ${name} ${problem}`, {
    hint: 'correct the definition; docs/reference/features.md has an example',
  });
}

function unknownFamily(setting: string, name: string, names: readonly string[]): HandraiseError {
  const near = nearNames(name, names);
  return new HandraiseError('config', `${setting}.families: there is no family ${JSON.stringify(name)}`, {
    hint: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `the catalogue has ${names.join(', ')}`,
  });
}

const availabilities = ['event-time', 'stable', 'created-with', 'history', 'current-state'];
const folds: readonly string[] = Object.values(readers);

/** The first rule that a definition breaks; its types may be whatever a file without them says. */
function problemOf(definition: Partial<FeatureDefinition>, taken: ReadonlySet<string>): string | undefined {
  const { name, version, type, availability, sentence, unit, group, needs = [], windows = 0 } = definition;
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name))
    return 'needs a name of a letter, then letters, digits, _ or -, 63 at most';
  if (taken.has(name)) return 'has a name that is taken already';
  if (!Number.isSafeInteger(version) || Number(version) < 1) return 'needs a version: a whole number from 1 on';
  if (type !== 'number' && type !== 'category') return "needs a type: 'number' or 'category'";
  if (availability === undefined || !availabilities.includes(availability))
    return `needs an availability: one of ${availabilities.join(', ')}`;
  if (typeof sentence !== 'string' || sentence.trim() === '') return 'needs a sentence that says what it is';
  for (const text of [unit, group])
    if (text !== undefined && (typeof text !== 'string' || text === '')) return 'has an empty unit or group';
  const unknown = needs.find((entity) => !entityNames.includes(entity));
  if (unknown !== undefined) return `needs ${unknown}, which is no entity; those are ${entityNames.join(', ')}`;
  const unfolded = definition.folds?.find((fold) => !folds.includes(fold));
  if (unfolded !== undefined) return `reads ${unfolded}, which events are not folded into`;
  if (!Number.isSafeInteger(windows) || windows < 0) return 'needs a whole number of windows';
  return typeof definition.values === 'function' ? undefined : 'needs a function values';
}
