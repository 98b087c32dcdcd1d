import { HandraiseError } from '../../errors.ts';
import { argsort } from '../../numeric/order.ts';
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
/** Of very many rows, one in so many gives the start; and what very many are: those rows at least. */
const thinned = 16;
const fewest = 2000;
/** Part of the loss that a last step may still bring. */
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
  const order = stackOrder(margins, label);
  return fitInStackOrder(
    margins.map((values) => take(values, order)),
    take(label, order),
  );
}

/** Numbers of the rows by what they contain, so that the order in which they come cannot change the last digit of a stack. */
export function stackOrder(margins: readonly Float64Array[], label: Uint8Array): Int32Array {
  return [Float64Array.from(label), ...margins].reduce(
    (rows, key) => take(rows, argsort(take(key, rows))),
    Int32Array.from(label.keys()),
  );
}

/** `fitStack` of rows that are in `stackOrder`. */
export function fitInStackOrder(margins: readonly Float64Array[], label: Uint8Array): Stack {
  if (margins.length === 0) throw new HandraiseError('data', 'there is no member to stack');
  if (!label.includes(0) || !label.includes(1)) throw new HandraiseError('data', 'a stack needs rows of both classes');
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
  // Where the loss was last asked for, which is where the next step begins.
  const probability = new Float64Array(label.length);
  const lossAt = (point: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < label.length; row++) {
      let margin = point[0]!;
      for (let at = 1; at < point.length; at++) margin += point[at]! * columns[at - 1]![row]!;
      const tail = Math.exp(-Math.abs(margin));
      sum += (margin > 0 ? margin + Math.log1p(tail) : Math.log1p(tail)) - label[row]! * margin;
      probability[row] = margin >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    }
    return sum + (penalty / 2) * total(Float64Array.from(centre, (from, at) => (point[at + 1]! - from) ** 2));
  };
  let point = startOf(columns, label, prior) ?? Float64Array.of(0, ...centre.map((from) => Math.max(0, from)));
  let loss = lossAt(point);
  for (let step = 0; step < mostSteps; step++) {
    const { direction, gain } = bestStep(point, columns, { probability, label }, { penalty, centre });
    // So near the optimum the quadratic model is as good as the loss itself, whose last digits are rounding.
    if (gain <= closeEnough * loss) return { point: moved(point, direction, 1), loss: loss - gain };
    const next = descended(point, direction, loss, lossAt);
    if (!next) break;
    point = next.point;
    loss = next.loss;
  }
  return { point, loss };
}

/** The optimum of every sixteenth of very many rows, which lies so near that of all that a step or two lead there. */
function startOf(
  columns: readonly Float64Array[],
  label: Uint8Array,
  prior: readonly number[] | undefined,
): Float64Array | undefined {
  const rows = Int32Array.from({ length: Math.floor(label.length / thinned) }, (_, at) => at * thinned);
  const labels = take(label, rows);
  if (rows.length < fewest || !labels.includes(0) || !labels.includes(1)) return undefined;
  return minimised(
    columns.map((column) => take(column, rows)),
    labels,
    prior,
  ).point;
}

/**
 * The step to the least of the quadratic model at `point` among points whose weights are not negative, and what it brings by that model.
 *
 * @param rows the probability of each at the point, and its label.
 */
function bestStep(
  point: Float64Array,
  columns: readonly Float64Array[],
  { probability, label }: { readonly probability: Float64Array; readonly label: Uint8Array },
  { penalty, centre }: { readonly penalty: number; readonly centre: readonly number[] },
): { readonly direction: Float64Array; readonly gain: number } {
  const size = point.length;
  const gradient = new Float64Array(size);
  const upper = new Float64Array(size * size);
  const values = new Float64Array(size).fill(1);
  for (let row = 0; row < label.length; row++) {
    for (let at = 1; at < size; at++) values[at] = columns[at - 1]![row]!;
    const p = probability[row]!;
    const residual = p - label[row]!;
    const curvature = p * (1 - p);
    for (let i = 0; i < size; i++) {
      gradient[i]! += residual * values[i]!;
      const own = curvature * values[i]!;
      for (let j = i; j < size; j++) upper[i * size + j]! += own * values[j]!;
    }
  }
  const hessian = Array.from(gradient, (_, i) =>
    Array.from(gradient, (_, j) => upper[Math.min(i, j) * size + Math.max(i, j)]!),
  );
  centre.forEach((from, at) => {
    gradient[at + 1]! += penalty * (point[at + 1]! - from);
    hessian[at + 1]![at + 1]! += penalty;
  });
  // In terms of the point that is reached: the least of x'Hx / 2 − b'x, whose first variable is free.
  const target = hessian.map((row, i) => row.reduce((sum, value, j) => sum + value * point[j]!, -gradient[i]!));
  const direction = Float64Array.from(solvePositive(hessian, target), (reached, at) => reached - point[at]!);
  const bent = hessian.reduce((sum, row, i) => sum + direction[i]! * inner(row, direction), 0);
  return { direction, gain: -inner(gradient, direction) - bent / 2 };
}

function inner(a: ArrayLike<number>, b: Float64Array): number {
  return b.reduce((sum, value, at) => sum + a[at]! * value, 0);
}

/** Part of a step, cut off at weights of 0. */
function moved(point: Float64Array, direction: Float64Array, part: number): Float64Array {
  return point.map((value, at) => {
    const reached = value + part * direction[at]!;
    return at === 0 ? reached : Math.max(0, reached);
  });
}

/** The first of the full, half, quarter … step, cut off at weights of 0, that lowers the loss; undefined when none does. */
function descended(
  point: Float64Array,
  direction: Float64Array,
  loss: number,
  lossAt: (point: Float64Array) => number,
): { readonly point: Float64Array; readonly loss: number } | undefined {
  for (let factor = 1; factor > 1e-10; factor /= 2) {
    const next = moved(point, direction, factor);
    const found = lossAt(next);
    if (found < loss) return { point: next, loss: found };
  }
  return undefined;
}
