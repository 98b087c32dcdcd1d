import { levelAndSlopeOf } from '../../evaluation/calibrationVerdict.ts';
import { day, decimal, integer } from '../../text/format.ts';
import { verdictClause } from '../../wording/calibrationVerdict.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { withInterval } from './answers.ts';
import type { Figure } from './figure.ts';
import { reliabilityFigure } from './reliability.ts';

/** What later dates did to the probabilities, and whose the other figures are; empty where nothing was corrected. */
export function correctedSentence({ recalibration }: CalibrationReportData): string {
  if (!recalibration) return '';
  const { from, to, before, after, line, modelId } = recalibration;
  const slope = ({ metrics, level }: typeof after) => withInterval(metrics.calibrationSlope, level, 2);
  return `Its probabilities were corrected by ${integer(after.rows)} rows of ${day(from)} to ${day(to)}, after the dates it was tested on: log-odds moved to ${decimal(line.intercept, 3)} + ${decimal(line.slope, 3)} × what they were. On those rows the calibration slope was ${slope(before)} and is ${slope(after)}, each row by a line its unit had no part in; so corrected it ${verdictClause(levelAndSlopeOf(after))}. The other figures are of ${modelId}, before.`;
}

/** Expected against observed on the rows that corrected it, before and after; null where nothing was corrected. */
export function correctedFigure({ recalibration }: CalibrationReportData): Figure | null {
  if (!recalibration) return null;
  return reliabilityFigure({
    id: 'corrected',
    title: 'Corrected by later dates',
    noun: 'contact',
    after: recalibration.after,
    before: recalibration.before,
    change: 'correction',
  });
}
