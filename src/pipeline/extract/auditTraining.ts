import type { Program } from '../../config/schema.ts';
import { accountKnownAt } from '../../features/asOf/accountKnownAt.ts';
import { isOfAccount } from '../../features/asOf/isOfAccount.ts';
import { accountMembership } from '../../features/audit/accountMembership.ts';
import { auditFeatures } from '../../features/audit/auditFeatures.ts';
import { checkKeep } from '../../features/audit/checkKeep.ts';
import { compareWithHistory } from '../../features/audit/historyComparison.ts';
import { outcomesAhead } from '../../features/audit/outcomesAhead.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { highCardinalityFeatures } from '../../model/encoding/highCardinality.ts';
import type { Extract } from './extract.ts';

/** Makes sure that the program keeps only features there are. @throws HandraiseError `config`. */
export function checkKept(name: string, program: Program, { features }: Extract): void {
  const keep = program.audit?.keep ?? {};
  checkKeep(`programs.${name}.audit.keep`, keep, program.exclude.features, features.features);
}

/**
 * Audits every feature of an extract as the program says.
 *
 * @param label per row of the extract. @param rows.now those whom the model will be asked about; their labels are not read.
 * @param rows.past rows of every side: a column that few have is judged by all of them, and nothing is learned from it.
 */
export function auditTraining(
  { population, snapshots, features: { features, table } }: Extract,
  program: Program,
  label: Uint8Array,
  rows: { readonly train: Int32Array; readonly now: Int32Array; readonly past: Int32Array },
): readonly AuditFinding[] {
  const leftOut =
    program.features.highCardinality === 'leave-out'
      ? highCardinalityFeatures(table, { rows: rows.train, weight: undefined })
      : [];
  const ahead = outcomesAhead(population, snapshots, rows.past);
  const membership = accountMembership(ahead, (row) => accountKnownAt({ population, snapshots }, row) >= 0);
  const ofAccount = features.filter((feature) => isOfAccount(feature, program));
  return auditFeatures({
    features,
    table,
    label,
    trainRows: rows.train,
    nowRows: rows.now,
    ahead,
    membership: new Map(membership ? ofAccount.map(({ name }) => [name, membership]) : []),
    history: compareWithHistory(population, snapshots, rows.train),
    exclude: [...program.exclude.features, ...leftOut],
    keep: program.audit?.keep ?? {},
  });
}
