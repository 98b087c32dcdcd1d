import type { CalibrationVerdict, JudgedLevel, LevelAndSlope } from '../notice/calibrationVerdict.ts';
import { take } from '../numeric/take.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import { type CalibrationLevel, independentLevel, levelOf, levelsAtTop } from './calibrationLevel.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate, Evaluation } from './evaluation.ts';

/** Probabilities of rows whose outcome is known, and what their evaluation found. */
export interface JudgedProbabilities extends EvaluationInput {
  readonly evaluation: Evaluation;
}

/** What a verdict is of. */
export interface ProbabilitiesToJudge {
  readonly rows: JudgedProbabilities;
  /** Probabilities of accounts, and how many contacts each stands for. */
  readonly accounts?: JudgedProbabilities & { readonly contacts: Int32Array };
  /** Level of the rows of each date, or of neighbouring ones; dates in ISO 8601. */
  readonly byDate?: readonly (CalibrationLevel & { readonly from: string; readonly to: string })[];
  readonly seed: number;
}

/** How many of the best are looked at. */
const tops = [20, 50, 200] as const;
/** Numbers of contacts from which on accounts are another size. */
const sizes = [1, 2, 5, 20] as const;
const confidence = 0.95;

/**
 * Whether probabilities are right: level (observed over expected) and slope, each with its interval, on the whole and by account; the level
 * of the best 20, 50 and 200 (where at most half of the rows), of accounts by their number of contacts, and date by date.
 *
 * Each is right where its 95% interval contains 1. So of twenty that are right one or two look wrong by luck.
 *
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function calibrationVerdict({ rows, accounts, byDate = [], seed }: ProbabilitiesToJudge): CalibrationVerdict {
  const options = { seed, level: confidence };
  const half = rows.probabilities.length / 2;
  return {
    confidence,
    overall: levelAndSlope(levelOf(rows, options), rows.evaluation),
    top: levelsAtTop(
      rows,
      tops.filter((k) => k <= half),
      options,
    ).map(({ k, ...level }) => ({ k, ...judgeLevel(level) })),
    ...(accounts
      ? {
          accounts: {
            overall: levelAndSlope(levelOf(accounts, options), accounts.evaluation),
            bySize: bySize(accounts, options),
          },
        }
      : {}),
    byDate: byDate.map(({ from, to, ...level }) => ({ from, to, ...judgeLevel(level) })),
  };
}

/** What is known of level and slope by an evaluation alone, whose rows are gone: the interval of the level takes rows as independent. */
export function levelAndSlopeOf(evaluation: Evaluation, level?: Estimate): LevelAndSlope {
  const { rows, positives, reliability } = evaluation;
  const expected = reliability.reduce((sum, bin) => sum + bin.rows * bin.meanPredicted, 0);
  const known = level ?? independentLevel({ rows, positives, expected }, evaluation.level);
  return levelAndSlope({ rows, positives, expected, level: known }, evaluation);
}

function levelAndSlope(level: Omit<JudgedLevel, 'levelIs'>, { metrics }: Evaluation): LevelAndSlope {
  const slope = shown(metrics.calibrationSlope);
  return { ...judgeLevel(level), slope, slopeIs: judge(slope, 'overconfident', 'underconfident') };
}

/** Whether a level is right, by its interval. */
export function judgeLevel({ rows, positives, expected, level }: Omit<JudgedLevel, 'levelIs'>): JudgedLevel {
  return { rows, positives, expected, level: shown(level), levelIs: judge(level, 'too high', 'too low') };
}

function bySize(
  { contacts, ...rows }: EvaluationInput & { readonly contacts: Int32Array },
  options: BootstrapOptions,
): NonNullable<CalibrationVerdict['accounts']>['bySize'] {
  return sizes.flatMap((least, i) => {
    const next = sizes[i + 1];
    const own = Int32Array.from(contacts.keys()).filter(
      (row) => contacts[row]! >= least && (next === undefined || contacts[row]! < next),
    );
    if (own.length === 0) return [];
    const most = next === undefined ? {} : { most: next - 1 };
    const input = {
      probabilities: take(rows.probabilities, own),
      label: take(rows.label, own),
      unit: take(rows.unit, own),
    };
    return [{ least, ...most, ...judgeLevel(levelOf(input, options)) }];
  });
}

function judge<Above extends string, Below extends string>(
  { low, high }: Estimate,
  below: Below,
  above: Above,
): 'right' | 'unknown' | Above | Below {
  if (Number.isNaN(low) || Number.isNaN(high)) return 'unknown';
  if (high < 1) return below;
  return low > 1 ? above : 'right';
}

function shown({ value, low, high }: Estimate) {
  return { value, low, high };
}
