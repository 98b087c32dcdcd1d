import type { AuditFinding } from '../feature.ts';
import type { ColumnMeasures } from './measures.ts';
import type { Stability } from './stability.ts';

/** Conventions, not tests: one column that alone tells the classes apart so well has usually seen the outcome. */
export const alarm = { auc: 0.9, association: 0.95, missingAuc: 0.9 } as const;
/** Conventions, not tests, of how far values have moved. */
export const shift = { some: 0.1, large: 0.25 } as const;

/** Rows per class below which telling the classes apart may be chance. */
export const fewest = 10;

/** The same of an AUC out of fold, which errs by half as much again. */
const fewestShaped = 20;
/** By how much an AUC by ranges must exceed that by order for ranges to be mentioned. */
const otherShape = 0.05;
/** What is decided about a feature, and why. */
export type Decision = Pick<AuditFinding, 'verdict' | 'reason' | 'override' | 'mayKnowOutcome'>;

/** Why there is nothing to learn from it; empty when there is. */
export function emptiness({ missingShare, constant }: ColumnMeasures): string {
  if (missingShare === 1) return 'it has no value on any training row';
  return constant ? 'it has the same value on every training row' : '';
}

/** The AUC alone without what flatters: that of levels on the very rows their rates are of. */
function honestAuc(measures: ColumnMeasures): number {
  const { shapedAuc } = measures;
  return Number.isNaN(shapedAuc) ? measures.auc : Math.max(orderedAuc(measures), shapedAuc);
}

/** The AUC by order, of a category by its levels out of fold. */
export function orderedAuc({ auc, shapedAuc, byLevels }: ColumnMeasures): number {
  return byLevels ? shapedAuc : auc;
}

function isShaped({ auc, shapedAuc, byLevels }: ColumnMeasures): boolean {
  return !byLevels && shapedAuc > auc + otherShape;
}

/** What a column reaches alone, in words. */
export function aloneSentence(measures: ColumnMeasures): string {
  return `alone${isShaped(measures) ? ', by ranges of its values,' : ''} it reaches an AUC of ${honestAuc(measures).toFixed(2)}`;
}

/** Why a column whose missing values know the outcome must not be used; empty when it may. */
export function missingAlarm({ missingAuc, rarer }: ColumnMeasures): string {
  return rarer >= fewest && missingAuc >= alarm.missingAuc
    ? `whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}: it may be filled in after the outcome`
    : '';
}

/** Why a column whose values know the outcome must not be used; empty when it may. */
export function valueAlarm(measures: ColumnMeasures): string {
  const { auc, byLevels, association, rarerKnown } = measures;
  if (rarerKnown < fewest) return '';
  if (association > alarm.association)
    return `its association with the outcome is ${association.toFixed(2)}: it may be the outcome itself`;
  const told = rarerKnown < fewestShaped ? !byLevels && auc > alarm.auc : honestAuc(measures) > alarm.auc;
  return told ? `${aloneSentence(measures)}: it may know the outcome` : '';
}

/** That values have shifted somewhat; empty where they have not beyond chance. */
export function shiftRemark({ psi, byChance }: Stability): string {
  return psi >= shift.some && psi > byChance
    ? `its values have shifted somewhat since training: PSI ${psi.toFixed(2)}`
    : '';
}
