import { expect, it } from 'vitest';
import { baseRate } from '../../src/model/baseline/baseRate.ts';
import { createTable } from '../../src/table/table.ts';
import { numberColumn } from '../contract/estimatorData.ts';

const table = createTable(4, [numberColumn('x', [1, 2, 3, 4])]);

it('is the log-odds of the labels, by weight', async () => {
  const label = Uint8Array.of(1, 0, 0, 0);
  const model = await baseRate().fit({ table, label });
  expect([...model.margins(table)]).toEqual(new Array(4).fill(expect.closeTo(Math.log(1 / 3), 12)));
  const weight = Float64Array.of(6, 1, 1, 0);
  const weighted = await baseRate().fit({ table, label, weight });
  expect(weighted.margins(table)[0]).toBeCloseTo(Math.log(3), 12);
});

it('joins half a row to each class where one is absent', async () => {
  const model = await baseRate().fit({ table, label: new Uint8Array(4) });
  expect(model.margins(table)[0]).toBeCloseTo(Math.log(0.5 / 4.5), 12);
});

it('credits no feature with anything', async () => {
  const model = await baseRate().fit({ table, label: Uint8Array.of(1, 0, 0, 0) });
  expect([...model.contributions(table).values]).toEqual([0, 0, 0, 0]);
  expect(model.importance()).toEqual([{ feature: 'x', strength: 0 }]);
});
