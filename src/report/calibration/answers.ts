import type { Evaluation } from '../../evaluation/evaluation.ts';
import type { LevelAndSlope } from '../../notice/calibrationVerdict.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { wholeOf } from '../../training/verdictOf.ts';
import { type VerdictWord, verdictClause, verdictWord } from '../../wording/calibrationVerdict.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { familyName } from './names.ts';
import { timeWasTested } from './words.ts';

/** How an answer is to be taken; always said in words too. */
type Tone = 'good' | 'fair' | 'poor' | 'unknown';

export interface Answer {
  readonly tone: Tone;
  readonly word: string;
  /** Continues "the model …". */
  readonly clause: string;
}

/** Whether it tells those who convert from those who do not. */
export function canItRank({ metrics, gains }: Evaluation): Answer {
  const { value, low } = metrics.rocAuc;
  const tenth = `its best tenth holds ${percent(gainAt(gains, 0.1), 0)} of all conversions`;
  if (Number.isNaN(value)) return { tone: 'unknown', word: 'Unknown', clause: 'cannot be judged as a ranking' };
  if (!(low > 0.5))
    return { tone: 'poor', word: 'No', clause: 'ranks no better than chance, as far as these rows can tell' };
  if (value < 0.65) return { tone: 'fair', word: 'Barely', clause: `ranks a little better than chance (${tenth})` };
  if (value < 0.75) return { tone: 'good', word: 'Yes', clause: `ranks fairly well (${tenth})` };
  return { tone: 'good', word: 'Yes', clause: `ranks well (${tenth})` };
}

/** Whether what it says comes true as often as it says. */
export function areProbabilitiesTrue(whole: LevelAndSlope | null): Answer {
  if (!whole) return { tone: 'unknown', word: 'Unknown', clause: 'gives probabilities whose truth cannot be judged' };
  const word = verdictWord(whole);
  return { tone: tones[word], word, clause: verdictClause(whole) };
}

const tones: Readonly<Record<VerdictWord, Tone>> = {
  Yes: 'good',
  'Too high': 'fair',
  'Too low': 'fair',
  Underconfident: 'fair',
  Overconfident: 'poor',
  Unknown: 'unknown',
};

/** Whether it is worth more than the transparent points score, or, where it is that score, than the base rate. */
export function isItBetter(
  candidateModels: readonly CandidateResult[],
): Answer & { readonly against: string; readonly share: number } {
  const selected = candidateModels.find((candidate) => candidate.selected);
  const simpler =
    candidateModels.find(({ family, selected }) => family === 'points' && !selected) ??
    candidateModels.find(({ family, selected }) => family === 'base-rate' && !selected);
  if (!selected || !simpler)
    return {
      tone: 'unknown',
      word: 'Unknown',
      clause: 'has nothing to be compared with',
      against: 'anything else',
      share: Number.NaN,
    };
  const against = `the ${familyName(simpler.family)}`;
  const share = 1 - selected.test.metrics.logLoss.value / simpler.test.metrics.logLoss.value;
  const named = { against, share };
  if (!(share > 0)) return { tone: 'poor', word: 'No', clause: `is not better than ${against}`, ...named };
  if (isCertain(selected, simpler))
    return { tone: 'good', word: 'Yes', clause: `is clearly better than ${against}`, ...named };
  return { tone: 'fair', word: 'Ahead', clause: `is ahead of ${against}, but that may be chance`, ...named };
}

/** By the paired comparison where there is one; else only intervals that lie apart make it certain. */
function isCertain(selected: CandidateResult, simpler: CandidateResult): boolean {
  if (simpler.difference) return simpler.difference.high < 0;
  return selected.test.metrics.logLoss.high < simpler.test.metrics.logLoss.low;
}

/** The whole report in one plain sentence. */
export function headline(data: CalibrationReportData): string {
  const selected = data.candidateModels.find((candidate) => candidate.selected);
  if (!selected || selected.test.rows === 0) return 'There were no test rows, so nothing can be said about this model.';
  const seen = `On ${integer(selected.test.rows)} test rows it had never seen`;
  if (selected.family === 'base-rate')
    return `${seen}, no model is better than the base rate, so everybody is given the same ${percent(meanPredicted(selected.test), 1)}.`;
  const what = data.fallback
    ? 'There was too little data to learn a model; the points score that stands in for it'
    : `${seen}, the ${familyName(data.family)}`;
  const rank = canItRank(selected.test);
  const truth = areProbabilitiesTrue(wholeOf(data));
  const better = isItBetter(data.candidateModels);
  const since = data.recalibration ? ' Its probabilities were corrected by later dates since.' : '';
  const untested = timeWasTested(data) ? '' : ' Whether that holds on later dates was not tested.';
  return `${what} ${rank.clause}, ${truth.clause}, and ${better.clause}.${untested}${since}`;
}

/** Share of the positives in the first `share` of the rows, between points by a straight line; NaN without points. */
export function gainAt(gains: Evaluation['gains'], share: number): number {
  let before = { share: 0, gain: 0 };
  for (const point of gains) {
    if (point.share >= share) {
      const width = point.share - before.share;
      return width > 0 ? before.gain + ((share - before.share) / width) * (point.gain - before.gain) : point.gain;
    }
    before = point;
  }
  return Number.NaN;
}

/** Mean of the probabilities over all rows; NaN without rows. */
export function meanPredicted({ reliability }: Evaluation): number {
  let rows = 0;
  let sum = 0;
  for (const bin of reliability) {
    rows += bin.rows;
    sum += bin.rows * bin.meanPredicted;
  }
  return sum / rows;
}

/** `0.79 (95% interval 0.77 to 0.82)`. */
export function withInterval(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  level: number,
  digits: number,
): string {
  if (Number.isNaN(low) || Number.isNaN(high)) return decimal(value, digits);
  return `${decimal(value, digits)} (${percent(level, 0)} interval ${decimal(low, digits)} to ${decimal(high, digits)})`;
}
