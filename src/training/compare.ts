import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import type { FamilyName } from '../model/families.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';

/** The points score in place of a selected model that is not better than it on the test rows; never a more complex model. */
export function simplerIfAsGood(selected: EvaluatedModel, evaluated: readonly EvaluatedModel[]): EvaluatedModel {
  const points = evaluated.find(({ candidate }) => candidate.family === 'points')!;
  if (selected.candidate.family === 'base-rate') return selected;
  return points.evaluation.metrics.logLoss.value <= selected.evaluation.metrics.logLoss.value ? points : selected;
}

/** By family, the log loss of `best` minus that family's, paired row by row on the test rows. */
export function differencesTo(
  best: EvaluatedModel,
  evaluated: readonly EvaluatedModel[],
  { label, unit }: Pick<LabelledRows, 'label' | 'unit'>,
  seed: number,
): ReadonlyMap<FamilyName, Estimate> {
  return new Map(
    evaluated
      .filter((other) => other !== best)
      .map(({ candidate, probabilities: other }) => [
        candidate.family,
        compareLogLoss({ probabilities: best.probabilities, other, label, unit }, { seed }),
      ]),
  );
}
