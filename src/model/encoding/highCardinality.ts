import type { CategoryColumn, Table } from '../../table/table.ts';
import type { WeightedRows } from '../weightedRows.ts';

/** Rows of a table, and how often each counts. */
type CountedRows = Pick<WeightedRows, 'rows' | 'weight'>;

/** So many levels must not be enough to hold that share of the rows which have a value. */
const limit = { levels: 50, share: 0.9 };

/** Levels of fewer rows are what boosting by default takes with the missing ones. */
const fewRows = 20;

/**
 * Names of the categories of high cardinality: even the 50 most frequent levels hold less than 90% of the rows that have a
 * value.
 *
 * Rows are counted by weight. So a few large levels beside many rare ones are no high cardinality; an id is.
 */
export function highCardinalityFeatures(table: Table, rows: CountedRows): readonly string[] {
  return named(table, (column) => isHighCardinality(column, levelWeights(column, rows)));
}

/** Those of `highCardinalityFeatures` of which levels of at least 20 rows hold less than half of the rows that have a value. */
export function fewRowsPerLevelFeatures(table: Table, rows: CountedRows): readonly string[] {
  return named(table, (column) => {
    const weights = levelWeights(column, rows);
    const large = weights.filter((weight) => weight >= fewRows);
    return isHighCardinality(column, weights) && total(large) < total(weights) / 2;
  });
}

function named({ columns }: Table, holds: (column: CategoryColumn) => boolean): readonly string[] {
  return columns.flatMap((column) => (column.kind === 'category' && holds(column) ? [column.name] : []));
}

function isHighCardinality({ levels }: CategoryColumn, weights: Float64Array): boolean {
  if (levels.length <= limit.levels) return false;
  return total(weights.toSorted().subarray(-limit.levels)) < limit.share * total(weights);
}

function levelWeights({ codes, levels }: CategoryColumn, { rows, weight }: CountedRows): Float64Array {
  const weights = new Float64Array(levels.length);
  const count = rows ? rows.length : codes.length;
  for (let i = 0; i < count; i++) {
    const code = codes[rows ? rows[i]! : i]!;
    if (code >= 0) weights[code]! += weight ? weight[i]! : 1;
  }
  return weights;
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, value) => sum + value, 0);
}
