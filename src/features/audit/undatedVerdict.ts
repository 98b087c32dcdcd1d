import { notice } from '../../notice/notice.ts';
import { normalQuantile } from '../../numeric/special.ts';
import type { AuditFinding } from '../feature.ts';
import type { NameHint } from './afterTheFact.ts';
import {
  type Decision,
  emptiness,
  fewest,
  missingAlarm,
  orderedAuc,
  type Reason,
  reachedAlone,
  shiftRemark,
  valueAlarm,
} from './alarms.ts';
import { isBeyondChance } from './association.ts';
import type { ColumnMeasures } from './measures.ts';
import type { Stability } from './stability.ts';
import type { WinnersCells } from './winnersCells.ts';

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

/** What is known of a column of which nothing says when it was filled in. */
export interface UndatedEvidence {
  readonly measures: ColumnMeasures;
  readonly stability: Stability;
  /** What its name says; null where that is nothing. */
  readonly hint: NameHint | null;
  readonly winners: WinnersCells;
  /** Columns that are looked at, of which any may be unlike the others by chance. */
  readonly columns: number;
  /** Why it is used although it may know the outcome; undefined where nobody says so. */
  readonly keptFor: string | undefined;
}

/** Keeps, warns of or leaves out a column of which nothing says when it was filled in: by what the data shows, and by its name only beside it. */
export function decideUndated({ measures, stability, hint, winners, columns, keptFor }: UndatedEvidence): Decision {
  const empty = emptiness(measures);
  if (empty) return { verdict: 'excluded', reasons: [empty] };
  const objection = missingAlarm(measures) ?? valueAlarm(measures);
  if (objection && keptFor !== undefined)
    return {
      verdict: 'warned',
      reasons: [notice('kept-against-advice', { by: 'command', reason: keptFor }), objection],
      override: keptFor,
    };
  if (objection) return { verdict: 'excluded', reasons: [objection], mayKnowOutcome: true };
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
    ((measures.auc >= givenLater.auc &&
      isBeyondChance(measures.association ** 2 * measures.known, measures.freedom, columns)) ||
      beyond(measures.shapedAuc, givenLater.auc + shapedSurplus, foldedError));
  const named = hint && (strong || later || winners.rows > 0 || reaches(hint.auc));
  const warnings: readonly Reason[] = [
    ...(strong || (named && !later && winners.rows === 0) ? [notice('tells-alone', reachedAlone(measures))] : []),
    ...(winners.rows > 0 && (named || winners.share >= manyWinners)
      ? [notice('rows-of-winners', { rows: winners.rows })]
      : []),
    ...(later && !strong ? [notice('filled-in-later', { missingShare })] : []),
    ...(rarer >= fewest &&
    missingAuc >= Math.max(suspicious.missingAuc, 0.5 + aucByChance(columns, rarer, rows - rarer))
      ? [notice('missing-tells', { auc: missingAuc })]
      : []),
    ...(named ? [notice('name-says', { says: hint.says })] : []),
  ];
  if (warnings.length === 0) return { verdict: 'kept', reasons: shiftRemark(stability) };
  return { verdict: 'warned', reasons: warnings };
}

/**
 * Whether a column that is warned of would be so by any other name: a reason beside its name and what it reaches alone, or that it reaches
 * alone what any column is warned of for.
 */
export function isWarnedByData({ verdict, reasons, auc, shapedAuc }: AuditFinding): boolean {
  if (verdict !== 'warned') return false;
  const ofName = ({ kind }: Reason) => kind === 'name-says' || kind === 'tells-alone';
  return !reasons.every(ofName) || auc >= suspicious.auc || (shapedAuc ?? 0) >= suspicious.auc + shapedSurplus;
}

/** Warns of a column that with another one tells the classes apart as neither does alone. */
export function decidePaired(auc: number, partner: string): Decision {
  return { verdict: 'warned', reasons: [notice('tells-in-pair', { partner, auc })] };
}

/** How far from 0.5 the AUC of any of so many columns may be by chance, with so many rows of either class. Mann and Whitney 1947. */
function aucByChance(columns: number, positives: number, negatives: number): number {
  const error = Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
  return normalQuantile(1 - falseWarning / (2 * Math.max(1, columns))) * error;
}
