import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import type { FamilyName } from '../model/families.ts';
import type { Judged, Verdict } from './judge.ts';
import { takeInt32, takeUint8 } from './take.ts';

/** The points score in place of a winner that does not beat it on the test dates; never a more complex model. */
export function simplerIfAsGood(winner: Verdict, verdicts: readonly Verdict[]): Verdict {
  const points = verdicts.find(({ entrant }) => entrant.family === 'points')!;
  if (winner.entrant.family === 'base-rate') return winner;
  return points.evaluation.metrics.logLoss.value <= winner.evaluation.metrics.logLoss.value ? points : winner;
}

/** By family, the champion's log loss minus that family's, paired row by row on the test dates. */
export function differencesTo(
  best: Verdict,
  verdicts: readonly Verdict[],
  { snapshots }: Judged,
  test: Int32Array,
  seed: number,
): ReadonlyMap<FamilyName, Estimate> {
  const rows = { label: takeUint8(snapshots.label, test), unit: takeInt32(snapshots.unit, test) };
  return new Map(
    verdicts
      .filter((verdict) => verdict !== best)
      .map(({ entrant, probabilities: other }) => [
        entrant.family,
        compareLogLoss({ probabilities: best.probabilities, other, ...rows }, { seed }),
      ]),
  );
}
