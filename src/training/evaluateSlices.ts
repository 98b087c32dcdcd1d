import { segmentsOf } from '../evaluation/segments.ts';
import { sliceEvaluation } from '../evaluation/slices.ts';
import { type Notice, notice } from '../notice/notice.ts';
import type { Column } from '../table/table.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';

/** What divides rows into segments. */
export interface Slicing {
  /** What it is, such as `size of the company`. */
  readonly title: string;
  /** A value for each of all rows there are. */
  readonly column: Column;
}

/** Segments in which the probabilities are off. */
export function sliceWarnings(slices: NonNullable<TrainingResult['slices']>): readonly Notice[] {
  return slices.flatMap(({ title, slices: parts }) =>
    parts
      .filter(({ failing }) => failing)
      .map(({ name, positives, expected, ratio: { low, high } }) =>
        notice('segment-off', { title, segment: name, observed: positives, expected, low, high }),
      ),
  );
}

/** How the selected model does on the segments of the given rows. */
export function evaluateSlices(
  { probabilities }: Pick<EvaluatedModel, 'probabilities'>,
  { label, unit, order }: LabelledRows,
  slicings: readonly Slicing[],
  seed: number,
): NonNullable<TrainingResult['slices']> {
  return slicings.map(({ title, column }) => ({
    title,
    ...sliceEvaluation({ probabilities, label, unit }, segmentsOf(column, order), seed),
  }));
}
