import type { Feature } from '../feature.ts';
import { type AccountMembership, membershipObjection } from './accountMembership.ts';
import { type Decision, emptiness, missingAlarm, shift, shiftRemark, valueAlarm } from './alarms.ts';
import type { HistoryComparison } from './historyComparison.ts';
import { followsOutcomes, historyObjection } from './historySentences.ts';
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
  if (empty) return { verdict: 'excluded', reason: empty };
  const objection = objectionTo(feature, evidence);
  if (objection && keptFor === undefined) return { verdict: 'excluded', reason: objection };
  const warnings = warningsAbout(feature, evidence);
  if (objection)
    return {
      verdict: 'warned',
      reason: [`kept by the configuration (${keptFor}), although ${objection}`, ...warnings].join('; '),
      override: keptFor!,
    };
  if (warnings.length > 0) return { verdict: 'warned', reason: warnings.join('; ') };
  return { verdict: 'kept', reason: shiftRemark(evidence.stability) };
}

/** Why it must not be used; empty when it may. */
function objectionTo({ availability }: Feature, { measures, winnersOnly, history, membership }: Evidence): string {
  const found = history ? historyObjection(history) : null;
  if (availability === 'current-state')
    return `only today's value is known, so at a past date it may already know the outcome${found ? `; ${found}; declare it as history, of which there is some` : ''}`;
  if (membership) return membershipObjection(membership);
  const missing = missingAlarm(measures);
  if (missing) return missing;
  if (winnersOnly && isUndated(availability))
    return `hardly anybody but those who reach the outcome sooner or later has ${winnersOnly === 'known' ? 'a value' : 'none'}: it may be written down because of the outcome`;
  if (found && history && followsOutcomes(history))
    return `it is declared ${availability}, but changes with the outcome: ${found}; declare it as history`;
  return valueAlarm(measures);
}

function warningsAbout({ availability }: Feature, { stability, history }: Evidence): readonly string[] {
  const found = isUndated(availability) && history && !followsOutcomes(history) ? historyObjection(history) : null;
  const { psi, byChance } = stability;
  return [
    ...(found ? [`it is declared ${availability}, but ${found}; declare it as history`] : []),
    ...(psi >= shift.large && psi > byChance
      ? [
          `its values now are not those of training: PSI ${psi.toFixed(2)}, from ${shift.large} on a large shift by convention`,
        ]
      : []),
  ];
}

/** Declared to be the same at any date, so that no date of its own can prove it. */
export function isUndated(availability: Feature['availability']): boolean {
  return availability === 'stable' || availability === 'created-with';
}
