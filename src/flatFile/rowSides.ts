import { HandraiseError } from '../errors.ts';
import type { Label } from './label.ts';
import type { RowUnits } from './rowUnits.ts';
import { type RowSplit, type SplitKind, splitRows } from './splitRows.ts';

/** Rows by side, and what became of rows that belong together. */
export interface RowSides {
  readonly split: RowSplit;
  /** Rows left out for another of their unit stands on a later or another side. */
  readonly parted: number;
  /** Rows of the first file left out for they are in the second too. */
  readonly inSecond: number;
  /** Units with rows on the test side and on an earlier one, and their test rows. */
  readonly across: { readonly units: number; readonly rows: number };
}

/**
 * Puts labelled rows on their sides.
 *
 * By hash, units are whole. By time or order they may stand on several sides, which is counted; where groups are asked for, and of copies
 * that are split by their order, a unit keeps one of its sides, drawn by its hash in proportion to the rows of those sides, and its other rows are left out.
 *
 * @param of.keys see `splitRows`. @param of.judged labelled rows of a second file, to test on.
 * @throws HandraiseError `data` for a side without rows, and for a second file that holds the rows of the first.
 */
export function rowSides(of: {
  readonly kind: SplitKind;
  readonly keys: Float64Array;
  readonly units: RowUnits;
  readonly label: Label;
  readonly rows: Int32Array;
  readonly judged: Int32Array;
  readonly groupAsked: boolean;
}): RowSides {
  const { kind, keys, units, rows, judged, groupAsked } = of;
  const second = judged.length > 0;
  const learnt = second ? notCopied(of) : rows;
  const whole = splitRows(keys, learnt, { anyOrder: kind === 'hash', ...(second ? { test: judged } : {}) });
  const { copies } = units.found.equal;
  const divided =
    groupAsked || (kind === 'order' && units.found.together && copies) ? onOneSide(whole, units, second) : whole;
  const count = ({ train, calibration, test }: RowSplit) => train.length + calibration.length + test.length;
  const empty = (['train', 'calibration', 'test'] as const).find((one) => divided[one].length === 0);
  if (empty)
    throw new HandraiseError('data', `there are no rows for the ${empty} side of the split`, {
      hint: 'every group is kept on one side, so more of them are needed',
    });
  return {
    split: divided,
    parted: count(whole) - count(divided),
    inSecond: rows.length - learnt.length,
    across: unitsAcross(divided, units.unit),
  };
}

/** New rows expected in the second file below which their lack may be chance. */
const enoughNew = 20;

/**
 * Rows that the second file does not hold too; all of them where equal rows are no copies.
 *
 * How many rows of another file nobody has seen yet is told by those that the first one holds once (Good and Turing; Good 1953,
 * The population frequencies of species, Biometrika 40): with less than half as many, the second file was taken from the first.
 */
function notCopied({ rows, judged, units, label }: Parameters<typeof rowSides>[0]): Int32Array {
  const { content, found } = units;
  const countsOf = (some: Int32Array) => {
    const counts = [new Map<number, number>(), new Map<number, number>()] as const;
    for (const row of some) {
      const own = counts[label.values[row] === 1 ? 1 : 0];
      own.set(content[row]!, (own.get(content[row]!) ?? 0) + 1);
    }
    return (row: number) => counts[label.values[row] === 1 ? 1 : 0].get(content[row]!) ?? 0;
  };
  const inFirst = countsOf(rows);
  const fresh = judged.filter((row) => inFirst(row) === 0).length;
  const expected = (judged.length * rows.filter((row) => inFirst(row) === 1).length) / rows.length;
  const both = judged.length - fresh;
  const taken = expected >= enoughNew && 2 * fresh < expected;
  if (taken || (found.equal.copies && 2 * both >= judged.length))
    throw new HandraiseError(
      'data',
      `${both} of the ${judged.length} rows of the second file with a label are rows of the first one: a test on rows that were learnt from says nothing`,
      { hint: 'give --test other rows, or leave it out: then a part of the file is kept for the test' },
    );
  if (!found.equal.copies) return rows;
  const inSecond = countsOf(judged);
  return rows.filter((row) => inSecond(row) === 0);
}

const sides = ['train', 'calibration', 'test'] as const;

function onOneSide(split: RowSplit, { unit, keys }: RowUnits, wholeTest: boolean): RowSplit {
  const totals = sides.map((side) => split[side].length);
  const present = new Map<number, number>();
  sides.forEach((side, at) => {
    for (const row of split[side]) present.set(unit[row]!, (present.get(unit[row]!) ?? 0) | (1 << at));
  });
  const sideOf = (row: number): number => {
    const own = present.get(unit[row]!)!;
    if (wholeTest && own & 4) return 2;
    const weights = totals.map((total, side) => (own & (1 << side) ? total : 0));
    const draw = (keys[row]! / 2 ** 32) * weights.reduce((sum, weight) => sum + weight, 0);
    let side = 0;
    for (let below = weights[0]!; draw >= below && side < 2; below += weights[side]!) side++;
    return side;
  };
  const [train, calibration, test] = sides.map((side, at) => split[side].filter((row) => sideOf(row) === at));
  return { train: train!, calibration: calibration!, test: test!, place: split.place };
}

function unitsAcross({ train, calibration, test }: RowSplit, unit: Int32Array): RowSides['across'] {
  const earlier = new Set<number>();
  for (const rows of [train, calibration]) for (const row of rows) earlier.add(unit[row]!);
  const both = test.filter((row) => earlier.has(unit[row]!));
  return { units: new Set(Array.from(both, (row) => unit[row]!)).size, rows: both.length };
}
