import { total } from '../numeric/total.ts';
import { createTable } from '../table/table.ts';
import { binsOf, countBins, type FeatureBins } from './featureBins.ts';

/** Probabilities of some candidates. */
export interface ScoreSummary {
  readonly rows: number;
  readonly mean: number;
  /** Standard deviation of the rows about their mean. */
  readonly deviation: number;
  readonly counts: readonly number[];
}

const tableOf = (values: Float64Array) => createTable(values.length, [{ kind: 'number', name: 'probability', values }]);

/** The tenths of probabilities. */
export function scoreBinsOf(probabilities: Float64Array): FeatureBins {
  return binsOf(tableOf(probabilities), everyRow(probabilities))[0]!;
}

/** @param bins of the model's training. */
export function scoreSummary(probabilities: Float64Array, bins: FeatureBins): ScoreSummary {
  const rows = probabilities.length;
  const mean = rows === 0 ? 0 : total(probabilities) / rows;
  const squares = total(probabilities.map((p) => (p - mean) ** 2));
  return {
    rows,
    mean,
    deviation: rows === 0 ? 0 : Math.sqrt(squares / rows),
    counts: countBins([bins], tableOf(probabilities), everyRow(probabilities))[0]!.counts,
  };
}

function everyRow(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys());
}
