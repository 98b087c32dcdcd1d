import { expect, test } from 'vitest';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable } from '../../src/table/table.ts';
import { expectAdditive, expectVarying } from '../contract/estimatorAssertions.ts';
import { numberColumn } from '../contract/estimatorData.ts';

test('margins of many columns are the same where one after the other is replaced', async () => {
  const random = new Random(3);
  const table = createTable(
    60,
    Array.from({ length: 150 }, (_, at) =>
      numberColumn(
        `x${at}`,
        Array.from({ length: 60 }, () => random.normal()),
      ),
    ),
  );
  const model = await logistic().fit({ table, label: Uint8Array.from({ length: 60 }, (_, row) => row % 2) });
  expect(model.features).toHaveLength(150);
  expectAdditive(model, table);
  expectVarying(model, table);
});
