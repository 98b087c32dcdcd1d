import { beforeAll, describe, expect, test } from 'vitest';
import type { FittedModel } from '../../src/model/estimator.ts';
import { estimatorOf } from '../../src/model/families.ts';
import type { ModelFamily } from '../../src/model/modelFamily.ts';
import { weightedRows } from '../../src/model/weightedRows.ts';
import { microsecondsOf } from '../../src/time/instant.ts';
import { bytes } from './estimatorAssertions.ts';
import { crmDataset } from './estimatorData.ts';

const dataset = crmDataset(600, 5);
/** Six dates a month apart. */
const rows = { ...dataset, asOf: Float64Array.from(dataset.label, (_, row) => microsecondsOf(30 * (row % 6))) };
const seed = 4;

/** What must be known of every family of models; `estimatorContract` has what its estimator must do. */
export function familyContract(family: ModelFamily): void {
  describe(`family ${family.name}`, () => {
    let model: FittedModel;
    beforeAll(async () => {
      model = await family.fit(rows, {}, seed, {});
    });

    test('is described', () => {
      for (const name of [family.name, ...family.aliases]) expect(name).toMatch(/^[a-z][a-z-]*$/);
      const { title, short = title, works, strength } = family;
      // They become parts of sentences.
      for (const text of [title, short, works, strength.meaning]) expect(text).toMatch(/^[a-z][^.]*[a-z]$/);
      expect(strength.title).toMatch(/^[A-Z]/);
    });

    test('has an estimator of its name', () => {
      expect(family.create().family).toBe(family.name);
      expect(estimatorOf(family.name).family).toBe(family.name);
    });

    test('fits dated rows to a model of its name, which its estimator loads', () => {
      expect(model.family).toBe(family.name);
      expect(bytes(estimatorOf(family.name).load(JSON.parse(JSON.stringify(model.parameters()))))).toBe(bytes(model));
    });

    test('fits the same by the same settings and seed', async () => {
      expect(bytes(await family.fit(rows, { ...family.tuning?.defaults }, seed, {}))).toBe(bytes(model));
    });

    test('names categories of the table for target statistics', () => {
      const categories = rows.table.columns.filter(({ kind }) => kind === 'category').map(({ name }) => name);
      for (const name of family.encoded(rows.table, weightedRows(rows))) expect(categories).toContain(name);
    });

    const { tuning } = family;
    if (!tuning) return;

    test('has a range around the default of each setting, and turns', () => {
      expect(Object.keys(tuning.space).sort()).toEqual(Object.keys(tuning.defaults).sort());
      for (const [name, { low, high, zero, scale, whole }] of Object.entries(tuning.space)) {
        const value = tuning.defaults[name]!;
        expect(low).toBeLessThan(high);
        expect((value === 0 && zero !== undefined) || (value >= low && value <= high)).toBe(true);
        if (scale === 'log') expect(low).toBeGreaterThan(0);
        if (whole) expect([low, high, value].every(Number.isInteger)).toBe(true);
      }
      expect(Number.isInteger(tuning.turns) && tuning.turns > 0).toBe(true);
    });

    test.each(Object.keys(tuning.space))('follows the setting %s', async (name) => {
      const { low, high } = tuning.space[name]!;
      const found = [];
      for (const value of [low, high]) found.push(bytes(await family.fit(rows, { [name]: value }, seed, {})));
      expect(found[0]).not.toBe(found[1]);
    });
  });
}
