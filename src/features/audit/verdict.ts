import { normalQuantile } from '../../numeric/special.ts';
import type { AuditFinding, Feature } from '../feature.ts';
import type { NameHint } from './afterTheFact.ts';
import type { HistoryComparison } from './historyComparison.ts';
import { followsOutcomes, historyObjection } from './historySentences.ts';
import type { ColumnMeasures } from './measures.ts';
import type { Stability } from './stability.ts';
import type { WinnersCells } from './winnersCells.ts';

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
/** More is asked of an AUC by ranges, which many an honest number reaches. */
const shapedSurplus = 0.05;
/** What is missing on so many rows, tells something, and is a judgement by its name may have been given later. */
const givenLater = { missingShare: 0.2, auc: 0.55 } as const;
/** Of the positives, the share that a column tells from all others alone from which on it is warned of, whatever its name. */
const manyWinners = 0.2;
/** How seldom any column of a table without a signal may be warned of by chance. */
const falseWarning = 0.01;
/** The parts share rows to learn from, so an AUC out of fold errs by so many times what one by order does; found by simulation. */
const foldedError = 1.5;
/** By how much an AUC by ranges must exceed that by order for ranges to be mentioned. */
const otherShape = 0.05;
/** Conventions, not tests, of how far values have moved. */
const shift = { some: 0.1, large: 0.25 } as const;

/** Rows per class below which telling the classes apart may be chance. */
const fewest = 10;

type Decision = Pick<AuditFinding, 'verdict' | 'reason' | 'override' | 'mayKnowOutcome'>;

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

/** What is known of a column of which nothing says when it was filled in. */
export interface UndatedEvidence {
  readonly measures: ColumnMeasures;
  readonly stability: Stability;
  /** What its name says; null where that is nothing. */
  readonly hint: NameHint | null;
  readonly winners: WinnersCells;
  /** Columns that are looked at, of which any may be unlike the others by chance. */
  readonly columns: number;
}

/** Keeps, warns of or leaves out a column of which nothing says when it was filled in: by what the data shows, and by its name only beside it. */
export function decideUndated({ measures, stability, hint, winners, columns }: UndatedEvidence): Decision {
  const empty = emptiness(measures);
  if (empty) return { verdict: 'excluded', reason: empty };
  const objection = missingAlarm(measures) || valueAlarm(measures);
  if (objection) return { verdict: 'excluded', reason: objection, mayKnowOutcome: true };
  const { missingShare, missingAuc, rows, known, rarer, rarerKnown } = measures;
  const chance = aucByChance(columns, rarerKnown, known - rarerKnown);
  const beyond = (auc: number, least: number, error: number) => auc >= Math.max(least, 0.5 + error * chance);
  const reaches = (least: number) =>
    rarerKnown >= fewest &&
    (beyond(orderedAuc(measures), least, measures.byLevels ? foldedError : 1) ||
      beyond(measures.shapedAuc, least + shapedSurplus, foldedError));
  const strong = reaches(suspicious.auc);
  const later =
    hint?.judged &&
    missingShare >= givenLater.missingShare &&
    rarerKnown >= fewest &&
    ((measures.auc >= givenLater.auc && isAssociated(measures, columns)) ||
      beyond(measures.shapedAuc, givenLater.auc + shapedSurplus, foldedError));
  const named = hint && (strong || later || winners.rows > 0 || reaches(hint.auc));
  const warnings = [
    ...(strong || (named && !later && winners.rows === 0) ? [aloneSentence(measures)] : []),
    ...(winners.rows > 0 && (named || winners.share >= manyWinners)
      ? [`${winners.rows} rows have values that hardly any row without the outcome has`]
      : []),
    ...(later && !strong
      ? [`${(100 * missingShare).toFixed(0)}% of the rows lack it, and on the others it tells something`]
      : []),
    ...(rarer >= fewest &&
    missingAuc >= Math.max(suspicious.missingAuc, 0.5 + aucByChance(columns, rarer, rows - rarer))
      ? [`whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}`]
      : []),
    ...(named ? [hint.says] : []),
  ];
  if (warnings.length === 0) return { verdict: 'kept', reason: shiftRemark(stability) };
  return { verdict: 'warned', reason: `${warnings.join('; ')}: ${makeSure}` };
}

const makeSure = 'make sure that it is known when the model is asked';

/** Warns of a column that with another one tells the classes apart as neither does alone. */
export function decidePaired(auc: number, partner: string): Decision {
  return {
    verdict: 'warned',
    reason: `with ${partner} it reaches an AUC of ${auc.toFixed(2)}, which neither does alone: ${makeSure}`,
  };
}

/** How far from 0.5 the AUC of any of so many columns may be by chance, with so many rows of either class. Mann and Whitney 1947. */
function aucByChance(columns: number, positives: number, negatives: number): number {
  const error = Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
  return normalQuantile(1 - falseWarning / (2 * Math.max(1, columns))) * error;
}

/** Whether the association is beyond chance for any of so many columns: χ² per row is its square. Wilson and Hilferty 1931. */
function isAssociated({ association, known, freedom }: ColumnMeasures, columns: number): boolean {
  const spread = 2 / (9 * freedom);
  const quantile =
    freedom * (1 - spread + normalQuantile(1 - falseWarning / Math.max(1, columns)) * Math.sqrt(spread)) ** 3;
  return association ** 2 * known > quantile;
}

/** The AUC alone without what flatters: that of levels on the very rows their rates are of. */
function honestAuc(measures: ColumnMeasures): number {
  const { shapedAuc } = measures;
  return Number.isNaN(shapedAuc) ? measures.auc : Math.max(orderedAuc(measures), shapedAuc);
}

function orderedAuc({ auc, shapedAuc, byLevels }: ColumnMeasures): number {
  return byLevels ? shapedAuc : auc;
}

function isShaped({ auc, shapedAuc, byLevels }: ColumnMeasures): boolean {
  return !byLevels && shapedAuc > auc + otherShape;
}

function aloneSentence(measures: ColumnMeasures): string {
  return `alone${isShaped(measures) ? ', by ranges of its values,' : ''} it reaches an AUC of ${honestAuc(measures).toFixed(2)}`;
}

function missingAlarm({ missingAuc, rarer }: ColumnMeasures): string {
  return rarer >= fewest && missingAuc >= alarm.missingAuc
    ? `whether it is missing alone reaches an AUC of ${missingAuc.toFixed(2)}: it may be filled in after the outcome`
    : '';
}

function valueAlarm(measures: ColumnMeasures): string {
  const { association, rarerKnown } = measures;
  if (rarerKnown < fewest) return '';
  if (association > alarm.association)
    return `its association with the outcome is ${association.toFixed(2)}: it may be the outcome itself`;
  return honestAuc(measures) > alarm.auc ? `${aloneSentence(measures)}: it may know the outcome` : '';
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
export function isUndated(availability: Feature['availability']): boolean {
  return availability === 'stable' || availability === 'created-with';
}
