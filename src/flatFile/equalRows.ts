import { contentKeys } from '../table/rowContent.ts';
import { type Column, createTable } from '../table/table.ts';

/** Rows that are equal in every column a model may learn from. */
export interface EqualRows {
  /** Equal for rows that are, else not. */
  readonly keys: Float64Array;
  /** Rows that equal another, and how many different ones they are. */
  readonly rows: number;
  readonly different: number;
  /** Rows that equal another in their outcome too. */
  readonly alike: number;
  /** Copies of one record; else rows that are equal as a matter of course, for there is little to tell them apart by. */
  readonly copies: boolean;
}

/** Share of what two rows drawn at random differ in outcome, up to which equal rows never do, and from which on they do as others. */
const differ = { hardly: 0.1, often: 0.5 } as const;
/** Pairs of equal rows expected to differ in outcome, were they any two rows, below which outcomes tell nothing. */
const enoughPairs = 20;
/** So many times as many equal pairs as columns independent of one another would make are no chance. */
const beyondChance = 3;
/** Rows by which the values of a column are counted. */
const looked = 50_000;

/**
 * Finds equal rows and tells copies from rows that are equal by chance.
 *
 * Outcomes come first: copies hardly ever differ in theirs, rows equal by chance do so as often as their odds say. Where that tells
 * nothing, there are copies if far more pairs are equal than independent columns with these values would make.
 *
 * @param columns what a model may learn from. @param rows those looked at; keys are made for all rows.
 */
export function equalRows(columns: readonly Column[], label: Uint8Array, rows: Int32Array): EqualRows {
  const table = createTable(
    label.length,
    columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
  const keys = contentKeys(
    table,
    Int32Array.from(label, (_, row) => row),
  );
  const groups = tally(keys, label, rows);
  const base = rows.reduce((sum, row) => sum + label[row]!, 0) / rows.length;
  const asAny = 2 * base * (1 - base);
  const share = groups.differing / groups.pairs / asAny;
  const told = groups.pairs * asAny >= enoughPairs;
  const copies =
    groups.pairs > 0 &&
    !(told && share >= differ.often) &&
    ((told && share <= differ.hardly && columns.length === 1) ||
      groups.pairs > beyondChance * expectedPairs(columns, rows));
  return { keys, rows: groups.rows, different: groups.different, alike: groups.alike, copies };
}

function tally(keys: Float64Array, label: Uint8Array, rows: Int32Array) {
  const counts = new Map<number, [number, number]>();
  for (const row of rows) {
    const own = counts.get(keys[row]!);
    if (own) own[label[row]!]!++;
    else counts.set(keys[row]!, label[row] === 1 ? [0, 1] : [1, 0]);
  }
  const found = { rows: 0, different: 0, alike: 0, pairs: 0, differing: 0 };
  for (const [no, yes] of counts.values()) {
    const size = no + yes;
    if (size < 2) continue;
    found.rows += size;
    found.different++;
    found.alike += (no > 1 ? no : 0) + (yes > 1 ? yes : 0);
    found.pairs += (size * (size - 1)) / 2;
    found.differing += no * yes;
  }
  return found;
}

function expectedPairs(columns: readonly Column[], rows: Int32Array): number {
  const agreeing = columns.reduce((product, column) => product * agreement(column, rows), 1);
  return ((rows.length * (rows.length - 1)) / 2) * agreeing;
}

/** How likely two of the rows have the same value, by some of them, evenly spread. */
function agreement(column: Column, all: Int32Array): number {
  const values = column.kind === 'number' ? column.values : column.codes;
  const step = Math.ceil(all.length / looked);
  const rows = all.filter((_, at) => at % step === 0);
  const sorted = Float64Array.from(rows, (row) => values[row]!).sort();
  let pairs = 0;
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (end < sorted.length && Object.is(sorted[end], sorted[start])) end++;
    pairs += (end - start) * (end - start - 1);
  }
  return pairs / (rows.length * (rows.length - 1));
}
