import { HandraiseError } from '../../errors.ts';
import { argsort } from '../../numeric/order.ts';
import { log1pExp, sigmoid } from '../../numeric/special.ts';
import { standardise } from '../../numeric/standardise.ts';
import { take } from '../../numeric/take.ts';
import { total } from '../../numeric/total.ts';
import { solvePositive } from './solvePositive.ts';

/** Margins put together: intercept + Σ weight · margin. */
export interface Stack {
  readonly intercept: number;
  /** One for each member, at least 0. */
  readonly weights: readonly number[];
}

/**
 * How far the weights of a stack are expected to lie from the best single member, in log-odds per standard deviation of a member's margins. A
 * convention: what a few dozen rows of each class say counts more, what a handful says counts less.
 */
const expected = 0.5;
const mostSteps = 100;
/** Part of the loss that a last step still brings. */
const closeEnough = 1e-12;

/**
 * Puts the margins of several models together into one: logistic regression of the label on them with weights of at least 0, shrunk towards
 * the best of them alone.
 *
 * Stacked generalisation (Wolpert 1992) with non-negative weights (Breiman 1996, Stacked regressions), by the log loss. The penalty is that of
 * a normal prior around the weights of the single member of the least log loss, with its own level and slope. The optimum is found by Newton's
 * method, each step the best within the bounds.
 *
 * @param margins of each member, of rows that it has not learned from; finite. @param label 0 or 1, both occurring.
 * @throws HandraiseError `data` for no member or one class.
 * @example
 * const good = Float64Array.from({ length: 200 }, (_, row) => (row % 20) / 5 - 2);
 * const noise = Float64Array.from({ length: 200 }, (_, row) => ((row * 7) % 11) / 5 - 1);
 * const label = Uint8Array.from(good, (margin, row) => Number(margin + ((row * 13) % 17) / 8 - 1 > 0));
 * const { weights } = fitStack([good, noise], label);
 * weights[0]! > 5 * weights[1]! // true
 */
export function fitStack(margins: readonly Float64Array[], label: Uint8Array): Stack {
  if (margins.length === 0) throw new HandraiseError('data', 'there is no member to stack');
  if (!label.includes(0) || !label.includes(1)) throw new HandraiseError('data', 'a stack needs rows of both classes');
  // By content, so that the order in which rows come cannot change the last digit.
  const order = [Float64Array.from(label), ...margins].reduce(
    (rows, key) => take(rows, argsort(take(key, rows))),
    Int32Array.from(label.keys()),
  );
  return stackInOrder(
    margins.map((values) => take(values, order)),
    take(label, order),
  );
}

function stackInOrder(margins: readonly Float64Array[], label: Uint8Array): Stack {
  const ones = new Float64Array(label.length).fill(1);
  const scaled = margins.map((values) => standardise(values, ones));
  const used = [...margins.keys()].filter((at) => scaled[at]!.spread > 1e-12 * scaled[at]!.largest);
  const columns = used.map((at) => scaled[at]!.z);
  const singles = columns.map((column) => minimised([column], label, undefined));
  const best = singles.reduce((least, one, at) => (one.loss < singles[least]!.loss ? at : least), 0);
  const prior = columns.map((_, at) => (at === best ? singles[at]!.point[1]! : 0));
  const { point } = columns.length === 0 ? minimised([], label, undefined) : minimised(columns, label, prior);
  const weights = margins.map(() => 0);
  used.forEach((at, position) => {
    weights[at] = point[position + 1]! / scaled[at]!.spread;
  });
  const intercept = used.reduce((rest, at) => rest - weights[at]! * scaled[at]!.mean, point[0]!);
  return { intercept, weights };
}

/** The stacked margins of rows. */
export function stackedMargins({ intercept, weights }: Stack, margins: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(margins[0]!.length).fill(intercept);
  weights.forEach((weight, at) => {
    if (weight > 0) for (let row = 0; row < sum.length; row++) sum[row]! += weight * margins[at]![row]!;
  });
  return sum;
}

/** The intercept, then the weights, of least penalised loss; without a prior there is no penalty but that of the prior's width about 0. */
function minimised(
  columns: readonly Float64Array[],
  label: Uint8Array,
  prior: readonly number[] | undefined,
): { readonly point: Float64Array; readonly loss: number } {
  const penalty = prior ? 1 / expected ** 2 : 1e-6;
  const centre = prior ?? columns.map(() => 0);
  const lossAt = (point: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < label.length; row++) {
      const margin = marginAt(point, columns, row);
      sum += log1pExp(margin) - label[row]! * margin;
    }
    return sum + (penalty / 2) * total(Float64Array.from(centre, (from, at) => (point[at + 1]! - from) ** 2));
  };
  let point: Float64Array = Float64Array.of(0, ...columns.map((_, at) => Math.max(0, centre[at]!)));
  let loss = lossAt(point);
  for (let step = 0; step < mostSteps; step++) {
    const next = descended(point, bestStep(point, columns, label, { penalty, centre }), loss, lossAt);
    if (!next) break;
    const isClose = loss - next.loss <= closeEnough * loss;
    point = next.point;
    loss = next.loss;
    if (isClose) break;
  }
  return { point, loss };
}

function marginAt(point: Float64Array, columns: readonly Float64Array[], row: number): number {
  let margin = point[0]!;
  for (let at = 0; at < columns.length; at++) margin += point[at + 1]! * columns[at]![row]!;
  return margin;
}

/** The step to the least of the quadratic model at `point` among points whose weights are not negative. */
function bestStep(
  point: Float64Array,
  columns: readonly Float64Array[],
  label: Uint8Array,
  { penalty, centre }: { readonly penalty: number; readonly centre: readonly number[] },
): Float64Array {
  const size = point.length;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const values = new Float64Array(size).fill(1);
  for (let row = 0; row < label.length; row++) {
    for (let at = 0; at < columns.length; at++) values[at + 1] = columns[at]![row]!;
    const p = sigmoid(marginAt(point, columns, row));
    const curvature = p * (1 - p);
    for (let i = 0; i < size; i++) {
      gradient[i]! += (p - label[row]!) * values[i]!;
      for (let j = 0; j < size; j++) hessian[i]![j]! += curvature * values[i]! * values[j]!;
    }
  }
  centre.forEach((from, at) => {
    gradient[at + 1]! += penalty * (point[at + 1]! - from);
    hessian[at + 1]![at + 1]! += penalty;
  });
  // In terms of the point that is reached: the least of x'Hx / 2 − b'x, whose first variable is free.
  const target = hessian.map((row, i) => row.reduce((sum, value, j) => sum + value * point[j]!, -gradient[i]!));
  return Float64Array.from(solvePositive(hessian, target), (reached, at) => reached - point[at]!);
}

/** The first of the full, half, quarter … step, cut off at weights of 0, that lowers the loss; undefined when none does. */
function descended(
  point: Float64Array,
  direction: Float64Array,
  loss: number,
  lossAt: (point: Float64Array) => number,
): { readonly point: Float64Array; readonly loss: number } | undefined {
  for (let factor = 1; factor > 1e-10; factor /= 2) {
    const next = point.map((value, at) => {
      const moved = value + factor * direction[at]!;
      return at === 0 ? moved : Math.max(0, moved);
    });
    const found = lossAt(next);
    if (found < loss) return { point: next, loss: found };
  }
  return undefined;
}
