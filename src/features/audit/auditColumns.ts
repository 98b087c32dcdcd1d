import { type Notice, notice } from '../../notice/notice.ts';
import type { Table } from '../../table/table.ts';
import type { AuditFinding } from '../feature.ts';
import { afterTheFact } from './afterTheFact.ts';
import { auditedRows } from './foldedRows.ts';
import { measureColumn } from './measures.ts';
import { populationStability } from './stability.ts';
import { decideUndated } from './undatedVerdict.ts';
import { warnOfPairs } from './warnOfPairs.ts';
import { winnersCells } from './winnersCells.ts';

/**
 * Decides which columns of a table without any history a model may learn from: nothing proves when a value was written, so what
 * tells the classes apart as only the outcome could is left out, and what by its strength may know it is warned of.
 *
 * @param input.label 0 or 1 per row. @param input.trainRows the rows looked at.
 * @param input.keyOf a whole number per row, by which rows are told apart whatever their order in the table.
 * @param input.laterRows rows with which they are compared; their labels are not read.
 * @param input.exclude columns left out by the user. @param input.unusable why other columns are no features.
 * @param input.keep columns that are used anyway where they may know the outcome, each with the reason.
 * @returns one finding per column, in their order.
 */
export function auditColumns(input: {
  readonly table: Table;
  readonly label: Uint8Array;
  readonly trainRows: Int32Array;
  readonly keyOf: (row: number) => number;
  readonly laterRows: Int32Array;
  readonly exclude: readonly string[];
  readonly unusable: ReadonlyMap<string, Notice<'unusable-column'>>;
  readonly keep: ReadonlyMap<string, string>;
}): readonly AuditFinding[] {
  const { table, label, trainRows, keyOf, laterRows, exclude, unusable, keep } = input;
  const folded = auditedRows(label, trainRows, keyOf);
  const findings = table.columns.map((column): AuditFinding => {
    const measures = measureColumn(column, label, trainRows, folded);
    const stability = populationStability(column, trainRows, laterRows);
    const why = exclude.includes(column.name) ? notice('excluded-as-asked', {}) : unusable.get(column.name);
    const evidence = {
      measures,
      stability,
      hint: afterTheFact(column.name),
      winners: winnersCells(column, label, trainRows, folded.rows),
      columns: table.columns.length,
      keptFor: keep.get(column.name),
    };
    return {
      feature: column.name,
      availability: 'undated',
      missingShare: measures.missingShare,
      psi: stability.psi,
      auc: measures.auc,
      shapedAuc: measures.shapedAuc,
      association: measures.association,
      missingAuc: measures.missingAuc,
      ...(why === undefined ? decideUndated(evidence) : { verdict: 'excluded', reasons: [why] }),
    };
  });
  return warnOfPairs(findings, {
    ...{ table, label, trainRows, keyOf },
    looked: () => true,
    strength: ({ auc, shapedAuc }) => shapedAuc ?? auc,
  });
}
