import { decimal, percent } from '../../text/format.ts';
import type { FeatureStrength, FeatureUse } from '../../training/trainingResult.ts';
import type { CalibrationReportData } from '../reportData.ts';

/** What the strength of a feature is, and how it is said. */
export interface Measure {
  readonly name: string;
  /** Continues "The longer the bar, …". */
  readonly meaning: string;
  /** Undefined where it was not measured. */
  readonly of: (strength: FeatureStrength) => number | undefined;
  readonly interval?: (strength: FeatureStrength) => { readonly low: number; readonly high: number } | undefined;
  readonly show: (value: number) => string;
  /** How a tick of the axis is written, in d3-format. */
  readonly tickformat?: string;
}

/** What permutation costs on the test rows; undefined in findings older than that. */
export function permutationMeasure({ featureUse, strengths }: CalibrationReportData): Measure | undefined {
  if (!featureUse || !strengths.some(({ permutation }) => permutation)) return undefined;
  return {
    name: 'Rise of the log loss',
    meaning: howShuffled(featureUse),
    of: ({ permutation }) => permutation?.logLoss.value,
    interval: ({ permutation }) => permutation?.logLoss,
    show: (value) => decimal(value, 4),
  };
}

function howShuffled({ shuffles, level, shuffledRows }: FeatureUse): string {
  return `the more the log loss rises when the values of the feature are shuffled among ${decimal(shuffledRows, 0)} test rows, which leaves it nothing to tell (mean of ${decimal(shuffles, 0)} shuffles). Whiskers are ${percent(level, 0)} intervals over the rows: one that reaches 0 may be worth nothing`;
}

/** What the family of the model itself calls strength. */
export function ownMeasure({ family, strengths }: CalibrationReportData): Measure {
  if (family !== 'boosting')
    return {
      name: 'Strength',
      meaning: 'the further a feature moves the log-odds of a training row, on average',
      of: ({ strength }) => strength,
      show: (value) => decimal(value, 3),
    };
  // Gains mean something as parts of their sum only.
  const total = strengths.reduce((sum, { strength }) => sum + strength, 0);
  return {
    name: 'Share of the gain',
    meaning:
      'the more the splits on a feature improved the trees while they were grown, as a share of what all splits brought',
    of: ({ strength }) => strength / total,
    show: (value) => percent(value, 1),
    tickformat: '.0%',
  };
}
