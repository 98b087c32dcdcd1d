import { denseRank } from '../numeric/denseRank.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate } from './evaluation.ts';
import { rocAuc } from './metrics/rocAuc.ts';

/** How rows divide into segments. */
export interface Segments {
  /** Position of each row's segment among `names`, −1 for none, which is a segment too. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** How a model does on one segment. */
export interface Slice {
  /** `no value` for the rows without a segment. */
  readonly name: string;
  readonly rows: number;
  readonly positives: number;
  readonly units: number;
  /** Sum of the probabilities. */
  readonly expected: number;
  /** Positives over `expected`: above 1 more were observed than expected. Its interval is at the level of `SlicedEvaluation`. */
  readonly ratio: Estimate;
  /** NaN for one class; without interval. */
  readonly rocAuc: number;
  /** Whether the interval of the ratio leaves out 1. */
  readonly failing: boolean;
}

/** How good a model is on parts of the rows, such as each industry. */
export interface SlicedEvaluation {
  /** Level of each interval: so that all of them cover at once with 95%, Bonferroni's share of it. */
  readonly level: number;
  /** The largest first. */
  readonly slices: readonly Slice[];
}

const levelOfAll = 0.95;
/** Levels so high lie far out in the tails, which 200 resamples do not reach. */
const resamples = 2000;

/** Positives, expected or come, below which a segment has no interval: resamples of so few say little, and of none nothing. */
const leastPositives = 10;

/**
 * A model's calibration and ranking segment by segment.
 *
 * The ratio of positives to their expected number has a percentile interval by the bootstrap clustered by unit, at the level 1 − 0.05 / k for k
 * segments, so that a model that is right everywhere is warned of in no more than about one of twenty evaluations. Where the
 * interval leaves out 1, calibration fails in the segment; with fewer than ten positives, come or expected, there is no interval. The ROC AUC of a segment says how its rows rank among themselves.
 *
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function sliceEvaluation(
  { probabilities, label, unit }: Omit<EvaluationInput, 'tieOrder'>,
  { codes, names }: Segments,
  seed: number,
): SlicedEvaluation {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  checkLength('segments', codes, probabilities);
  const rowsOf = new Map<number, number[]>();
  for (const [row, code] of codes.entries()) {
    const rows = rowsOf.get(code);
    if (rows) rows.push(row);
    else rowsOf.set(code, [row]);
  }
  const level = 1 - (1 - levelOfAll) / Math.max(1, rowsOf.size);
  const slices = [...rowsOf].map(([code, rows]) =>
    judgeSegment(
      code < 0 ? 'no value' : names[code]!,
      Int32Array.from(rows),
      { probabilities, label, unit },
      { seed, level, resamples },
    ),
  );
  return { level, slices: slices.sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1)) };
}

/** How a model does on one segment, given by its rows; the ratio at a level and with resamples of the caller's. */
export function judgeSegment(
  name: string,
  rows: Int32Array,
  { probabilities, label, unit }: Omit<EvaluationInput, 'tieOrder'>,
  options: Required<BootstrapOptions>,
): Slice {
  const own = Float64Array.from(rows, (row) => probabilities[row]!);
  const labels = Uint8Array.from(rows, (row) => label[row]!);
  const { rank, count } = denseRank(Int32Array.from(rows, (row) => unit[row]!));
  const expected = new Float64Array(count);
  const came = new Float64Array(count);
  for (const [i, u] of rank.entries()) {
    expected[u]! += own[i]!;
    came[u]! += labels[i]!;
  }
  const ratioOf = (copies: Float64Array) => {
    let positives = 0;
    let sum = 0;
    for (let u = 0; u < count; u++) {
      positives += copies[u]! * came[u]!;
      sum += copies[u]! * expected[u]!;
    }
    return positives / sum;
  };
  const positives = total(came);
  const sum = total(expected);
  const [interval] = bootstrapIntervals(count, (copies) => [ratioOf(copies)], options);
  const isTooFew = Math.min(positives, sum) < leastPositives;
  const ratio = estimate(positives / sum, isTooFew ? { ...interval!, low: Number.NaN, high: Number.NaN } : interval!);
  return {
    name,
    rows: rows.length,
    positives,
    units: count,
    expected: sum,
    ratio,
    rocAuc: rocAuc(own, labels),
    failing: ratio.low > 1 || ratio.high < 1,
  };
}
