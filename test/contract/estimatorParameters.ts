import { describe, expect, it } from 'vitest';
import type { Estimator } from '../../src/model/estimator.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { fc } from '../property/fastCheck.ts';
import { bytes, expectAdditive, refusal } from './estimatorAssertions.ts';
import { crmDataset, crmTable } from './estimatorData.ts';

/** What every estimator promises of its parameters as JSON. */
export function parametersContract(make: () => Estimator): void {
  describe('loads', async () => {
    const data = crmDataset(250, 15);
    const model = await make().fit(data);
    const parameters = JSON.parse(bytes(model)) as Record<string, unknown>;

    it('an equal model from its parameters as JSON', () => {
      const loaded = make().load(JSON.parse(canonicalJson(model.parameters())));
      expect(loaded.family).toBe(make().family);
      expect(loaded.family).toBe(model.family);
      expect(loaded.features).toEqual(model.features);
      expect(loaded.warnings).toEqual(model.warnings);
      for (const table of [data.table, crmTable(100, 16)]) {
        expect(loaded.margins(table)).toEqual(model.margins(table));
        expect(loaded.contributions(table)).toEqual(model.contributions(table));
      }
      expect(loaded.importance()).toEqual(model.importance());
      expect(bytes(loaded)).toBe(bytes(model));
      expectAdditive(loaded, data.table);
    });
    it('nothing of another shape', async () => {
      const wrong: unknown[] = [null, undefined, [], 'text', {}, { ...parameters, surplus: 1 }];
      for (const key of Object.keys(parameters)) {
        const { [key]: _, ...without } = parameters;
        wrong.push(without, { ...parameters, [key]: null });
      }
      for (const value of wrong) expect(await refusal(() => make().load(value))).toBe('artefact');
    });
    it('nothing with a value of another type anywhere, or a number that is not finite', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...placesIn(parameters)),
          fc.constantFrom({ surplus: [] }, Number.NaN, Infinity),
          async (place, value) => {
            expect(await refusal(() => make().load(replaced(parameters, place, value)))).toBe('artefact');
          },
        ),
      );
    });
  });
}

/** Every place within plain JSON, as the keys that lead to it. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((rest) => [key, ...rest])]);
}

/** The JSON with another value in that place. */
function replaced(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const entries = Object.entries(whole as object).map(([own, inner]) => [
    own,
    own === key ? replaced(inner, rest, value) : inner,
  ]);
  return Array.isArray(whole) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
