import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import { logLoss } from '../evaluation/metrics/logLoss.ts';
import { sigmoid } from '../numeric/special.ts';
import { take } from '../numeric/take.ts';
import type { Table } from '../table/table.ts';
import { crossFit } from './crossFit.ts';
import { foldsOf } from './folds.ts';
import { type LabelledRows, labelledRows } from './labelledRows.ts';
import type { ModelProgram } from './modelProgram.ts';
import type { TrainingRun } from './trainingRun.ts';

/** What a simple model makes of one and of another version of the same features, on rows that it has not learned from. */
export interface TableComparison {
  readonly logLoss: number;
  readonly other: number;
  /** Of the first less the second, with its interval; below 0 the first is better. */
  readonly difference: Estimate;
}

/**
 * Compares two tables of the same rows by the log loss of a logistic regression, fold by fold; null where the rows cannot be parted into folds.
 *
 * @param rows which of the labelled rows; nothing else is read.
 */
export async function compareTables(
  { label, asOf, unit }: Pick<LabelledRows, 'label' | 'asOf' | 'unit'>,
  [one, other]: readonly [Table, Table],
  rows: Int32Array,
  program: ModelProgram,
  run: Pick<TrainingRun, 'progress' | 'signal'>,
): Promise<TableComparison | null> {
  const of = (table: Table) => labelledRows({ table, label, asOf, unit }).take(rows);
  const first = of(one);
  const folds = foldsOf(first, program.seed);
  if (folds.length === 0) return null;
  const judge = async (table: LabelledRows) => {
    const { held, fitted } = await crossFit(table, folds, ['logistic'], program, run, 'rows, to compare features');
    return { held, probabilities: fitted[0]!.outOfFold.map(sigmoid) };
  };
  const { held, probabilities } = await judge(first);
  const others = (await judge(of(other))).probabilities;
  const judged = { label: take(first.label, held), unit: take(first.unit, held) };
  return {
    logLoss: logLoss(probabilities, judged.label),
    other: logLoss(others, judged.label),
    difference: compareLogLoss({ probabilities, other: others, ...judged }, { seed: program.seed }),
  };
}
