import type { Program } from '../../config/schema.ts';
import { notice } from '../../notice/notice.ts';
import { sliceWarnings } from '../../training/evaluateSlices.ts';
import { tooGoodSentences } from '../../training/tooGood.ts';
import type { ConcludedTraining } from '../../training/trainingSubject.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Extract } from '../extract/extract.ts';
import { shortHistorySentences } from './shortHistory.ts';

/**
 * One sentence each: what a reader must know before trusting the figures of a program's model.
 *
 * @param byUnit whether the sides were told apart by unit and not by date.
 */
export function warningsOf(
  training: ConcludedTraining,
  program: Program,
  read: Extract,
  byUnit: boolean,
): readonly string[] {
  const { result, tuning } = training;
  return [
    ...(result.shortHistory ? shortHistorySentences(result.shortHistory) : []),
    ...tooGoodSentences(result),
    ...modelWarnings(training, program, byUnit),
    ...tuning.warnings,
    ...sliceWarnings(result.slices ?? []),
    ...missingSlices(program, read),
    ...(read.filtered.length > 0 ? [sentenceOf(notice('training-rows-hidden', { tables: read.filtered }))] : []),
    ...read.remarks,
  ];
}

function modelWarnings({ result, model, ahead }: ConcludedTraining, { minimum }: Program, byUnit: boolean): string[] {
  const [calibrationSide, testSide] = byUnit ? ['calibration rows', 'test rows'] : ['calibration dates', 'test dates'];
  const warnings = [...(model.model.warnings ?? [])];
  if (ahead)
    warnings.push(
      `The ${ahead.family} model was ahead on the ${calibrationSide}, but did not beat the points score on the ${testSide}: the points score, which is simpler, takes its place.`,
    );
  if (result.fallback)
    warnings.push(
      `There is too little data to learn from (at least ${minimum.trainPositives} conversions and ${minimum.trainNegatives} others in training and ${minimum.testPositives} conversions on the ${testSide} are asked for): a points score stands in.`,
    );
  const { metrics, positives } = result.contestants.find(({ champion }) => champion)!.test;
  const { calibrationSlope, ece } = metrics;
  if (calibrationSlope.low > 1 || calibrationSlope.high < 1)
    warnings.push('The interval of the calibration slope leaves out 1: probabilities are too timid or too bold.');
  if (ece.value > 0.02)
    warnings.push(`Probabilities are off by ${(100 * ece.value).toFixed(1)} percentage points on average (ECE).`);
  if (positives < 100)
    warnings.push(
      `Only ${positives} conversions ${byUnit ? 'are among the test rows' : 'fall on the test dates'}: every figure is uncertain.`,
    );
  return warnings;
}

/** One sentence for every feature that the program's slices name and that there is not: data may lack what a program hopes for. */
function missingSlices({ slices = [] }: Program, { features }: Extract): string[] {
  const known = new Set(features.features.map(({ name }) => name));
  return slices
    .filter((name) => !known.has(name))
    .map(
      (name) => `The program asks for slices by ${name}, which is no feature: handraise audit lists those there are.`,
    );
}
