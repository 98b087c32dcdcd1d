import { HandraiseError } from '../errors.ts';
import { hash32 } from '../numeric/hash.ts';
import { argsort } from '../numeric/order.ts';

/** By what rows are put on a side: their time, their order in the file, or a hash of their id. */
export type SplitKind = 'time' | 'order' | 'hash';

/** Rows of each side, ascending, and the place of every row in the order of the split. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly calibration: Int32Array;
  readonly test: Int32Array;
  /** Equal for rows that never stand on two sides; of rows that have no place, NaN. */
  readonly place: Float64Array;
}

/** Share of the rows from which on they are calibrated, and tested, with. */
const shares = { calibration: 0.6, test: 0.8 } as const;
/** The same where the test rows are given. */
const calibrationFrom = 0.85;

/**
 * Splits rows into training, calibration and test, 60, 20 and 20%, the last rows last.
 *
 * @param keys a number per row by which they are ordered; rows of equal keys stay together. NaN has no place and stands on no side.
 * @param test rows to test on where they are given: the others are split 85 to 15.
 * @throws HandraiseError `data` where a side would be empty.
 */
export function splitRows(keys: Float64Array, rows: Int32Array, test?: Int32Array): RowSplit {
  const given = new Set(test);
  const usable = rows.filter((row) => !Number.isNaN(keys[row]!));
  const learnt = test ? usable.filter((row) => !given.has(row)) : usable;
  const order = argsort(Float64Array.from(learnt, (row) => keys[row]!)).map((at) => learnt[at]!);
  const place = new Float64Array(keys.length).fill(Number.NaN);
  let last = -1;
  order.forEach((row, at) => {
    if (at === 0 || keys[row] !== keys[order[at - 1]!]) last++;
    place[row] = last;
  });
  const cut = (share: number) => {
    let at = Math.floor(share * order.length);
    while (at > 0 && at < order.length && place[order[at]!] === place[order[at - 1]!]) at++;
    return at;
  };
  const from = test
    ? { calibration: cut(calibrationFrom), test: order.length }
    : { calibration: cut(shares.calibration), test: cut(shares.test) };
  const sides = {
    train: order.slice(0, from.calibration).sort(),
    calibration: order.slice(from.calibration, from.test).sort(),
    test: test ?? order.slice(from.test).sort(),
  };
  const empty = (['train', 'calibration', 'test'] as const).find((side) => sides[side].length === 0);
  if (empty)
    throw new HandraiseError('data', `there are no rows for the ${empty} side of the split`, {
      hint: 'too few rows, or too many of one time or id',
    });
  return { ...sides, place };
}

/** A key per row from a hash of its id: equal ids stay together, and their order says nothing. */
export function hashKeys(rows: number, idOf: (row: number) => string, seed: number): Float64Array {
  const keys = new Float64Array(rows);
  for (let row = 0; row < rows; row++) keys[row] = hash32(idOf(row), seed);
  return keys;
}
