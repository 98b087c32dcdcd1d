import { notice } from '../../notice/notice.ts';
import type { Table } from '../../table/table.ts';
import type { AuditFinding, Feature } from '../feature.ts';
import type { AccountMembership } from './accountMembership.ts';
import { auditedRows } from './foldedRows.ts';
import type { HistoryComparison } from './historyComparison.ts';
import { measureColumn } from './measures.ts';
import type { OutcomesAhead } from './outcomesAhead.ts';
import { populationStability } from './stability.ts';
import { decide, isUndated } from './verdict.ts';
import { warnOfPairs } from './warnOfPairs.ts';
import { winnersOnly } from './winnersOnly.ts';

/**
 * Decides which features a model may learn from, and says why not; docs/explanation/audit.md defines every figure and verdict.
 *
 * A feature is left out when the configuration says so, when only today's value is known, when it has no value or one only, when it, or
 * whether it is missing, tells the classes apart too well to have been known beforehand, when hardly anybody but the winners has
 * a value, when it is made of an account that contacts have because of the outcome, or when its history shows that it is overwritten after
 * outcomes. What the configuration keeps is kept with a warning instead,
 * unless there is nothing to learn from it.
 *
 * @param input.label 0 or 1 per row of the table. @param input.trainRows the rows looked at.
 * @param input.nowRows those who may be approached now, with which the training rows are compared; their labels are not read.
 * @param input.ahead see `outcomesAhead`. @param input.history see `compareWithHistory`.
 * @param input.membership of features that are made of an account that follows the outcome, by name: see `accountMembership`.
 * @param input.exclude names of features. @param input.keep names of features, each with the reason to keep it.
 * @returns one finding per feature, in their order.
 */
export function auditFeatures(input: {
  readonly features: readonly Feature[];
  readonly table: Table;
  readonly label: Uint8Array;
  readonly trainRows: Int32Array;
  readonly nowRows: Int32Array;
  readonly ahead: OutcomesAhead;
  readonly history: ReadonlyMap<string, HistoryComparison>;
  readonly membership: ReadonlyMap<string, AccountMembership>;
  readonly exclude: readonly string[];
  readonly keep: Readonly<Record<string, string>>;
}): readonly AuditFinding[] {
  const { table, label, trainRows, nowRows, ahead, history, keep } = input;
  const exclude = new Set(input.exclude);
  const folded = auditedRows(label, trainRows, (row) => row);
  const findings = input.features.map((feature, position): AuditFinding => {
    const column = table.columns[position]!;
    const measures = measureColumn(column, label, trainRows, folded);
    const stability = populationStability(column, trainRows, nowRows);
    const evidence = {
      measures,
      stability,
      winnersOnly: winnersOnly(column, ahead),
      history: history.get(feature.name),
      membership: input.membership.get(feature.name),
      keptFor: Object.hasOwn(keep, feature.name) ? keep[feature.name] : undefined,
    };
    return {
      feature: feature.name,
      availability: feature.availability,
      missingShare: measures.missingShare,
      psi: stability.psi,
      auc: measures.auc,
      association: measures.association,
      missingAuc: measures.missingAuc,
      ...(exclude.has(feature.name)
        ? { verdict: 'excluded', reasons: [notice('excluded-by-configuration', {})] }
        : decide(feature, evidence)),
    };
  });
  return warnOfPairs(findings, {
    ...{ table, label, trainRows },
    keyOf: (row) => row,
    looked: ({ availability }) => isUndated(availability),
    strength: ({ auc }) => auc,
  });
}

/** Names of the features the audit kept, with a warning or without, in their order. */
export function keptFeatures(findings: readonly AuditFinding[]): readonly string[] {
  return findings.filter(({ verdict }) => verdict !== 'excluded').map(({ feature }) => feature);
}

/** Findings with the most serious verdicts first: excluded, warned, kept; otherwise in their order. */
export function gravestFirst(findings: readonly AuditFinding[]): readonly AuditFinding[] {
  const verdicts: readonly AuditFinding['verdict'][] = ['excluded', 'warned', 'kept'];
  return findings.toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
}
