import { rocAuc } from '../../evaluation/metrics/rocAuc.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import type { AuditFinding } from '../../features/feature.ts';
import type { FitRun } from '../../model/estimator.ts';
import type { FamilyName } from '../../model/families.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import { fitProgram } from '../fitProgram.ts';
import { takeFloat64, takeUint8 } from '../take.ts';
import type { ModelProgram } from '../tournament.ts';
import type { FlatTable } from './flatTable.ts';

/** A model of other columns, by its ROC AUC on the test rows. */
export interface Rival {
  readonly columns: readonly string[];
  readonly rocAuc: number;
}

/** The single column that tells most on the training rows, as a model of it alone; null where no column is used. */
export async function bestColumn(read: FlatTable, program: ModelProgram, run: FitRun): Promise<Rival | null> {
  const kept = read.audit.filter(({ verdict, auc }) => verdict !== 'excluded' && !Number.isNaN(auc));
  const told = ({ auc, shapedAuc }: AuditFinding) => Math.max(auc, shapedAuc || 0);
  const [best] = kept.toSorted((a, b) => told(b) - told(a) || (a.feature < b.feature ? -1 : 1));
  // What rises and falls is beyond a logistic regression.
  return best ? aucOf([best.feature], told(best) > best.auc ? 'boosting' : 'logistic', read, program, run) : null;
}

/** The same family without the columns warned of; null where there is no warning, or no other column. */
export async function withoutWarned(
  family: FamilyName,
  read: FlatTable,
  program: ModelProgram,
  run: FitRun,
): Promise<{ readonly left: readonly string[]; readonly rocAuc: number } | null> {
  const left = read.audit.filter(({ verdict }) => verdict === 'warned').map(({ feature }) => feature);
  const others = keptFeatures(read.audit).filter((name) => !left.includes(name));
  if (left.length === 0 || others.length === 0 || family === 'base-rate') return null;
  return { left, rocAuc: (await aucOf(others, family, read, program, run)).rocAuc };
}

async function aucOf(
  columns: readonly string[],
  family: FamilyName,
  { table, snapshots, split }: FlatTable,
  program: ModelProgram,
  run: FitRun,
): Promise<Rival> {
  const used = selectColumns(table, columns);
  const model = await fitProgram(
    family,
    {
      table: takeRows(used, split.train),
      label: takeUint8(snapshots.label, split.train),
      asOf: takeFloat64(snapshots.asOf, split.train),
    },
    program,
    run,
  );
  return { columns, rocAuc: rocAuc(model.margins(takeRows(used, split.test)), takeUint8(snapshots.label, split.test)) };
}
