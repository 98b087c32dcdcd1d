import { HandraiseError } from '../errors.ts';
import { baseRateFamily } from './baseline/baseRateFamily.ts';
import { boostingFamily } from './boosting/boostingFamily.ts';
import { loadingEncoded } from './encoding/encodedModel.ts';
import type { Estimator } from './estimator.ts';
import { logisticFamily } from './logistic/logisticFamily.ts';
import type { ModelFamily } from './modelFamily.ts';
import { pointsFamily } from './points/pointsFamily.ts';

/** Every family this program can fit and load, the simplest first. */
export const families = [
  baseRateFamily,
  pointsFamily,
  logisticFamily,
  boostingFamily,
] as const satisfies readonly ModelFamily[];

type Family = (typeof families)[number];
/** The name of a family of models. */
export type FamilyName = (typeof families)[number]['name'];
/** A family that can be asked for by itself. */
export type LearnerName = Extract<Family, { readonly role: 'learner' }>['name'];

/** The names of the families, the simplest first. */
export const familyNames: readonly FamilyName[] = families.map(({ name }) => name);

/** Those that every other is compared with. */
export const baselineNames: readonly FamilyName[] = families
  .filter(({ role }) => role === 'baseline')
  .map(({ name }) => name);

/** The record of a family. */
export function familyOf(name: FamilyName): ModelFamily<FamilyName> {
  return families.find((family) => family.name === name)!;
}

/** The family that a person means by its name or an alias; undefined where it is none that can be asked for. */
export function learnerNamed(text: string): LearnerName | undefined {
  const known: readonly ModelFamily<FamilyName>[] = families;
  const found = known.find(({ name, aliases }) => name === text || aliases.includes(text));
  return found && isLearner(found) ? found.name : undefined;
}

function isLearner(family: ModelFamily<FamilyName>): family is ModelFamily<LearnerName, 'learner'> {
  return family.role === 'learner';
}

/**
 * The estimator of a family with its default options, also to load what any options have fitted.
 *
 * @param family one of `familyNames`
 * @throws HandraiseError `artefact` for a name that is none of `familyNames`.
 * @example
 * const table = createTable(4, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3) }]);
 * const model = await estimatorOf('logistic').fit({ table, label: Uint8Array.of(0, 1, 0, 1) });
 * estimatorOf('logistic').load(model.parameters()).margins(table) // model.margins(table)
 */
export function estimatorOf(family: string): Estimator {
  const found = families.find(({ name }) => name === family);
  if (!found)
    throw new HandraiseError(
      'artefact',
      `the model is of the family ${JSON.stringify(family)}, which is not known here`,
      {
        hint: 'upgrade handraise',
      },
    );
  return loadingEncoded(found.create());
}
