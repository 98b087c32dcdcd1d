import { catalogue } from '../../src/features/catalogue.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import type { FeatureFamily } from '../../src/features/family.ts';
import type { FeatureTable } from '../../src/features/feature.ts';
import { defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import { factsOf, type Reading } from '../../src/features/pointInTime/factsOf.ts';
import type { InventedCrm, InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';

export interface SmallProgram {
  readonly lookbackDays: readonly number[];
  readonly knownBefore: number;
  readonly rules?: Reading['rules'];
}

export const day = 86_400_000_000;
export const origin = Date.UTC(2026, 0, 1) * 1000;

/** Features of the whole catalogue by folding the events in the given order, without a database and without merging duplicates. */
export function foldedFeatures(
  crm: InventedCrm,
  rows: readonly InventedRow[],
  program: SmallProgram,
  families: readonly FeatureFamily[] = catalogue,
): FeatureTable & { readonly anomalies: Record<string, number> } {
  const facts = factsOf(crm, rows, {
    ...program,
    declared: defaultWorld.declared,
    properties: defaultWorld.properties,
    amounts: defaultWorld.amounts,
    stages: defaultWorld.stages,
  });
  const made = computeFeatures(facts, families);
  return { ...made, anomalies: facts.anomalies.counts() as Record<string, number> };
}
