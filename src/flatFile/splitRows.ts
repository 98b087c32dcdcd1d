import { HandraiseError } from '../errors.ts';
import { argsort } from '../numeric/order.ts';

/** By what rows are put on a side: their time, their order in the file, or a hash of their group or content. */
export type SplitKind = 'time' | 'order' | 'hash';

/** The numbers of the rows of each side, ascending, and the group of every row in the order of the split. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly calibration: Int32Array;
  readonly test: Int32Array;
  /** Which group each row is in, counted from the first of training on; the rows of a group are on one side. NaN for rows on no side. */
  readonly place: Float64Array;
}

/** How rows are split. */
export interface SplitOptions {
  /** Rows to test on where they are given: the others are split 85 to 15. */
  readonly test?: Int32Array;
  /** Whether the order of the keys means nothing: then groups that are large are put where there is most room, first. */
  readonly anyOrder?: boolean;
}

/** Shares of training, calibration and test. */
const shares = [0.6, 0.2, 0.2] as const;
/** The same where the test rows are given. */
const sharesBesideTest = [0.85, 0.15] as const;
/** Share of the rows from which on a group is large. */
const large = 0.05;

/**
 * Splits rows into training, calibration and test, 60, 20 and 20%, the last rows last; cuts lie between groups, as near to the shares as these allow.
 *
 * @param keys a number per row by which they are ordered, such as its time; rows of equal keys stay together. A row whose key is NaN is on no side
 * @param rows numbers of the rows to split, from 0 on
 * @param options test rows where they are given, and whether the order of the keys means nothing
 * @throws HandraiseError `data` where a side would be empty.
 * @example
 * const days = Float64Array.of(1, 2, 3, 4, 5);
 * const { train, calibration, test } = splitRows(days, Int32Array.from(days.keys()));
 * [[...train], [...calibration], [...test]] // [[0, 1, 2], [3], [4]]
 */
export function splitRows(
  keys: Float64Array,
  rows: Int32Array,
  { test, anyOrder = false }: SplitOptions = {},
): RowSplit {
  const given = new Set(test);
  const learnt = rows.filter((row) => !Number.isNaN(keys[row]!) && !given.has(row));
  const order = argsort(Float64Array.from(learnt, (row) => keys[row]!)).map((at) => learnt[at]!);
  const groups = groupsOf(order, keys);
  const wanted = (test ? sharesBesideTest : shares).map((share) => share * order.length);
  const side = sidesOfGroups(groups, wanted, anyOrder ? large * order.length : Infinity);
  const place = new Float64Array(keys.length).fill(Number.NaN);
  let last = -1;
  const sides = wanted.map((_, own) => {
    const found: number[] = [];
    groups.forEach(({ from, to }, group) => {
      if (side[group] !== own) return;
      last++;
      for (const row of order.subarray(from, to)) {
        place[row] = last;
        found.push(row);
      }
    });
    return Int32Array.from(found).sort();
  });
  const [train, calibration] = sides as [Int32Array, Int32Array];
  const split = { train, calibration, test: test ?? sides[2]! };
  const empty = (['train', 'calibration', 'test'] as const).find((one) => split[one].length === 0);
  if (empty)
    throw new HandraiseError('data', `there are no rows for the ${empty} side of the split`, {
      hint: 'too few rows, or too many of one time or group',
    });
  return { ...split, place };
}

interface Group {
  readonly from: number;
  readonly to: number;
}

function groupsOf(order: Int32Array, keys: Float64Array): readonly Group[] {
  const groups: Group[] = [];
  for (let from = 0, to = 1; from < order.length; from = to++) {
    while (to < order.length && keys[order[to]!] === keys[order[from]!]) to++;
    groups.push({ from, to });
  }
  return groups;
}

/** Large groups go where most rows are lacking; the others, in their order, fill one side after the other. */
function sidesOfGroups(groups: readonly Group[], wanted: readonly number[], largeFrom: number): Int8Array {
  const side = new Int8Array(groups.length).fill(-1);
  const lacking = [...wanted];
  const sizeOf = (group: number) => groups[group]!.to - groups[group]!.from;
  const largest = [...groups.keys()].filter((group) => sizeOf(group) > largeFrom);
  for (const group of largest.sort((a, b) => sizeOf(b) - sizeOf(a) || a - b)) {
    const own = lacking.indexOf(Math.max(...lacking));
    side[group] = own;
    lacking[own]! -= sizeOf(group);
  }
  const others = [...groups.keys()].filter((group) => side[group]! < 0);
  let at = 0;
  let taken = 0;
  let until = 0;
  for (let own = 0; own < wanted.length - 1; own++) {
    until += Math.max(0, lacking[own]!);
    const least = at + Number(largest.length === 0);
    const most = others.length - (largest.length === 0 ? wanted.length - 1 - own : 0);
    // A cut inside a group moves to that end of it which is nearer.
    while (at < most && (at < least || taken + sizeOf(others[at]!) / 2 <= until - 0.5 + 1e-9)) {
      taken += sizeOf(others[at]!);
      side[others[at++]!] = own;
    }
  }
  for (const group of others.slice(at)) side[group] = wanted.length - 1;
  return side;
}
