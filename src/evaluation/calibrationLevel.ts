import { denseRank } from '../numeric/denseRank.ts';
import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapInterval, type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate } from './evaluation.ts';
import { positivesAbove } from './positivesAbove.ts';
import { rankRows, tallyRanks, tallyResamples } from './rankTally.ts';
import { wilson } from './wilson.ts';

/** What rows were to bring, and what they brought. */
export interface CalibrationLevel {
  readonly rows: number;
  readonly positives: number;
  /** Sum of the probabilities. */
  readonly expected: number;
  /** Positives over `expected`: above 1 the probabilities are too low, below 1 too high. */
  readonly level: Estimate;
}

const usualLevel = 0.95;

/**
 * Observed over expected: the positives as a share of those that the probabilities add up to.
 *
 * Its interval is the wider of two on either side: the bootstrap clustered by unit, and Wilson's of the positives over the same sum, which
 * holds where few or none came and resamples say too little. NaN without two units.
 *
 * @throws HandraiseError `data`, see `checkProbabilities`.
 * @example
 * const rows = { probabilities: new Float64Array(100).fill(0.2), label: Uint8Array.from({ length: 100 }, (_, i) => Number(i < 10)) };
 * levelOf({ ...rows, unit: Int32Array.from(rows.label.keys()) }, { seed: 1 }).level.value // 0.5
 */
export function levelOf(
  { probabilities, label, unit }: Omit<EvaluationInput, 'tieOrder'>,
  options: BootstrapOptions,
): CalibrationLevel {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  const { rank, count } = denseRank(unit);
  const expected = new Float64Array(count);
  const came = new Float64Array(count);
  for (const [row, u] of rank.entries()) {
    expected[u]! += probabilities[row]!;
    came[u]! += label[row]!;
  }
  const sums = { rows: label.length, positives: total(came), expected: total(expected) };
  const [interval] = bootstrapIntervals(count, (copies) => [dot(came, copies) / dot(expected, copies)], options);
  return { ...sums, level: widest(sums, interval!, options.level) };
}

/**
 * `levelOf` the best k rows, for each of several k. Each resample is ranked anew and cut at the same k.
 *
 * Rows equal in probability and `tieOrder` count in proportion where the cut falls among them.
 *
 * @param counts ascending whole numbers from 1 to the number of rows.
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function levelsAtTop(
  { probabilities, label, unit, tieOrder }: EvaluationInput,
  counts: readonly number[],
  options: BootstrapOptions,
): readonly (CalibrationLevel & { readonly k: number })[] {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  if (counts.length === 0) return [];
  const ranked = rankRows(probabilities, tieOrder);
  const { rank, count } = denseRank(unit);
  const whole = sumsAbove(tallyRanks(ranked, label), counts);
  const resampled = tallyResamples(ranked, label, rank, counts.at(-1));
  const intervals = bootstrapIntervals(
    count,
    (copies) => sumsAbove(resampled(copies), counts).map(({ positives, expected }) => positives / expected),
    options,
  );
  return whole.map((sums, i) => ({ ...sums, level: widest(sums, intervals[i]!, options.level) }));
}

/** The level where nothing is known of the rows but their sums, as if each stood for itself. */
export function independentLevel(sums: Omit<CalibrationLevel, 'level'>, level = usualLevel): Estimate {
  const { low, high } = ofShare(sums, level);
  return { value: sums.positives / sums.expected, low, high };
}

function widest(
  sums: Omit<CalibrationLevel, 'level'>,
  { low, high, skipped }: BootstrapInterval,
  level = usualLevel,
): Estimate {
  const byShare = ofShare(sums, level);
  return estimate(sums.positives / sums.expected, {
    low: Math.min(low, byShare.low),
    high: Math.max(high, byShare.high),
    skipped,
  });
}

function ofShare({ rows, positives, expected }: Omit<CalibrationLevel, 'level'>, level: number) {
  const { low, high } = wilson(positives, rows, level);
  return { low: (low * rows) / expected, high: (high * rows) / expected };
}

/** A resample may hold fewer than k rows; then it is all of them. */
function sumsAbove(tally: ScoreTally, counts: readonly number[]) {
  const all = total(tally.rows);
  const taken = counts.map((k) => Math.min(k, all));
  const positives = positivesAbove(tally, taken);
  const expected = positivesAbove({ ...tally, positives: tally.rows.map((rows, e) => rows * tally.score[e]!) }, taken);
  return counts.map((k, i) => ({ k, rows: taken[i]!, positives: positives[i]!, expected: expected[i]! }));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
