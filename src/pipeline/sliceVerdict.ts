import type { Program } from '../config/schema.ts';
import { segmentsOf } from '../evaluation/segments.ts';
import { sliceEvaluation } from '../evaluation/slices.ts';
import type { CalibrationReportData } from '../report/reportData.ts';
import type { Extract } from './extract/extract.ts';
import type { Verdict } from './judge.ts';
import { takeInt32, takeUint8 } from './take.ts';

/** One sentence for every segment in which the probabilities are off. */
export function sliceWarnings(slices: NonNullable<CalibrationReportData['slices']>): string[] {
  return slices.flatMap(({ title, slices: parts }) =>
    parts
      .filter(({ failing }) => failing)
      .map(
        ({ name, positives, expected, ratio }) =>
          `Probabilities are off in a segment: ${title}: ${name}, where ${positives} converted of ${expected.toFixed(1)} expected (${share(ratio.low)} to ${share(ratio.high)}).`,
      ),
  );
}

function share(ratio: number): string {
  return `${Math.round(100 * ratio)}%`;
}

/** One sentence for every feature that the program's slices name and that there is not: data may lack what a program hopes for. */
export function missingSlices({ slices = [] }: Program, { features }: Extract): string[] {
  const known = new Set(features.features.map(({ name }) => name));
  return slices
    .filter((name) => !known.has(name))
    .map(
      (name) => `The program asks for slices by ${name}, which is no feature: handraise audit lists those there are.`,
    );
}

/** The champion's showing on the segments that the program asks for; features that there are not are passed over. */
export function judgeSlices(
  { probabilities }: Verdict,
  { features, snapshots }: Extract,
  rows: Int32Array,
  { slices = [], seed }: Program,
): NonNullable<CalibrationReportData['slices']> {
  const label = takeUint8(snapshots.label, rows);
  const unit = takeInt32(snapshots.unit, rows);
  return slices.flatMap((name) => {
    const at = features.features.findIndex((feature) => feature.name === name);
    if (at < 0) return [];
    const segments = segmentsOf(features.table.columns[at]!, rows);
    return [
      { title: features.features[at]!.sentence, ...sliceEvaluation({ probabilities, label, unit }, segments, seed) },
    ];
  });
}
