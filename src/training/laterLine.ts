import { fitShift } from '../evaluation/fitShift.ts';
import { denseRank } from '../numeric/denseRank.ts';
import { fitLogisticLine, type LogisticLine } from '../numeric/logisticLine.ts';
import { argsort } from '../numeric/order.ts';
import { tallyScores } from '../numeric/scoreTally.ts';
import { sigmoid } from '../numeric/special.ts';
import { take } from '../numeric/take.ts';
import { total } from '../numeric/total.ts';

/** Rows of later dates than a model has learned from, and what it says of them. */
interface LaterRows {
  /** Log-odds of the calibrated probabilities, finite. */
  readonly logOdds: Float64Array;
  readonly label: Uint8Array;
  /** Number of the unit (cluster) of each row. */
  readonly unit: Int32Array;
}

/**
 * The line that moves log-odds to the level and slope of later rows, as far as these are enough to tell it from chance; undefined where they
 * are not.
 *
 * First the slope about the centre of the log-odds, then the level at that slope, each found by maximum likelihood. An estimate e of standard error
 * s, units taken together, counts as e · max(0, 1 − s² / e²): the positive-part estimator of James and Stein (1961) for a single
 * mean. So a change within its own error is left out, and a clear one is taken nearly whole.
 */
export function laterLine(rows: LaterRows): LogisticLine | undefined {
  if (!rows.label.includes(0) || !rows.label.includes(1)) return undefined;
  const { logOdds, label, unit } = inOrder(rows);
  const { rank, count } = denseRank(unit);
  if (count < 2) return undefined;
  const centre = centreOf(logOdds);
  const away = logOdds.map((odds) => odds - centre);
  const slope = 1 + slopeChange({ logOdds, label }, away, rank, count);
  const turned = away.map((from) => centre + slope * from);
  const { score, rows: sizes, positives } = tallyScores(turned, label);
  const shift = fitShift({ score, rows: sizes, positives });
  const level = shrunk(shift, levelError({ odds: turned.map((odds) => odds + shift), label }, rank, count));
  if (level === 0 && slope === 1) return undefined;
  return { intercept: level + centre * (1 - slope), slope };
}

/** The rows by log-odds and label, so that the order in which they come cannot change the last digit. */
function inOrder({ logOdds, label, unit }: LaterRows): LaterRows {
  const byLabel = argsort(Float64Array.from(label));
  const order = take(byLabel, argsort(take(logOdds, byLabel)));
  return { logOdds: take(logOdds, order), label: take(label, order), unit: take(unit, order) };
}

/** Where a change of slope leaves the level as it is, nearly: the mean weighted by p · (1 − p). */
function centreOf(logOdds: Float64Array): number {
  const weight = logOdds.map((odds) => sigmoid(odds) * sigmoid(-odds));
  return total(logOdds.map((odds, i) => weight[i]! * odds)) / total(weight);
}

function slopeChange(
  { logOdds, label }: Omit<LaterRows, 'unit'>,
  away: Float64Array,
  unit: Int32Array,
  units: number,
): number {
  const { score, rows, positives } = tallyScores(logOdds, label);
  const { intercept, slope } = fitLogisticLine(score, rows, positives);
  if (!Number.isFinite(slope)) return 0;
  let [haa, hab, hbb] = [0, 0, 0];
  const [scoreA, scoreB] = [new Float64Array(units), new Float64Array(units)];
  for (let i = 0; i < label.length; i++) {
    const p = sigmoid(intercept + slope * logOdds[i]!);
    const curvature = p * (1 - p);
    const residual = label[i]! - p;
    haa += curvature;
    hab += curvature * away[i]!;
    hbb += curvature * away[i]! ** 2;
    scoreA[unit[i]!]! += residual;
    scoreB[unit[i]!]! += residual * away[i]!;
  }
  const determinant = haa * hbb - hab * hab;
  const moved = scoreB.map((b, u) => (haa * b - hab * scoreA[u]!) / determinant);
  const change = shrunk(slope - 1, errorOf(moved));
  // A line never turns the order around.
  return 1 + change > 0 ? change : 0;
}

function levelError(
  { odds, label }: { readonly odds: Float64Array; readonly label: Uint8Array },
  unit: Int32Array,
  units: number,
): number {
  const moved = new Float64Array(units);
  let curvature = 0;
  for (let i = 0; i < label.length; i++) {
    const p = sigmoid(odds[i]!);
    curvature += p * (1 - p);
    moved[unit[i]!]! += label[i]! - p;
  }
  return errorOf(moved.map((sum) => sum / curvature));
}

/** Standard error of a sum of independent parts that add up to about 0. */
function errorOf(parts: Float64Array): number {
  return Math.sqrt((total(parts.map((part) => part * part).sort()) * parts.length) / (parts.length - 1));
}

function shrunk(estimate: number, error: number): number {
  const kept = 1 - (error / estimate) ** 2;
  return Number.isFinite(estimate) && kept > 0 ? estimate * kept : 0;
}
