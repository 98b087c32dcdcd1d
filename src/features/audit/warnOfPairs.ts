import type { Table } from '../../table/table.ts';
import type { AuditFinding } from '../feature.ts';
import { leakingPairs } from './pairs.ts';
import { decidePaired } from './undatedVerdict.ts';

/**
 * Findings with a warning of those kept columns that in pairs know the outcome.
 *
 * @param strength of a finding, by which columns are looked at first. @param looked whether a kept column is looked at.
 */
export function warnOfPairs(
  findings: readonly AuditFinding[],
  input: {
    readonly table: Table;
    readonly label: Uint8Array;
    readonly trainRows: Int32Array;
    readonly keyOf: (row: number) => number;
    readonly looked: (finding: AuditFinding) => boolean;
    readonly strength: (finding: AuditFinding) => number;
  },
): readonly AuditFinding[] {
  const { table, label, trainRows, keyOf, looked, strength } = input;
  const columns = findings
    .map((finding, at) => ({ finding, column: table.columns[at]! }))
    .filter(({ finding }) => finding.verdict === 'kept' && looked(finding))
    .toSorted((a, b) => strength(b.finding) - strength(a.finding))
    .map(({ column }) => column);
  const partners = new Map(
    leakingPairs(columns, label, trainRows, keyOf).flatMap(({ columns: [a, b], auc }) => [
      [a, { partner: b, auc }],
      [b, { partner: a, auc }],
    ]),
  );
  return findings.map((finding) => {
    const pair = partners.get(finding.feature);
    return pair ? { ...finding, ...decidePaired(pair.auc, pair.partner) } : finding;
  });
}
