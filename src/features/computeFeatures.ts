import { createTable } from '../table/table.ts';
import { catalogue } from './catalogue.ts';
import type { FeatureContext, FeatureFamily } from './family.ts';
import type { FeatureTable } from './feature.ts';

/** Features of every row, from facts already folded: no database, no clock. */
export function computeFeatures(context: FeatureContext, families: readonly FeatureFamily[] = catalogue): FeatureTable {
  const made = families.flatMap((family) => family.columns(context));
  return {
    features: made.map(({ feature }) => feature),
    table: createTable(
      context.snapshots.rows,
      made.map(({ column }) => column),
    ),
  };
}
