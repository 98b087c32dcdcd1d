import { rocAuc } from '../../evaluation/metrics/rocAuc.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import { isWarnedByData } from '../../features/audit/undatedVerdict.ts';
import type { AuditFinding } from '../../features/feature.ts';
import type { FitRun } from '../../model/estimator.ts';
import type { EstimatorName, FamilyName } from '../../model/families.ts';
import { selectColumns } from '../../table/table.ts';
import { fitFamily } from '../../training/fit.ts';
import { labelledRows } from '../../training/labelledRows.ts';
import type { ModelProgram } from '../../training/modelProgram.ts';
import type { FlatTable } from './flatTable.ts';

/** A model of other columns, by its ROC AUC on the test rows. */
export interface ColumnsModel {
  readonly columns: readonly string[];
  readonly rocAuc: number;
}

/** The single column that tells most on the training rows, as a model of it alone; null where no column is used. */
export async function bestColumn(read: FlatTable, program: ModelProgram, run: FitRun): Promise<ColumnsModel | null> {
  const kept = read.audit.filter(({ verdict, auc }) => verdict !== 'excluded' && !Number.isNaN(auc));
  const told = ({ auc, shapedAuc }: AuditFinding) => Math.max(auc, shapedAuc || 0);
  const [best] = kept.toSorted((a, b) => told(b) - told(a) || (a.feature < b.feature ? -1 : 1));
  // What rises and falls is beyond a logistic regression.
  return best ? aucOf([best.feature], told(best) > best.auc ? 'boosting' : 'logistic', read, program, run) : null;
}

/** The same family without the columns warned of; null where nothing but names gives reason for a warning, or there is no other column. */
export async function withoutWarned(
  family: FamilyName,
  read: FlatTable,
  program: ModelProgram,
  run: FitRun,
): Promise<{ readonly left: readonly string[]; readonly rocAuc: number } | null> {
  const left = read.audit.filter(({ verdict }) => verdict === 'warned').map(({ feature }) => feature);
  const others = keptFeatures(read.audit).filter((name) => !left.includes(name));
  if (!read.audit.some(isWarnedByData) || others.length === 0 || family === 'base-rate') return null;
  // Of a blend, boosting stands for the whole: it is nearly always most of it.
  const alone = family === 'blend' ? 'boosting' : family;
  return { left, rocAuc: (await aucOf(others, alone, read, program, run)).rocAuc };
}

async function aucOf(
  columns: readonly string[],
  family: EstimatorName,
  { rows, split }: FlatTable,
  program: ModelProgram,
  run: FitRun,
): Promise<ColumnsModel> {
  const used = labelledRows({ ...rows, table: selectColumns(rows.table, columns) });
  const model = await fitFamily(family, used.take(split.train), program, run);
  const test = used.take(split.test);
  return { columns, rocAuc: rocAuc(model.margins(test.table), test.label) };
}
