import { checkMargins } from '../calibration/checkMargins.ts';
import { meanGap, meanLoss } from '../calibration/heldOutLosses.ts';
import { unitFolds } from '../calibration/unitFolds.ts';
import { HandraiseError } from '../errors.ts';
import { argsort } from '../numeric/order.ts';
import { log1pExp } from '../numeric/special.ts';
import { take } from '../numeric/take.ts';
import { total } from '../numeric/total.ts';
import { leastRising, type Stack, type StackRows } from './stacking/leastRising.ts';

export type { Stack };

const folds = 5;
/** Rows that speak for the best member alone: so many, or all there are. */
const pulls = [3000, 300, 30] as const;

/**
 * A non-negative logistic stack of models, by margins of rows that none of them has learnt from.
 *
 * The weights are those of the least log loss plus a pull towards the member that is best by itself (weight 1, the others and the intercept 0):
 * the squared distance from it in standard deviations of each member's margins, times as much as so many rows of the base rate weigh. How many is chosen on
 * five folds of whole units. Where the least mean loss on held-out rows is not below that of the best member by more than one
 * standard error, clustered by unit, or a fold leaves one class only, the stack is that member. Of equals, an earlier member is best. The problem is strictly convex, and
 * solved to the last digits.
 *
 * Breiman (1996), Stacked regressions, Machine Learning 24; non-negative as there, as weights of both signs fit differences of members that are noise.
 *
 * @param margins of each member, one to eight, in log-odds, row by row. @param label 0 or 1. @param unit number of the unit of each row; by default each is one. @param seed a whole number.
 * @throws HandraiseError `data` for no members or more than eight, and for what calibrators refuse.
 */
export function fitStack(
  margins: readonly Float64Array[],
  label: Uint8Array,
  unit: Int32Array = Int32Array.from(label.keys()),
  seed = 1,
): Stack {
  if (margins.length < 1 || margins.length > 8)
    throw new HandraiseError('data', `a stack has one to eight members, not ${margins.length}`);
  for (const member of margins) checkMargins(member, label);
  if (unit.length !== label.length)
    throw new HandraiseError('data', `the stack has ${label.length} labels, ${unit.length} units`);
  const order = byContent(margins, label);
  const rows = rowsOf(margins, label, unit, order);
  const losses = rows.margins.map((member) => lossesOf(member, rows.label));
  const best = losses.reduce((least, own, at) => (total(own) < total(losses[least]!) ? at : least), 0);
  const alone = { weights: margins.map((_, at) => Number(at === best)), intercept: 0 };
  const pull = margins.length === 1 ? undefined : bestPull(rows, losses[best]!, best, seed);
  return pull === undefined ? alone : leastRising(rows, { towards: best, rows: pull });
}

interface UnitRows extends StackRows {
  readonly unit: Int32Array;
}

/** Rows in an order that follows from their content, so that sums do not depend on how they came. */
function byContent(margins: readonly Float64Array[], label: Uint8Array): Int32Array {
  const keys = [Float64Array.from(label), ...margins];
  return keys.reduce((order, key) => take(order, argsort(take(key, order))), Int32Array.from(label.keys()));
}

function rowsOf(margins: readonly Float64Array[], label: Uint8Array, unit: Int32Array, rows: Int32Array): UnitRows {
  return { margins: margins.map((member) => take(member, rows)), label: take(label, rows), unit: take(unit, rows) };
}

/** How many rows pull towards the best member, if fewer than all. */
function bestPull(rows: UnitRows, alone: Float64Array, best: number, seed: number): number | undefined {
  const { margins, label, unit } = rows;
  const fold = unitFolds(label, unit, folds, seed);
  const parts = Array.from({ length: folds }, (_, own) => {
    const all = Int32Array.from(fold.keys());
    const held = all.filter((row) => fold[row] === own);
    return {
      held,
      learnt: rowsOf(
        margins,
        label,
        unit,
        all.filter((row) => fold[row] !== own),
      ),
    };
  });
  if (parts.some(({ learnt }) => !learnt.label.includes(0) || !learnt.label.includes(1))) return undefined;
  let found: { readonly pull: number; readonly losses: Float64Array } | undefined;
  for (const pull of pulls) {
    const losses = new Float64Array(label.length);
    for (const { held, learnt } of parts) {
      const stack = leastRising(learnt, { towards: best, rows: pull });
      const own = stackMargins(
        stack,
        margins.map((member) => take(member, held)),
      );
      lossesOf(own, take(label, held)).forEach((loss, at) => {
        losses[held[at]!] = loss;
      });
    }
    if (!found || meanLoss(losses) < meanLoss(found.losses)) found = { pull, losses };
  }
  const { gap, error } = meanGap(alone, found!.losses, unit);
  return gap > error ? found!.pull : undefined;
}

/** The margins of a stack. @param margins of its members, in their order. */
export function stackMargins({ weights, intercept }: Stack, margins: readonly Float64Array[]): Float64Array {
  return margins[0]!.map((_, row) =>
    weights.reduce((sum, weight, at) => (weight === 0 ? sum : sum + weight * margins[at]![row]!), intercept),
  );
}

function lossesOf(margins: Float64Array, label: Uint8Array): Float64Array {
  return margins.map((margin, row) => log1pExp(label[row] === 1 ? -margin : margin));
}
