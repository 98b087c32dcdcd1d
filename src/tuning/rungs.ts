import { hash32 } from '../numeric/hash.ts';

/** Rows to learn from and later rows to be judged on; no unit is among both. */
export interface Rung {
  readonly earlier: Int32Array;
  readonly later: Int32Array;
}

interface DatedRows {
  readonly asOf: Float64Array;
  readonly label: Uint8Array;
  /** Number of the unit of each row. */
  readonly unit: Int32Array;
}

/** Shares of the rows, in the order of time, at which what is judged begins. */
const cuts = [0.4, 0.6, 0.8] as const;
/** Rows of each class that either part of a rung needs. */
const ofEachClass = 10;

/**
 * Parts rows in time, for a search: each rung learns from a longer past and is judged on the dates that follow it.
 *
 * The first is judged on the fifth of the rows after the first two fifths, the last on the latest fifth. Dates stay whole, so there
 * may be fewer rungs. A unit on both sides of a rung keeps one, drawn by a hash of its number and the seed in proportion to the rows
 * of the sides, as between training and calibration. A rung without ten rows of each class on either side is left out.
 *
 * @returns row numbers, ascending; no rung at all where there is too little.
 */
export function rungsOf(rows: DatedRows, seed: number): readonly Rung[] {
  const sorted = rows.asOf.toSorted();
  const later = sorted.find((date) => date > sorted[0]!);
  if (later === undefined) return [];
  const starts = [...new Set(cuts.map((share) => Math.max(later, sorted[Math.floor(share * sorted.length)]!)))];
  return starts
    .map((from, i) => rungOf(rows, from, starts[i + 1] ?? Number.POSITIVE_INFINITY, seed))
    .filter((rung) => isEnough(rows.label, rung.earlier) && isEnough(rows.label, rung.later));
}

/** Learns from what is before `from`, judges what is from then on, up to before `to`. */
function rungOf({ asOf, unit }: DatedRows, from: number, to: number, seed: number): Rung {
  const all = Int32Array.from(asOf.keys());
  const before = all.filter((row) => asOf[row]! < from);
  const after = all.filter((row) => asOf[row]! >= from && asOf[row]! < to);
  const learns = new Set(Array.from(before, (row) => unit[row]!));
  const judges = new Set(Array.from(after, (row) => unit[row]!));
  const share = after.length / (before.length + after.length);
  const keepsLater = (number: number) => hash32(`tuning/${from}/${number}`, seed) / 2 ** 32 < share;
  return {
    earlier: before.filter((row) => !judges.has(unit[row]!) || !keepsLater(unit[row]!)),
    later: after.filter((row) => !learns.has(unit[row]!) || keepsLater(unit[row]!)),
  };
}

function isEnough(label: Uint8Array, rows: Int32Array): boolean {
  const positives = rows.reduce((sum, row) => sum + label[row]!, 0);
  return positives >= ofEachClass && rows.length - positives >= ofEachClass;
}
