import { argsort } from '../numeric/order.ts';
import { contentKeys, contentOrdering } from '../table/rowContent.ts';
import { type CategoryColumn, type Column, createTable, takeRows } from '../table/table.ts';
import type { FlatFile } from './flatFile.ts';
import type { Label } from './label.ts';

/** A file with its rows in the order of their content, those of a second file last. */
export interface OrderedFile {
  readonly file: FlatFile;
  readonly label: Label;
  /** Where each row stood in the file, or in both one after the other, from 0. */
  readonly position: Int32Array;
}

/**
 * Puts the rows into an order that follows from what they hold, so that no figure can depend on that of the file, and levels into
 * that of their names.
 *
 * Rows are sorted by a hash of their values, of the outcome and of the id; how the label is spelled, and in which order the columns
 * stand, makes no difference.
 */
export function inContentOrder(file: FlatFile, label: Label): OrderedFile {
  const columns = file.columns.map(({ column }) => column);
  const outcome: Column = {
    kind: 'number',
    name: label.name,
    values: Float64Array.from(label.values, (value, row) => (label.known[row] ? value : Number.NaN)),
  };
  const compared = file.columns.map(({ name, column, hashes }): Column => {
    if (name === label.name) return outcome;
    return hashes ? { kind: 'number', name, values: hashes } : column;
  });
  const position = contentOrder(compared, file);
  const taken = takeRows(createTable(file.rows, columns), position).columns.map(inOrderOfNames);
  const { ids } = file;
  return {
    file: {
      ...file,
      columns: file.columns.map((read, at) => ({
        ...read,
        column: taken[at]!,
        ...(read.hashes ? { hashes: takeFloats(read.hashes, position) } : {}),
      })),
      ...(ids ? { ids: Array.from(position, (row) => ids[row]!) } : {}),
    },
    label: {
      ...label,
      values: Uint8Array.from(position, (row) => label.values[row]!),
      known: Uint8Array.from(position, (row) => label.known[row]!),
    },
    position,
  };
}

function contentOrder(columns: readonly Column[], { rows, firstRows, ids }: FlatFile): Int32Array {
  const table = createTable(
    rows,
    columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
  const compareRows = contentOrdering(table);
  const compare = (a: number, b: number) => compareRows(a, b) || (ids ? compareTexts(ids[a]!, ids[b]!) : 0) || a - b;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const order = (from: number, to: number) => {
    const own = all.subarray(from, to);
    const keys = contentKeys(table, own);
    const sorted = argsort(keys);
    for (let start = 0, end = 1; start < sorted.length; start = end++) {
      while (end < sorted.length && keys[sorted[end]!] === keys[sorted[start]!]) end++;
      if (end > start + 1) sorted.subarray(start, end).sort((a, b) => compare(own[a]!, own[b]!));
    }
    return sorted.map((at) => own[at]!);
  };
  const position = new Int32Array(rows);
  position.set(order(0, firstRows));
  position.set(order(firstRows, rows), firstRows);
  return position;
}

function takeFloats(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function inOrderOfNames(column: Column): Column {
  return column.kind === 'category' ? sortedLevels(column) : column;
}

function sortedLevels({ levels, codes, ...rest }: CategoryColumn): CategoryColumn {
  const order = levels.map((_, code) => code).sort((a, b) => compareTexts(levels[a]!, levels[b]!));
  const next = new Int32Array(levels.length);
  order.forEach((code, at) => {
    next[code] = at;
  });
  return {
    ...rest,
    levels: order.map((code) => levels[code]!),
    codes: codes.map((code) => (code < 0 ? code : next[code]!)),
  };
}
