import type { Table } from '../../table/table.ts';
import type { AuditFinding, Feature } from '../feature.ts';
import { type ColumnMeasures, measureColumn } from './measures.ts';

/** Conventions, not tests: one column that alone tells the classes apart so well has usually seen the outcome. */
const alarm = { auc: 0.9, association: 0.95, missingAuc: 0.9 } as const;

/** Rows per class below which telling the classes apart may be chance. */
const fewest = 10;

/**
 * Decides which features a model may learn from, and says why not.
 *
 * A feature is left out when the configuration says so, when only today's value is known, when it has no value or
 * one only, or when it, or whether it is missing, tells the classes apart too well to have been known beforehand.
 *
 * @param input.label 0 or 1 per row of the table. @param input.trainRows the rows looked at, no others.
 * @param input.exclude names of features.
 * @returns one finding per feature, in their order.
 */
export function auditFeatures(input: {
  readonly features: readonly Feature[];
  readonly table: Table;
  readonly label: Uint8Array;
  readonly trainRows: Int32Array;
  readonly exclude: readonly string[];
}): readonly AuditFinding[] {
  const exclude = new Set(input.exclude);
  return input.features.map((feature, position): AuditFinding => {
    const measures = measureColumn(input.table.columns[position]!, input.label, input.trainRows);
    const reason = exclude.has(feature.name) ? 'left out by the configuration' : objection(feature, measures);
    return {
      feature: feature.name,
      availability: feature.availability,
      missingShare: measures.missingShare,
      auc: measures.auc,
      verdict: reason === '' ? 'kept' : 'excluded',
      reason,
    };
  });
}

/** Names of the features the audit kept, in their order. */
export function keptFeatures(findings: readonly AuditFinding[]): readonly string[] {
  return findings.filter(({ verdict }) => verdict === 'kept').map(({ feature }) => feature);
}

/** Why a feature must not be used; empty when it may. */
function objection({ availability }: Feature, measures: ColumnMeasures): string {
  if (availability === 'current-state')
    return "only today's value is known, so at a past date it may already know the outcome";
  if (measures.missingShare === 1) return 'it has no value on any training row';
  if (measures.constant) return 'it has the same value on every training row';
  const { missingAuc, auc, association, rarer, rarerKnown } = measures;
  if (rarer >= fewest && missingAuc >= alarm.missingAuc)
    return `whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}: it may be filled in after the outcome`;
  if (rarerKnown < fewest) return '';
  if (auc > alarm.auc) return `alone it reaches an AUC of ${auc.toFixed(2)}: it may know the outcome`;
  if (association > alarm.association)
    return `its association with the outcome is ${association.toFixed(2)}: it may be the outcome itself`;
  return '';
}
