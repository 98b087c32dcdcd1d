import { describe, expect, it } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import type { Dataset, Estimator } from '../../src/model/estimator.ts';
import { createTable } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';
import { bytes, expectClose, frozenDeeply, refusal } from './estimatorAssertions.ts';
import { crmDataset, joinDatasets, numberColumn, takeDataset } from './estimatorData.ts';

/** What must not change a fitted model, and how a fit is given up. */
export function fitContract(make: () => Estimator): void {
  const bytesOf = async (...parameters: Parameters<Estimator['fit']>) => bytes(await make().fit(...parameters));

  describe('fits', () => {
    it('the same bytes for any order of the rows', async () => {
      // The last 60 rows are copies of the first 20, some with the other label.
      const repeated = Array.from({ length: 150 }, (_, i) => (i < 90 ? i : i % 20));
      const { table, label, weight } = takeDataset(crmDataset(90, 7), repeated);
      const data = withFractions({ table, label: label.map((y, i) => (i > 135 ? 1 - y : y)), weight });
      const expected = await bytesOf(data);
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...data.label.keys()], { minLength: 150 }), async (order) => {
          expect(await bytesOf(takeDataset(data, order))).toBe(expected);
        }),
        { numRuns: 20 },
      );
    });
    it('the same bytes for weight k as for k copies', async () => {
      const data = crmDataset(200, 8);
      const copies = [...data.weight].flatMap((k, i) => new Array<number>(k).fill(i));
      const { table, label } = takeDataset(data, copies);
      const weighted = await make().fit(data);
      const copied = await make().fit({ table, label });
      expect(bytes(copied)).toBe(bytes(weighted));
      expectClose(copied.margins(data.table), weighted.margins(data.table), 0);
    });
    it('the same bytes with rows of weight zero as without', async () => {
      const data = crmDataset(200, 9);
      const extra = crmDataset(50, 10);
      const joined = joinDatasets(data, { ...extra, weight: new Float64Array(50) });
      expect(await bytesOf(joined)).toBe(await bytesOf(data));
    });
    it('the same bytes on any number of threads, whether or not progress is heard', async () => {
      const data = withFractions(crmDataset(2_000, 11));
      const expected = await bytesOf(data, { threads: 1 });
      for (const threads of [2, 4]) expect(await bytesOf(data, { threads })).toBe(expected);
      const heard: { readonly done: number; readonly total: number }[] = [];
      expect(await bytesOf(data, { onProgress: (done, total) => heard.push({ done, total }) })).toBe(expected);
      heard.forEach(({ done, total }, i) => {
        expect(done).toBeLessThanOrEqual(total);
        expect(done).toBeGreaterThanOrEqual(heard[i - 1]?.done ?? 0);
      });
    });
    it('the same bytes again, alone or beside another fit, and leaves its input as it was', async () => {
      const { table, label, weight } = crmDataset(120, 12);
      const signed = numberColumn(
        'signed',
        Float64Array.from(label.keys(), (i) => (i % 2 === 0 ? -0 : i)),
      );
      const data = frozenDeeply({ table: createTable(120, [...table.columns, signed]), label, weight });
      const before = structuredClone(data);
      const estimator = make();
      const first = await estimator.fit(data, Object.freeze({ threads: 1 }));
      first.margins(data.table);
      first.contributions(data.table);
      const other = crmDataset(90, 13);
      const together = await Promise.all([estimator.fit(data), estimator.fit(other), estimator.fit(data)]);
      expect(together.map(bytes)).toEqual([bytes(first), await bytesOf(other), bytes(first)]);
      expect(data).toEqual(before);
    });
  });

  describe('is interrupted by its signal', () => {
    const data = crmDataset(300, 14);

    it('before the work', async () => {
      expect(await refusal(make().fit(data, { signal: AbortSignal.abort() }))).toBe('interrupted');
      const reason = new HandraiseError('interrupted', 'stopped by SIGTERM');
      await expect(make().fit(data, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });
    it('in the middle, unless it was done already, and can be begun again', async () => {
      const expected = await bytesOf(data);
      for (const threads of [1, 2]) {
        const controller = new AbortController();
        const working = make().fit(data, { threads, signal: controller.signal });
        controller.abort();
        const outcome = await working.then(bytes, (error: HandraiseError) => error.code);
        expect(['interrupted', expected]).toContain(outcome);
        expect(await bytesOf(data, { threads, signal: new AbortController().signal })).toBe(expected);
      }
    });
  });
}

/** The dataset with weights whose sums depend on the order in which floating-point numbers are added. */
function withFractions(data: Required<Dataset>): Required<Dataset> {
  return { ...data, weight: data.weight.map((value, i) => value / 7 + i * 1e-3) };
}
