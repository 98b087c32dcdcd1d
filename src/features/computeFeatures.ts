import { HandraiseError } from '../errors.ts';
import { createTable } from '../table/table.ts';
import type { Facts, FeatureContext, FeatureFamily } from './family.ts';
import type { FeatureTable } from './feature.ts';

/** Features of every row, from facts already folded: no database, no clock. */
export function computeFeatures(facts: Facts, families: readonly FeatureFamily[]): FeatureTable {
  const made = families
    .filter((family) => hasColumns(family, facts))
    .flatMap((family) => family.columns(contextFor(family, facts)));
  return {
    features: made.map(({ feature }) => feature),
    table: createTable(
      facts.snapshots.rows,
      made.map(({ column }) => column),
    ),
  };
}

function hasColumns({ needs, windows }: FeatureFamily, facts: Facts): boolean {
  const found = facts.activity?.sweep.lookback.days.length ?? 0;
  return (
    needs.every((entity) => (entity === 'event' ? facts.activity !== null : facts.has(entity))) && windows <= found
  );
}

function contextFor({ family, needs }: FeatureFamily, facts: Facts): FeatureContext {
  return {
    ...facts,
    get activity() {
      if (facts.activity !== null && needs.includes('event')) return facts.activity;
      throw new HandraiseError('config', `${family} reads events, which it does not declare`, {
        hint: "add needs: ['event'] to its definition",
      });
    },
  };
}
