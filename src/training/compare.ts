import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import type { FamilyName } from '../model/families.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';

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
