import { HandraiseError } from '../../errors.ts';
import { createTable } from '../../table/table.ts';
import type { Facts, FeatureColumn, FeatureContext, FeatureFamily } from '../family.ts';
import type { FeatureTable } from '../feature.ts';

/** Features of every row, from facts already folded: no database, no clock. */
export function computeFeatures(facts: Facts, families: readonly FeatureFamily[]): FeatureTable {
  return tableOf(
    facts.snapshots.rows,
    families.flatMap((family) => columnsOfFamily(facts, family)),
  );
}

/** Features and their columns as a table. */
export function tableOf(rows: number, made: readonly FeatureColumn[]): FeatureTable {
  return {
    features: made.map(({ feature }) => feature),
    table: createTable(
      rows,
      made.map(({ column }) => column),
    ),
  };
}

/** The columns of one family; none where it lacks an entity or a window it needs. */
export function columnsOfFamily(facts: Facts, family: FeatureFamily): readonly FeatureColumn[] {
  return hasColumns(family, facts) ? family.columns(contextFor(family, facts)) : [];
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
