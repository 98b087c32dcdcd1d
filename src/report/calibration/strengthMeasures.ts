import { additiveStrength } from '../../model/additiveModel.ts';
import { decimal, percent } from '../../text/format.ts';
import type { FeatureStrength, FeatureUse } from '../../training/trainingResult.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { recordOf } from './names.ts';

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
  const { title: name, meaning, isShare } = recordOf(family)?.strength ?? additiveStrength;
  if (!isShare) return { name, meaning, of: ({ strength }) => strength, show: (value) => decimal(value, 3) };
  const total = strengths.reduce((sum, { strength }) => sum + strength, 0);
  return {
    ...{ name, meaning },
    of: ({ strength }) => strength / total,
    show: (value) => percent(value, 1),
    tickformat: '.0%',
  };
}
