import { notice } from '../../notice/notice.ts';
import type { Feature } from '../feature.ts';
import { type AccountMembership, membershipObjection } from './accountMembership.ts';
import { type Decision, emptiness, missingAlarm, type Reason, shift, shiftRemark, valueAlarm } from './alarms.ts';
import type { HistoryComparison } from './historyComparison.ts';
import { followsOutcomes, historyObjection } from './historyObjection.ts';
import type { ColumnMeasures } from './measures.ts';
import type { Stability } from './stability.ts';

/** All that decides about one feature. */
export interface Evidence {
  readonly measures: ColumnMeasures;
  readonly stability: Stability;
  /** Whether a value without a date is there (or missing) for hardly anybody but those who reach the outcome. */
  readonly winnersOnly: 'known' | 'missing' | null;
  /** Absent where no history was found of an attribute that is not declared as history. */
  readonly history: HistoryComparison | undefined;
  /** Whom the account that it is made of belongs to, where contacts have one because of the outcome; absent elsewhere. */
  readonly membership: AccountMembership | undefined;
  /** Why the configuration keeps the feature whatever is found; undefined when it does not. */
  readonly keptFor: string | undefined;
}

/** Keeps a feature, warns of it, or leaves it out, and says why. */
export function decide(feature: Feature, evidence: Evidence): Decision {
  const { keptFor } = evidence;
  const empty = emptiness(evidence.measures);
  if (empty) return { verdict: 'excluded', reasons: [empty] };
  const objections = objectionsTo(feature, evidence);
  if (objections.length > 0 && keptFor === undefined) return { verdict: 'excluded', reasons: objections };
  const warnings = warningsAbout(feature, evidence);
  if (objections.length > 0) {
    const kept = notice('kept-against-advice', { by: 'configuration', reason: keptFor! });
    return { verdict: 'warned', reasons: [kept, ...objections, ...warnings], override: keptFor! };
  }
  if (warnings.length > 0) return { verdict: 'warned', reasons: warnings };
  return { verdict: 'kept', reasons: shiftRemark(evidence.stability) };
}

/** Why it must not be used; empty when it may. */
function objectionsTo(
  { availability }: Feature,
  { measures, winnersOnly, history, membership }: Evidence,
): readonly Reason[] {
  const found = history ? historyObjection(history) : null;
  if (availability === 'current-state')
    return [notice('only-todays-value', {}), ...(found ? [notice('history-of-todays-value', found)] : [])];
  if (membership) return [membershipObjection(membership)];
  const missing = missingAlarm(measures);
  if (missing) return [missing];
  if (winnersOnly && isUndated(availability))
    return [notice('winners-only', { have: winnersOnly === 'known' ? 'a value' : 'none' })];
  if (found && history && followsOutcomes(history))
    return [notice('follows-outcomes', { declared: availability, ...found })];
  const alarm = valueAlarm(measures);
  return alarm ? [alarm] : [];
}

function warningsAbout({ availability }: Feature, { stability, history }: Evidence): readonly Reason[] {
  const found = isUndated(availability) && history && !followsOutcomes(history) ? historyObjection(history) : null;
  const { psi, byChance } = stability;
  return [
    ...(found ? [notice('contradicts-history', { declared: availability, ...found })] : []),
    ...(psi >= shift.large && psi > byChance ? [notice('large-shift', { psi, from: shift.large })] : []),
  ];
}

/** Declared to be the same at any date, so that no date of its own can prove it. */
export function isUndated(availability: Feature['availability']): boolean {
  return availability === 'stable' || availability === 'created-with';
}
