import { HandraiseError } from '../errors.ts';
import { loadingAveraged } from './averagedModel.ts';
import { baseRateFamily } from './baseline/baseRateFamily.ts';
import { loadBlend } from './blend/blendedModel.ts';
import { blendFamily } from './blend/blendFamily.ts';
import { boostingFamily } from './boosting/boostingFamily.ts';
import { loadingCoded } from './encoding/codedModel.ts';
import { loadingEncoded } from './encoding/encodedModel.ts';
import type { Estimator, FittedModel } from './estimator.ts';
import { logisticFamily } from './logistic/logisticFamily.ts';
import type { FamilyRecord, ModelFamily } from './modelFamily.ts';
import { pointsFamily } from './points/pointsFamily.ts';

/** Every family whose models are fitted by themselves, the simplest first. */
export const families = [
  baseRateFamily,
  pointsFamily,
  logisticFamily,
  boostingFamily,
] as const satisfies readonly ModelFamily[];

/** The name of a family whose models are fitted by themselves. */
export type EstimatorName = (typeof families)[number]['name'];
/** The name of a family of models. */
export type FamilyName = EstimatorName | (typeof blendFamily)['name'];
/** A family that can be asked for by itself. */
export type LearnerName = Extract<(typeof families)[number], { readonly role: 'learner' }>['name'];

/** The names of the families whose models are fitted by themselves, the simplest first. */
export const estimatorNames: readonly EstimatorName[] = families.map(({ name }) => name);

/** The names of all families, the simplest first. */
export const familyNames: readonly FamilyName[] = [...estimatorNames, blendFamily.name];

/** Those that every other is compared with. */
export const baselineNames: readonly EstimatorName[] = families
  .filter(({ role }) => role === 'baseline')
  .map(({ name }) => name);

/** What is to be said of a family. */
export function familyOf(name: FamilyName): FamilyRecord<FamilyName> {
  return name === blendFamily.name ? blendFamily : fittedFamilyOf(name);
}

/** The record of a family whose models are fitted by themselves. */
export function fittedFamilyOf(name: EstimatorName): ModelFamily<EstimatorName> {
  return families.find((family) => family.name === name)!;
}

/**
 * The model that an artefact holds.
 *
 * @throws HandraiseError `artefact` for an unknown family, or parameters of the wrong shape.
 */
export function loadFitted(family: string, parameters: unknown): FittedModel {
  const alone = (name: string, own: unknown) => estimatorOf(name).load(own);
  return family === blendFamily.name ? loadBlend(parameters, alone) : alone(family, parameters);
}

/** The family that a person means by its name or an alias; undefined where it is none that can be asked for. */
export function learnerNamed(text: string): LearnerName | undefined {
  const known: readonly ModelFamily<EstimatorName>[] = families;
  const found = known.find(({ name, aliases }) => name === text || aliases.includes(text));
  return found && isLearner(found) ? found.name : undefined;
}

function isLearner(family: ModelFamily<EstimatorName>): family is ModelFamily<LearnerName, 'learner'> {
  return family.role === 'learner';
}

/**
 * The estimator of a family with its default options, also to load what any options have fitted.
 *
 * @param family one of `estimatorNames`
 * @throws HandraiseError `artefact` for a name that is none of `estimatorNames`.
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
  return loadingAveraged(loadingCoded(loadingEncoded(found.create())));
}
