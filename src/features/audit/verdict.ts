import type { AuditFinding, Feature } from '../feature.ts';
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
  /** Why the configuration keeps the feature whatever is found; undefined when it does not. */
  readonly keptFor: string | undefined;
}

/** Conventions, not tests: one column that alone tells the classes apart so well has usually seen the outcome. */
const alarm = { auc: 0.9, association: 0.95, missingAuc: 0.9 } as const;
/** From here on a column of which nothing says when it was filled in is warned of; conventions too. */
const suspicious = { auc: 0.75, missingAuc: 0.7 } as const;
/** Conventions, not tests, of how far values have moved. */
const shift = { some: 0.1, large: 0.25 } as const;

/** Rows per class below which telling the classes apart may be chance. */
const fewest = 10;

type Decision = Pick<AuditFinding, 'verdict' | 'reason' | 'override'>;

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

/** Why there is nothing to learn from it; empty when there is. */
function emptiness({ missingShare, constant }: ColumnMeasures): string {
  if (missingShare === 1) return 'it has no value on any training row';
  return constant ? 'it has the same value on every training row' : '';
}

/** Why it must not be used; empty when it may. */
function objectionTo({ availability }: Feature, { measures, winnersOnly, history }: Evidence): string {
  const found = history ? historyObjection(history) : null;
  if (availability === 'current-state')
    return `only today's value is known, so at a past date it may already know the outcome${found ? `; ${found}; declare it as history, of which there is some` : ''}`;
  const missing = missingAlarm(measures);
  if (missing) return missing;
  if (winnersOnly && isUndated(availability))
    return `hardly anybody but those who reach the outcome sooner or later has ${winnersOnly === 'known' ? 'a value' : 'none'}: it may be written down because of the outcome`;
  if (found && history && followsOutcomes(history))
    return `it is declared ${availability}, but changes with the outcome: ${found}; declare it as history`;
  return valueAlarm(measures);
}

/** Keeps, warns of or leaves out a column of which nothing says when it was filled in. @param suspicion what its name says, or empty. */
export function decideUndated(measures: ColumnMeasures, stability: Stability, suspicion: string): Decision {
  const objection = emptiness(measures) || missingAlarm(measures) || valueAlarm(measures);
  if (objection) return { verdict: 'excluded', reason: objection };
  const { auc, missingAuc, rarer, rarerKnown } = measures;
  const warnings = [
    ...(suspicion ? [suspicion] : []),
    ...(rarerKnown >= fewest && auc >= suspicious.auc ? [`alone it reaches an AUC of ${auc.toFixed(2)}`] : []),
    ...(rarer >= fewest && missingAuc >= suspicious.missingAuc
      ? [`whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}`]
      : []),
  ];
  if (warnings.length === 0) return { verdict: 'kept', reason: shiftRemark(stability) };
  return { verdict: 'warned', reason: `${warnings.join('; ')}: make sure that it is known when the model is asked` };
}

function missingAlarm({ missingAuc, rarer }: ColumnMeasures): string {
  return rarer >= fewest && missingAuc >= alarm.missingAuc
    ? `whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}: it may be filled in after the outcome`
    : '';
}

function valueAlarm({ auc, association, rarerKnown }: ColumnMeasures): string {
  if (rarerKnown < fewest) return '';
  if (association > alarm.association)
    return `its association with the outcome is ${association.toFixed(2)}: it may be the outcome itself`;
  return auc > alarm.auc ? `alone it reaches an AUC of ${auc.toFixed(2)}: it may know the outcome` : '';
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

function shiftRemark({ psi, byChance }: Stability): string {
  return psi >= shift.some && psi > byChance
    ? `its values have shifted somewhat since training: PSI ${psi.toFixed(2)}`
    : '';
}

/** Declared to be the same at any date, so that no date of its own can prove it. */
function isUndated(availability: Feature['availability']): boolean {
  return availability === 'stable' || availability === 'created-with';
}
