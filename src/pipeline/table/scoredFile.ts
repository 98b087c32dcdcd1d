import { meanContributions } from '../../explain/meanContributions.ts';
import { type ColumnComparison, compareColumn } from '../../features/audit/compareColumn.ts';
import type { UnreadableCells } from '../../flatFile/reading/columnReading.ts';
import type { FittedModel } from '../../model/estimator.ts';
import { permutation } from '../../numeric/permutation.ts';
import { Random } from '../../numeric/random.ts';
import { take } from '../../numeric/take.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import type { FlatTable } from './flatTable.ts';

/** A column of the file to score that is not what it was in training. */
export interface ShiftedColumn extends ColumnComparison {
  readonly column: string;
  /** Share of what moves the model's training rows that this column moves. */
  readonly weight: number;
  /** Share of the rows to score whose cell cannot be read. */
  readonly unreadable: number;
  /** A few such cells. */
  readonly examples: readonly string[];
}

/** How the file to score compares with the training rows. */
export interface ScoredFile {
  readonly rows: number;
  /** Columns of the model that shifted beyond chance, what the model loses by them first. */
  readonly shifted: readonly ShiftedColumn[];
  /** Share of what the model goes by that the file to score lacks. */
  readonly lost: number;
  /** Whether that is too much to score it. */
  readonly gone: boolean;
  /** Whether it was asked to go on. */
  readonly accepted: boolean;
}

/** A convention: a tenth of what the model goes by. */
const tooMuch = 0.1;
/** Rows by which the model's contributions are weighed. */
const weighed = 2000;

/** Compares the file to score with the training rows, by the columns that the model uses; null where there is no second file. */
export function compareScoredFile(
  read: FlatTable,
  model: FittedModel,
  { accepted, seed }: { readonly accepted: boolean; readonly seed: number },
): ScoredFile | null {
  const { file, split, table } = read;
  const later = Int32Array.from({ length: file.rows - file.firstRows }, (_, at) => file.firstRows + at);
  if (later.length === 0) return null;
  const weight = weightsOf(read, model, seed);
  const used = selectColumns(table, model.features).columns;
  const shifted = used
    .map((column): ShiftedColumn => {
      const unreadable = unreadableOf(read, column.name);
      return {
        column: column.name,
        weight: weight(column.name),
        ...compareColumn(column, split.train, later, used.length),
        unreadable: unreadable.cells / later.length,
        examples: unreadable.examples,
      };
    })
    .filter(({ lost, moved }) => lost > 0 || moved > 0)
    .toSorted((a, b) => b.weight * b.lost - a.weight * a.lost || b.moved - a.moved || (a.column < b.column ? -1 : 1));
  const lost = shifted.reduce((sum, one) => sum + one.weight * one.lost, 0);
  return { rows: later.length, shifted, lost, gone: lost >= tooMuch, accepted };
}

/** Of the columns that one is made of, the one with the most cells of the second file that cannot be read. */
function unreadableOf({ file, dates }: FlatTable, name: string): UnreadableCells {
  const sources = dates.sourcesOf(name);
  const readings = file.columns.filter((column) => sources.includes(column.name)).map(({ reading }) => reading);
  return readings.map(({ unreadableInSecond }) => unreadableInSecond).toSorted((a, b) => b.cells - a.cells)[0]!;
}

function weightsOf({ table, split }: FlatTable, model: FittedModel, seed: number): (column: string) => number {
  const order = permutation(split.train.length, new Random(seed).fork('sample of training rows'));
  const rows = take(split.train, order.slice(0, weighed).sort());
  const moved = meanContributions(model, takeRows(selectColumns(table, model.features), rows));
  const total = [...moved.values()].reduce((sum, one) => sum + one, 0);
  return (column) => (total > 0 ? moved.get(column)! / total : 0);
}
