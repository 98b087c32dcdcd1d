import { describe, expect, test } from 'vitest';
import { entityNames } from '../../src/config/entity.ts';
import { catalogue } from '../../src/features/catalogue.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import type { FeatureFamily } from '../../src/features/family.ts';
import { checkFamilies, defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import { factsOf } from '../../src/features/pointInTime/factsOf.ts';
import { knownBefore } from '../../src/features/pointInTime/instants.ts';
import { type InventedCrm, together } from '../../src/features/pointInTime/inventedCrm.ts';
import { inventHistory } from '../../src/features/pointInTime/inventHistory.ts';
import { Random } from '../../src/numeric/random.ts';
import { exportedRecords } from '../contract/exportedRecords.ts';
import { type TwoCrms, undeclaredNeeds, without } from '../contract/undeclaredNeeds.ts';

/** Several histories: in one alone a family may tell nothing. */
const histories = [11, 12, 13, 14].map((seed) => {
  const { past, futures, rows, laterRows } = inventHistory(new Random(seed), defaultWorld);
  const { declared, properties, amounts, stages } = defaultWorld;
  const read = (crm: InventedCrm) =>
    factsOf(crm, [...rows, ...laterRows[0]], {
      declared,
      properties,
      amounts,
      stages,
      lookbackDays: [7, 30, 90],
      knownBefore,
    });
  const crm = together(past, futures[0]);
  return { whole: read(crm), withoutOutcomes: read({ ...crm, outcomes: [] }) } satisfies TwoCrms;
});
const { whole: facts } = histories[0]!;

/** What every family of features must be known for and do; docs/reference/features.md has a section for each. */
describe.each(catalogue.map((family) => [family.family, family] as const))('features of %s', (name, family) => {
  test('are described as a family', () => {
    expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
    expect(Number.isInteger(family.version) && family.version > 0).toBe(true);
    expect(family.sentence).toMatch(/\S[^.]$/);
    expect(family.units.length).toBeGreaterThan(0);
    for (const entity of family.needs) expect(entityNames).toContain(entity);
    // Events are folded for a family that needs them, and for no other.
    expect(family.folds.length > 0).toBe(family.needs.includes('event'));
    if (family.folds.includes('account')) expect(family.needs).toContain('account');
    expect(Number.isInteger(family.windows) && family.windows >= 0).toBe(true);
  });

  test('are described one by one', () => {
    const { features, table } = computeFeatures(facts, [family]);
    expect(features.length).toBeGreaterThan(0);
    for (const [at, feature] of features.entries()) {
      expect(table.columns[at]).toMatchObject({ name: feature.name, kind: feature.type });
      expect(feature.family).toBe(name);
      expect(family.units).toContain(feature.unit);
      if (family.availability !== 'as declared') expect(feature.availability).toBe(family.availability);
      if (family.type !== 'as declared') expect(feature.type).toBe(family.type);
      for (const text of [feature.group, feature.sentence, ...Object.values(feature.phrases)])
        expect(text).toMatch(/\S/);
    }
  });

  test('know nothing of the future', () => {
    expect(checkFamilies([family], { histories: 20 })).toBeNull();
  });

  test('are there only with the entities that they need', () => {
    for (const entity of family.needs)
      expect(computeFeatures(without(entity, histories[0]!), [family]).features, entity).toEqual([]);
  });

  test('declare every entity that they go by', () => {
    const foundOf = (one: FeatureFamily) => new Set(histories.flatMap((crms) => undeclaredNeeds(one, crms)));
    expect(foundOf(family)).toEqual(new Set());
    for (const entity of family.needs) {
      const silent = { ...family, needs: family.needs.filter((other) => other !== entity) };
      // One that reads the entity's own attributes has no columns without it, whatever it declares.
      if (!foundOf(silent).has(entity))
        expect(computeFeatures(without(entity, histories[0]!), [silent]).features).toEqual([]);
    }
  });
});

describe('the catalogue', () => {
  test('has each name once', () => {
    expect(new Set(catalogue.map(({ family }) => family)).size).toBe(catalogue.length);
  });

  test('has every family that is defined', async () => {
    const defined = await exportedRecords(
      'features/definitions/*.ts',
      (value) => 'family' in value && 'columns' in value,
    );
    for (const [file, family] of defined) expect(catalogue, file).toContain(family);
  });
});
