import type { PeriodCalibration } from '../evaluation/calibrationOverTime.ts';
import { judgeLevel, levelAndSlopeOf } from '../evaluation/calibrationVerdict.ts';
import type { CalibrationVerdict, LevelAndSlope } from '../notice/calibrationVerdict.ts';
import { type Instant, isoOf } from '../time/instant.ts';
import type { TrainingResult } from './trainingResult.ts';

/** What a verdict is read from; dates as instants or as text. */
type Judged = Pick<TrainingResult, 'candidateModels' | 'accounts' | 'cameOfExpected' | 'calibrationVerdict'> & {
  readonly overTime?: readonly (Omit<PeriodCalibration, 'from' | 'to'> & {
    readonly from: Instant | string;
    readonly to: Instant | string;
  })[];
};

/**
 * The one verdict on the probabilities of a training, for every page, line and gate; null without test rows. Of a result that is older than
 * the verdict, it says what its evaluations tell.
 */
export function verdictOf(result: Judged): CalibrationVerdict | null {
  const { accounts, overTime = [], calibrationVerdict } = result;
  if (calibrationVerdict) return calibrationVerdict.figures;
  const overall = wholeOf(result);
  if (!overall) return null;
  return {
    ...{ confidence: 0.95, overall, top: [] },
    ...(accounts ? { accounts: { overall: levelAndSlopeOf(accounts), bySize: [] } } : {}),
    byDate: overTime.map(({ from, to, rows, positives, expected, ratio: level }) => ({
      ...{ from: textOf(from), to: textOf(to) },
      ...judgeLevel({ rows, positives, expected, level }),
    })),
  };
}

/** Level and slope on the whole of the test rows; null without any. */
export function wholeOf({
  candidateModels,
  cameOfExpected,
  calibrationVerdict,
}: Pick<Judged, 'candidateModels' | 'cameOfExpected' | 'calibrationVerdict'>): LevelAndSlope | null {
  if (calibrationVerdict) return calibrationVerdict.figures.overall;
  const selected = candidateModels.find((candidate) => candidate.selected);
  return selected && selected.test.rows > 0 ? levelAndSlopeOf(selected.test, cameOfExpected) : null;
}

function textOf(date: Instant | string): string {
  return typeof date === 'string' ? date : isoOf(date);
}
