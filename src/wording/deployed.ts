import { calibrationTitle } from '../calibration/calibrators.ts';
import { counted, decimal, integer, span } from '../text/format.ts';
import type { TrainingResultView } from '../training/resultView.ts';

/** What learns from what, and what scores in the end: the judged model, or one that was fitted again on all rows. */
export function deployedSentence({
  deployed,
  correction,
  flatFile,
  calibrationMethod,
}: Pick<TrainingResultView, 'deployed' | 'correction' | 'flatFile' | 'calibrationMethod'>): string {
  const rows = flatFile ? 'row' : 'snapshot';
  const own = correctionClause(correction);
  if (!deployed)
    return own === '' ? 'The judged model is the one that scores.' : `The judged model is the one that scores; ${own}.`;
  const dates = deployed.from === '' ? '' : ` of ${span(deployed.from, deployed.to)}`;
  const moved = correctionClause(deployed.correction);
  const method =
    deployed.calibrationMethod === calibrationMethod
      ? ''
      : `; its calibration is ${calibrationTitle(deployed.calibrationMethod)}`;
  return `The judged model has not seen the test. The model that scores is fitted in the same way on all ${counted(deployed.rows, rows)}${dates}, the test included (${integer(deployed.positives)} converted)${method}${moved === '' ? '' : `; ${moved}`}.`;
}

function correctionClause(line: TrainingResultView['correction']): string {
  if (!line) return '';
  const { intercept, slope } = line;
  return `the latest rows move its log-odds to ${decimal(slope, 2)} × log-odds ${intercept < 0 ? '−' : '+'} ${decimal(Math.abs(intercept), 2)}`;
}
