import { HandraiseError } from '../../errors.ts';
import { auditColumns } from '../../features/audit/auditColumns.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { namesInLists } from '../../flatFile/columnLists.ts';
import { columnNamed } from '../../flatFile/columnNamed.ts';
import { inContentOrder } from '../../flatFile/contentOrder.ts';
import { dateFeatures, isCountable } from '../../flatFile/dateFeatures.ts';
import type { FlatFile } from '../../flatFile/flatFile.ts';
import { isIdentity } from '../../flatFile/groupColumn.ts';
import { checkKeptColumns } from '../../flatFile/keptColumns.ts';
import { type Label, labelOf } from '../../flatFile/label.ts';
import { leftOutFor } from '../../flatFile/leftOut.ts';
import type { ReadColumn } from '../../flatFile/readColumn.ts';
import { readFlatFile } from '../../flatFile/readFlatFile.ts';
import { type RowSides, rowSides } from '../../flatFile/rowSides.ts';
import { type FoundUnits, noGroups, rowUnits } from '../../flatFile/rowUnits.ts';
import { sortedByOutcome } from '../../flatFile/sortedByOutcome.ts';
import type { RowSplit, SplitKind } from '../../flatFile/splitRows.ts';
import { type TimeOrder, timeOrder } from '../../flatFile/timeOrder.ts';
import { notice } from '../../notice/notice.ts';
import { argsort } from '../../numeric/order.ts';
import { createTable, type Table } from '../../table/table.ts';
import { shellWord } from '../../text/shellWord.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { type LabelledRows, labelledRows } from '../../training/labelledRows.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { TableOptions } from './options.ts';
import { madeOfDates, type TableDates } from './tableDates.ts';

/** An order of time that was found, and whether the rows are split by it. */
export interface FoundOrder extends TimeOrder {
  readonly used: boolean;
}

/** A flat file ready to learn from. */
export interface FlatTable {
  readonly file: FlatFile;
  readonly label: Label;
  readonly splitKind: SplitKind;
  readonly split: RowSplit;
  /** Rows that predictions are made of, in their order. */
  readonly scored: Int32Array;
  /** All rows, by where they stood in the file or in both one after the other; rows are in the order of their content. */
  readonly inFileOrder: Int32Array;
  readonly units: FoundUnits & { readonly across: RowSides['across'] };
  /** Microseconds since 1970 per row; absent without a column of dates that tells the time. */
  readonly time?: Float64Array;
  /** The order of time that the rows were found to stand in, and whether they are split by it; null where none was looked for or found. */
  readonly order: FoundOrder | null;
  /** What could be a feature: all columns but the label, the id and the time; of dates, what is made of them. */
  readonly table: Table;
  readonly dates: TableDates;
  readonly audit: readonly AuditFinding[];
  /** Columns left out as asked. */
  readonly exclude: readonly string[];
  /** Columns kept as asked, each with the reason. */
  readonly keep: ReadonlyMap<string, string>;
  /** Those of the table, labelled. */
  readonly rows: LabelledRows;
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
  const inFiles = await readFlatFile({
    file: options.file,
    ...(test === undefined ? {} : { second: test }),
    ...(options.id === undefined ? {} : { id: options.id }),
    ...(onBytes ? { onBytes } : {}),
    ...(options.written ? { written: options.written } : {}),
    ...(options.time === undefined ? {} : { time: options.time }),
    asText: [options.label],
    exclude: options.exclude,
    types: options.types,
  });
  const names = inFiles.columns.map(({ name }) => name);
  const dates = inFiles.columns.filter((column) => isCountable(column)).map(({ name }) => name);
  const features = dateFeatures(dates, new Set(names));
  const madeNames = features.map(({ name }) => name);
  const nameOf = (name: string) => columnNamed(name, [...names, ...madeNames], options.file);
  const labelName = nameOf(options.label);
  const [id, timeName] = [options.id, options.time].map((name) => (name === undefined ? undefined : nameOf(name)));
  const group = options.group === undefined || options.group === noGroups ? options.group : nameOf(options.group);
  const exclude = namesInLists(options.exclude, [...names, ...madeNames]).map(nameOf);
  const keep = new Map([...(options.keep ?? [])].map(([name, reason]) => [nameOf(name), reason]));
  const { file, label, position } = inContentOrder(
    inFiles,
    labelOf(
      inFiles.columns.find(({ name }) => name === labelName)!,
      options,
      test === undefined ? undefined : { file: test, from: inFiles.firstRows },
    ),
  );
  const byName = new Map(file.columns.map((column) => [column.name, column]));
  const time = timeName === undefined ? undefined : timesOf(byName.get(timeName)!);
  if (options.split === 'time' && !time)
    throw new HandraiseError('usage', '--split time needs --time COLUMN', {
      hint: 'or, where the rows are in the order of time, --split order',
    });
  const idOf = (row: number) => {
    const own = position[row]! < file.firstRows ? position[row]! : position[row]! - file.firstRows;
    return file.ids?.[row] || String(own + 1);
  };
  const apart = new Set([labelName, id, timeName, file.rowNames]);
  const isOwnTime = time !== undefined && byName.get(timeName!)!.kind === 'date';
  const left = new Set([...exclude, ...[...apart].filter((name) => name !== undefined)]);
  const made = madeOfDates(file, features, left, isOwnTime ? time : options.daysUpTo);
  const ownColumns = file.columns
    .filter(({ name }) => !apart.has(name) && !made.used.includes(name))
    .map(({ column }) => column);
  const days = createTable(file.rows, [...ownColumns, ...made.days]);
  const unusable = new Map(
    file.columns.flatMap((column) => {
      const why = leftOutFor(column);
      return why ? [[column.name, why] as const] : [];
    }),
  );
  const units = rowUnits({
    ...{ file, label, group, id, seed: options.seed },
    features: [
      ...ownColumns.map(({ name }) => name).filter((name) => !unusable.has(name) && !exclude.includes(name)),
      ...made.used,
    ],
    notGroups: [labelName, timeName, file.rowNames],
  });
  const { column: grouping } = units.found;
  if (grouping && isIdentity(grouping)) unusable.set(grouping.name, notice('unusable-column', { why: 'names-units' }));
  checkKeptColumns(
    keep,
    [...ownColumns.map(({ name }) => name), ...made.used, ...madeNames],
    new Map([
      ...[...unusable].map(([name, why]) => [name, sentenceOf(why)] as const),
      ...made.used.map((name) => [name, `it is used as days since ${name}: name that`] as const),
    ]),
    exclude,
  );
  const rows = Int32Array.from(label.known.keys()).filter((row) => label.known[row] === 1);
  const inFileOrder = argsort(Float64Array.from(position));
  const inFirst = inFileOrder.subarray(0, file.firstRows);
  const isByOutcome = isSorted(label, inFirst);
  const groupAsked = group !== undefined && group !== noGroups;
  const sought = !time && !isByOutcome && (options.split === 'order' || (options.split === undefined && !groupAsked));
  const found = sought
    ? timeOrder(
        file.columns.filter(({ name }) => name !== labelName && name !== id),
        inFirst,
      )
    : null;
  const sidesBy = (kind: SplitKind) =>
    rowSides({
      keys: keysOf(kind, { time, position, newestFirst: found?.newestFirst === true, drawn: units.keys }),
      ...{ kind, units, label, groupAsked },
      rows: rows.filter((row) => row < file.firstRows),
      judged: rows.filter((row) => row >= file.firstRows),
    });
  const byOrder = found ? sidesBy('order') : null;
  const orderHasBoth =
    byOrder !== null &&
    (['train', 'calibration', 'test'] as const).every((side) => hasBoth(label, byOrder.split[side]));
  const splitKind = options.split ?? (time ? 'time' : orderHasBoth ? 'order' : 'hash');
  const sides = splitKind === 'order' && byOrder ? byOrder : sidesBy(splitKind);
  const { split } = sides;
  requireBoth(label, split, splitKind === 'order' && isByOutcome);
  const table = createTable(file.rows, [...days.columns, ...made.calendar(label.values, split.train)]);
  const audit = made.audited(
    auditColumns({
      table,
      label: label.values,
      trainRows: split.train,
      keyOf: (row) => split.place[row]!,
      laterRows: split.test,
      exclude,
      unusable,
      keep,
    }),
  );
  const known = label.known.reduce((count, one) => count + one, 0);
  const uses = (missing: boolean) =>
    label.uses.reduce((sum, use) => sum + (use.as === 'left out' && use.missing === missing ? use.inFirst : 0), 0);
  return {
    file,
    label,
    splitKind,
    split,
    scored: test === undefined ? inOrder(split.test, position) : inFileOrder.subarray(file.firstRows),
    inFileOrder,
    units: { ...units.found, across: sides.across },
    ...(isOwnTime ? { time } : {}),
    order: found ? { ...found, used: splitKind === 'order' } : null,
    table,
    dates: made,
    audit,
    exclude,
    keep,
    rows: labelledRows({
      table,
      label: label.values,
      unit: units.unit,
      // One place a day: estimators look at dates only to tell earlier rows from later ones.
      asOf: split.place.map((place) => place * microsecondsPerDay),
    }),
    leftOut: {
      'records with more or fewer cells than the header': file.ragged,
      'rows without a label': uses(true),
      'rows whose label is neither yes nor no': uses(false),
      ...(timeName === undefined || known === 0 ? {} : timesLeftOut(byName.get(timeName)!)),
      'rows of a group that stands on another side': sides.parted,
      'rows that the second file holds too': sides.inSecond,
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

function timesOf({ column, kind, name, reading }: ReadColumn): Float64Array {
  if (column.kind === 'number' && kind !== 'text') return column.values;
  const problem = `column ${JSON.stringify(name)} holds neither dates nor numbers to sort by`;
  if (reading.doubt)
    throw new HandraiseError('data', `${problem}: ${sentenceOf(reading.because)}`, {
      hint: `if the others may be left out, say how it is written, such as --type ${shellWord(`${name}=date:DD/MM/YYYY`)}`,
    });
  throw new HandraiseError('usage', problem, {
    hint: 'dates are written such as 2024-12-31, 31/12/2024, 12/31/24, 31 Dec 2024 or 20241231, with or without a time of day',
  });
}

function keysOf(
  kind: SplitKind,
  of: {
    readonly time: Float64Array | undefined;
    readonly position: Int32Array;
    readonly newestFirst: boolean;
    readonly drawn: Float64Array;
  },
): Float64Array {
  if (kind === 'time') return of.time!;
  const sign = of.newestFirst ? -1 : 1;
  return kind === 'order' ? Float64Array.from(of.position, (at) => sign * at) : of.drawn;
}

function inOrder(rows: Int32Array, position: Int32Array): Int32Array {
  return rows.toSorted((a, b) => position[a]! - position[b]!);
}

/** @param rows those of the first file, in its order. */
function isSorted({ values, known }: Label, rows: Int32Array): boolean {
  return sortedByOutcome(
    values,
    rows.filter((row) => known[row] === 1),
  );
}

function requireBoth(label: Label, split: RowSplit, sorted: boolean): void {
  for (const side of ['train', 'calibration'] as const) {
    if (!hasBoth(label, split[side])) {
      const positives = split[side].reduce((sum, row) => sum + label.values[row]!, 0);
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
}

function hasBoth({ values }: Label, rows: Int32Array): boolean {
  const positives = rows.reduce((sum, row) => sum + values[row]!, 0);
  return positives > 0 && positives < rows.length;
}
