import type { Program } from '../../config/schema.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import { sliceWarnings } from '../../training/evaluateSlices.ts';
import { tooGoodWarnings } from '../../training/tooGood.ts';
import type { ConcludedTraining } from '../../training/trainingSubject.ts';
import type { Extract } from '../extract/extract.ts';
import { shortHistoryWarnings } from './shortHistory.ts';

/**
 * What a reader must know before trusting the figures of a program's model.
 *
 * @param byUnit whether the sides were told apart by unit and not by date.
 */
export function warningsOf(
  training: ConcludedTraining,
  program: Program,
  read: Extract,
  byUnit: boolean,
): readonly Notice[] {
  const { result, tuning } = training;
  return [
    ...(result.shortHistory ? shortHistoryWarnings(result.shortHistory) : []),
    ...tooGoodWarnings(result),
    ...modelWarnings(training, program, !byUnit),
    ...tuning.warnings,
    ...sliceWarnings(result.slices ?? []),
    ...missingSlices(program, read),
    ...(read.filtered.length > 0 ? [notice('training-rows-hidden', { tables: read.filtered })] : []),
    ...read.remarks,
  ];
}

/** Conversions of the test below which every figure is uncertain. */
const few = 100;

function modelWarnings(
  { result, model }: ConcludedTraining,
  { minimum }: Program,
  timeTested: boolean,
): readonly Notice[] {
  const { positives } = result.candidateModels.find(({ selected }) => selected)!.test;
  return [
    ...(model.model.warnings ?? []),
    ...(result.fallback ? [notice('too-little-data', { minimum, timeTested })] : []),
    ...(positives < few ? [notice('few-conversions', { positives, timeTested })] : []),
  ];
}

/** Features that the program's slices name and that there are not: data may lack what a program hopes for. */
function missingSlices({ slices = [] }: Program, { features }: Extract): readonly Notice[] {
  const known = new Set(features.features.map(({ name }) => name));
  return slices.filter((name) => !known.has(name)).map((feature) => notice('slice-unknown', { feature }));
}
