import type { Table } from '../../table/table.ts';
import type { AuditFinding } from '../feature.ts';
import { afterTheFact } from './afterTheFact.ts';
import { availabilityRules } from './availabilityRules.ts';
import { measureColumn } from './measures.ts';
import { populationStability } from './stability.ts';
import { decideUndated } from './verdict.ts';

/**
 * Decides which columns of a table without any history a model may learn from: nothing proves when a value was written, so what
 * tells the classes apart as only the outcome could is left out, and what by its strength or its name may know it is warned of.
 *
 * @param input.label 0 or 1 per row. @param input.trainRows the rows looked at.
 * @param input.laterRows rows with which they are compared; their labels are not read.
 * @param input.exclude columns left out by the user. @param input.unusable why other columns are no features.
 * @returns one finding per column, in their order.
 */
export function auditColumns(input: {
  readonly table: Table;
  readonly label: Uint8Array;
  readonly trainRows: Int32Array;
  readonly laterRows: Int32Array;
  readonly exclude: readonly string[];
  readonly unusable: ReadonlyMap<string, string>;
}): readonly AuditFinding[] {
  const { table, label, trainRows, laterRows, exclude, unusable } = input;
  return table.columns.map((column): AuditFinding => {
    const measures = measureColumn(column, label, trainRows);
    const stability = populationStability(column, trainRows, laterRows);
    const why = exclude.includes(column.name) ? 'left out as asked' : unusable.get(column.name);
    return {
      feature: column.name,
      availability: 'undated',
      rule: availabilityRules.undated,
      missingShare: measures.missingShare,
      psi: stability.psi,
      auc: measures.auc,
      association: measures.association,
      missingAuc: measures.missingAuc,
      ...(why === undefined
        ? decideUndated(measures, stability, afterTheFact(column.name))
        : { verdict: 'excluded', reason: why }),
    };
  });
}
