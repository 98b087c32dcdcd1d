import { HandraiseError } from '../../errors.ts';
import { auditColumns } from '../../features/audit/auditColumns.ts';
import type { AuditFinding } from '../../features/feature.ts';
import type { ReadColumn } from '../../flatFile/columnBuilder.ts';
import { namesInLists } from '../../flatFile/columnLists.ts';
import { columnNamed } from '../../flatFile/columnNamed.ts';
import type { FlatFile } from '../../flatFile/flatFile.ts';
import { type Label, labelOf } from '../../flatFile/label.ts';
import { leftOutFor } from '../../flatFile/leftOut.ts';
import { readFlatFile } from '../../flatFile/readFlatFile.ts';
import { sortedByOutcome } from '../../flatFile/sortedByOutcome.ts';
import { hashKeys, type RowSplit, type SplitKind, splitRows } from '../../flatFile/splitRows.ts';
import { microsecondsPerDay } from '../../snapshot/population.ts';
import { createTable, type Table } from '../../table/table.ts';
import type { TableOptions } from './options.ts';

/** A flat file ready to learn from. */
export interface FlatTable {
  readonly file: FlatFile;
  readonly label: Label;
  readonly splitKind: SplitKind;
  readonly split: RowSplit;
  /** Rows that predictions are made of, in their order. */
  readonly scored: Int32Array;
  /** Microseconds since 1970 per row; absent without a column of dates that tells the time. */
  readonly time?: Float64Array;
  /** What could be a feature: all columns but the label, the id and the time. */
  readonly table: Table;
  readonly audit: readonly AuditFinding[];
  /** Columns left out as asked. */
  readonly exclude: readonly string[];
  readonly features: { readonly table: Table };
  readonly snapshots: { readonly label: Uint8Array; readonly unit: Int32Array; readonly asOf: Float64Array };
  /** Rows left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  idOf(row: number): string;
}

/**
 * Reads the file, or both, and decides what is learnt from: label, sides of the split, columns.
 *
 * @throws HandraiseError `usage` for columns there are not, `data` for what cannot be learnt from.
 */
export async function readFlatTable(
  options: TableOptions,
  onBytes?: (read: number, total: number) => void,
): Promise<FlatTable> {
  const { test } = options;
  const file = await readFlatFile({
    file: options.file,
    ...(test === undefined ? {} : { second: test }),
    ...(options.id === undefined ? {} : { id: options.id }),
    ...(onBytes ? { onBytes } : {}),
    written: {
      ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
      ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    },
    ...(options.time === undefined ? {} : { time: options.time }),
    asText: [options.label],
    exclude: options.exclude,
    types: options.types,
  });
  const names = file.columns.map(({ name }) => name);
  const nameOf = (name: string) => columnNamed(name, names, options.file);
  const labelName = nameOf(options.label);
  const [id, timeName] = [options.id, options.time].map((name) => (name === undefined ? undefined : nameOf(name)));
  const exclude = namesInLists(options.exclude, names).map(nameOf);
  const byName = new Map(file.columns.map((column) => [column.name, column]));
  const label = labelOf(
    byName.get(labelName)!,
    options,
    test === undefined ? undefined : { file: test, from: file.firstRows },
  );
  const time = timeName === undefined ? undefined : timesOf(byName.get(timeName)!);
  const splitKind = options.split ?? (time ? 'time' : 'hash');
  if (splitKind === 'time' && !time)
    throw new HandraiseError('usage', '--split time needs --time COLUMN', {
      hint: 'or --split order, where rows are in the order of time',
    });
  const idOf = (row: number) => {
    const own = row < file.firstRows ? row + 1 : row - file.firstRows + 1;
    return file.ids?.[row] || String(own);
  };
  const keys = keysOf(splitKind, file, time, idOf, options.seed);
  const { split, scored } = sidesOf(file, label, keys, test !== undefined);
  requireBoth(label, split, splitKind === 'order' && isSorted(label, file));
  const table = createTable(
    file.rows,
    file.columns
      .filter(({ name }) => name !== labelName && name !== id && name !== timeName && name !== file.rowNames)
      .map(({ column }) => column),
  );
  const unusable = new Map(
    file.columns.map((column) => [column.name, leftOutFor(column)] as const).filter(([, why]) => why !== ''),
  );
  const audit = auditColumns({
    table,
    label: label.values,
    trainRows: split.train,
    laterRows: split.test,
    exclude,
    unusable,
  });
  const known = label.known.reduce((count, one) => count + one, 0);
  const uses = (missing: boolean) =>
    label.uses.reduce((sum, use) => sum + (use.as === 'left out' && use.missing === missing ? use.inFirst : 0), 0);
  return {
    file,
    label,
    splitKind,
    split,
    scored,
    ...(time && byName.get(timeName!)!.kind === 'date' ? { time } : {}),
    table,
    audit,
    exclude,
    features: { table },
    snapshots: {
      label: label.values,
      unit: unitsOf(file),
      // One place a day: estimators look at dates only to tell earlier rows from later ones.
      asOf: split.place.map((place) => place * microsecondsPerDay),
    },
    leftOut: {
      'records with more or fewer cells than the header': file.ragged,
      'rows without a label': uses(true),
      'rows whose label is neither yes nor no': uses(false),
      ...(timeName === undefined || known === 0 ? {} : timesLeftOut(byName.get(timeName)!)),
    },
    idOf,
  };
}

/** Rows that have no place in time: no cell is there, or nothing can be made of it. */
function timesLeftOut({ column, reading }: ReadColumn): Readonly<Record<string, number>> {
  if (column.kind !== 'number') return {};
  const none = column.values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const unreadable = reading.unreadable.cells + reading.unreadableInSecond.cells + reading.infinite;
  return { 'rows whose time cannot be read': unreadable, 'rows without a time': none - unreadable };
}

function timesOf({ column, kind, name }: ReadColumn): Float64Array {
  if (column.kind === 'number' && kind !== 'text') return column.values;
  throw new HandraiseError('usage', `column ${JSON.stringify(name)} holds neither dates nor numbers to sort by`, {
    hint: 'dates are read as 2024-12-31, 31-12-2024, 31/12/2024 or 12/31/2024, with or without a time of day',
  });
}

function keysOf(
  kind: SplitKind,
  file: FlatFile,
  time: Float64Array | undefined,
  idOf: (row: number) => string,
  seed: number,
): Float64Array {
  if (kind === 'time') return time!;
  if (kind === 'order') return Float64Array.from({ length: file.rows }, (_, row) => row);
  return hashKeys(file.rows, idOf, seed);
}

function sidesOf(file: FlatFile, label: Label, keys: Float64Array, second: boolean) {
  const all = Int32Array.from({ length: file.rows }, (_, row) => row);
  const labelled = all.filter((row) => label.known[row] === 1);
  const ofSecond = all.subarray(file.firstRows);
  const judged = ofSecond.filter((row) => label.known[row] === 1);
  if (second && judged.length > 0) return { split: splitRows(keys, labelled, judged), scored: ofSecond };
  const split = splitRows(
    keys,
    labelled.filter((row) => row < file.firstRows),
  );
  return { split, scored: second ? ofSecond : split.test };
}

function isSorted({ values, known }: Label, { firstRows }: FlatFile): boolean {
  const first = Int32Array.from({ length: firstRows }, (_, row) => row);
  return sortedByOutcome(
    values,
    first.filter((row) => known[row] === 1),
  );
}

function requireBoth(label: Label, split: RowSplit, sorted: boolean): void {
  for (const side of ['train', 'calibration'] as const) {
    const positives = split[side].reduce((sum, row) => sum + label.values[row]!, 0);
    if (positives === 0 || positives === split[side].length)
      throw new HandraiseError(
        'data',
        `the ${side} rows hold ${positives} positives and ${split[side].length - positives} others`,
        {
          hint: sorted
            ? 'the rows are sorted by the outcome: use --split hash'
            : 'a model needs both: give it more rows',
        },
      );
  }
}

function unitsOf({ rows, ids }: FlatFile): Int32Array {
  if (!ids) return Int32Array.from({ length: rows }, (_, row) => row);
  const numbers = new Map<string, number>();
  return Int32Array.from(ids, (id, row) => {
    const own = id || `row ${row}`;
    const known = numbers.get(own) ?? numbers.size;
    numbers.set(own, known);
    return known;
  });
}
