import { expect, test } from 'vitest';
import { baseRate } from '../../src/model/baseline/baseRate.ts';
import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { take } from '../../src/numeric/take.ts';
import { createTable } from '../../src/table/table.ts';
import { stacked } from '../../src/training/blend.ts';

const rows = 10_000;

const model = await baseRate().fit({ table: createTable(2, []), label: Uint8Array.of(0, 1) });

const base = -2.5;

/** What two models say that see the truth through noise of their own, of which one is too sure. */
function world() {
  const random = new Random(8);
  const truth = Float64Array.from({ length: rows }, () => base + random.normal());
  const label = Uint8Array.from(truth, (margin) => Number(random.next() < sigmoid(margin)));
  const margins = [
    truth.map((m) => m + random.normal()),
    truth.map((m) => base + 2 * (m - base + 1.5 * random.normal())),
  ];
  return { label, margins, unit: Int32Array.from(label.keys(), (row) => row >> 1) };
}

function blendOf({ label, margins, unit }: ReturnType<typeof world>) {
  const member = (family: 'logistic' | 'boosting', own: Float64Array) => ({
    ...{ family, model, judged: own, latest: undefined },
    outOfFold: { rows: Int32Array.from(label.keys()), margins: own, label, unit },
  });
  return stacked([member('logistic', margins[0]!), member('boosting', margins[1]!)], 3)!;
}

test('weights, shares and held-out margins do not depend on the order of the rows', () => {
  const seen = world();
  const order = permutation(rows, new Random(2));
  const shuffled = blendOf({
    label: take(seen.label, order),
    unit: take(seen.unit, order),
    margins: seen.margins.map((own) => take(own, order)),
  });
  const blend = blendOf(seen);
  expect(shuffled.model.parameters()).toEqual(blend.model.parameters());
  expect(shuffled.judged).toEqual(take(blend.judged, order));
});
