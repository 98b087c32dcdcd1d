import { notice } from '../../notice/notice.ts';
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
/** One thing that the audit says of a feature. */
export type Reason = AuditFinding['reasons'][number];

/** What is decided about a feature, and why. */
export type Decision = Pick<AuditFinding, 'verdict' | 'reasons' | 'override' | 'mayKnowOutcome'>;

/** Why there is nothing to learn from it; null when there is. */
export function emptiness({ missingShare, constant }: ColumnMeasures): Reason | null {
  if (missingShare === 1) return notice('no-value', {});
  return constant ? notice('one-value', {}) : null;
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

/** What a column reaches alone. */
export function reachedAlone(measures: ColumnMeasures) {
  return { auc: honestAuc(measures), byRanges: isShaped(measures) };
}

/** Why a column whose missing values know the outcome must not be used; null when it may. */
export function missingAlarm({ missingAuc, rarer }: ColumnMeasures): Reason | null {
  return rarer >= fewest && missingAuc >= alarm.missingAuc
    ? notice('missing-knows-outcome', { auc: missingAuc })
    : null;
}

/** Why a column whose values know the outcome must not be used; null when it may. */
export function valueAlarm(measures: ColumnMeasures): Reason | null {
  const { auc, byLevels, association, rarerKnown } = measures;
  if (rarerKnown < fewest) return null;
  if (association > alarm.association) return notice('is-outcome', { association });
  const told = rarerKnown < fewestShaped ? !byLevels && auc > alarm.auc : honestAuc(measures) > alarm.auc;
  return told ? notice('knows-outcome', reachedAlone(measures)) : null;
}

/** That values have shifted somewhat; nothing where they have not beyond chance. */
export function shiftRemark({ psi, byChance }: Stability): readonly Reason[] {
  return psi >= shift.some && psi > byChance ? [notice('some-shift', { psi })] : [];
}
