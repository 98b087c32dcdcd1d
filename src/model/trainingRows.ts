import { hash32 } from '../numeric/hash.ts';
import { argsort } from '../numeric/order.ts';
import type { Column, Table } from '../table/table.ts';
import { checkDataset } from './dataset.ts';
import type { Dataset } from './estimator.ts';

/** Distinct rows with a weight above zero, in an order that follows from their content alone. */
export interface TrainingRows {
  /** Row of the table; rows of the same values and label are one, their weights added up. */
  readonly rows: Int32Array;
  readonly label: Uint8Array;
  readonly weight: Float64Array;
  readonly positiveWeight: number;
  readonly totalWeight: number;
}

/**
 * The training rows in canonical form, over which every sum of a fit runs.
 *
 * Sums of floating-point numbers depend on their order, so rows are sorted by a 53-bit hash of their values (categories by
 * name, −0 as 0), hash ties by the values themselves. Rows of the same content and label become one. A fit that sees
 * nothing else gives the same bytes for shuffled rows, for k copies as for weight k, and with rows of weight zero or without.
 *
 * @throws HandraiseError `data` as `checkDataset`.
 */
export function trainingRows(data: Dataset, classes: 1 | 2): TrainingRows {
  checkDataset(data, classes);
  const order = contentOrder(data);
  const count = order.groupEnds.length;
  const rows = new Int32Array(2 * count);
  const label = new Uint8Array(2 * count);
  const weight = new Float64Array(2 * count);
  let size = 0;
  let start = 0;
  for (const end of order.groupEnds) {
    for (const y of [0, 1]) {
      const members = order.rows.subarray(start, end).filter((row) => data.label[row] === y);
      if (members.length === 0) continue;
      rows[size] = members[0]!;
      label[size] = y;
      weight[size] = sumOfWeights(members, data.weight);
      size += 1;
    }
    start = end;
  }
  const classWeight = [0, 0];
  for (let i = 0; i < size; i++) classWeight[label[i]!]! += weight[i]!;
  return {
    rows: rows.slice(0, size),
    label: label.slice(0, size),
    weight: weight.slice(0, size),
    positiveWeight: classWeight[1]!,
    totalWeight: classWeight[0]! + classWeight[1]!,
  };
}

/** Rows with weight, those of the same values side by side, and where each such group ends. */
function contentOrder(data: Dataset): { rows: Int32Array; groupEnds: readonly number[] } {
  const keys = contentKeys(data.table);
  const { weight } = data;
  const rows = argsort(keys).filter((row) => !weight || weight[row]! > 0);
  const compare = contentOrdering(data.table);
  const groupEnds: number[] = [];
  let start = 0;
  while (start < rows.length) {
    let end = start + 1;
    while (end < rows.length && keys[rows[end]!] === keys[rows[start]!]) end += 1;
    const run = rows.subarray(start, end);
    if (run.length > 1 && run.some((row) => compare(run[0]!, row) !== 0)) run.sort(compare);
    for (let i = start + 1; i < end; i++) if (compare(rows[i - 1]!, rows[i]!) !== 0) groupEnds.push(i);
    groupEnds.push(end);
    start = end;
  }
  return { rows, groupEnds };
}

function sumOfWeights(members: Int32Array, weight: Float64Array | undefined): number {
  if (!weight) return members.length;
  if (members.length === 1) return weight[members[0]!]!;
  return Float64Array.from(members, (row) => weight[row]!)
    .sort()
    .reduce((sum, w) => sum + w, 0);
}

/** A 53-bit hash per row: two lanes of MurmurHash3's mixing, a column at a time. */
function contentKeys(table: Table): Float64Array {
  const first = new Int32Array(table.rows).fill(0x2545f491);
  const second = new Int32Array(table.rows).fill(0x6c8e9cf5);
  for (const column of table.columns) {
    const words = wordsOf(column);
    for (let i = 0; i < table.rows; i++) {
      const low = words[2 * i]!;
      const high = words[2 * i + 1]!;
      first[i] = mix(mix(first[i]!, low), high);
      second[i] = mix(mix(second[i]!, high), low);
    }
  }
  return Float64Array.from(first, (word, i) => (word >>> 0) * 2 ** 21 + (second[i]! >>> 11));
}

function mix(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Two words per row that are equal where values are. */
function wordsOf(column: Column): Int32Array {
  if (column.kind === 'number') {
    const values = new Float64Array(column.values.length);
    // Adding zero makes −0 into 0; storing NaN anew gives every NaN the same bits.
    for (let i = 0; i < values.length; i++)
      values[i] = Number.isNaN(column.values[i]!) ? Number.NaN : column.values[i]! + 0;
    return new Int32Array(values.buffer);
  }
  const hashes = column.levels.map((level) => [hash32(level, 1), hash32(level, 2)] as const);
  const words = new Int32Array(2 * column.codes.length);
  column.codes.forEach((code, i) => {
    if (code < 0) return;
    words[2 * i] = hashes[code]![0];
    words[2 * i + 1] = hashes[code]![1];
  });
  return words;
}

/** Compares two rows by their values, column by column; missing comes first. */
function contentOrdering(table: Table): (a: number, b: number) => number {
  const columns = table.columns.map((column) => {
    if (column.kind === 'number') return column.values;
    const sorted = column.levels.map((level, code) => ({ level, code })).sort((a, b) => (a.level < b.level ? -1 : 1));
    const rank = new Int32Array(sorted.length);
    sorted.forEach(({ code }, at) => {
      rank[code] = at;
    });
    return column.codes.map((code) => (code < 0 ? -1 : rank[code]!));
  });
  return (a, b) => {
    for (const values of columns) {
      const x = values[a]!;
      const y = values[b]!;
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
      if (Number.isNaN(x)) return -1;
      if (Number.isNaN(y)) return 1;
      return x < y ? -1 : 1;
    }
    return 0;
  };
}
