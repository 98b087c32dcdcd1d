import { describe, expect, test } from 'vitest';
import { permutationImportance } from '../../src/explain/permutationImportance.ts';
import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable, type Table } from '../../src/table/table.ts';

const numberAt = (table: Table, at: number) => {
  const column = table.columns[at]!;
  if (column.kind !== 'number') throw new TypeError('not a number');
  return column.values;
};

/** Rows of a yes or no that decides everything, as far as the label follows it, and of noise; two rows a unit. */
function decided(rows: number, seed: number) {
  const random = new Random(seed);
  const sign = Float64Array.from({ length: rows }, () => Number(random.next() < 0.3));
  const noise = Float64Array.from({ length: rows }, () => random.normal());
  return {
    table: createTable(rows, [
      { kind: 'number', name: 'sign', values: sign },
      { kind: 'number', name: 'noise', values: noise },
    ]),
    label: Uint8Array.from(sign, (yes) => Number(random.next() < (yes ? 0.6 : 0.1))),
    unit: Int32Array.from(sign, (_, row) => row >> 1),
  };
}

const bySign = (table: Table) => numberAt(table, 0).map((yes) => (yes ? 0.6 : 0.1));

describe('permutation importance', () => {
  test('of a feature that the model leaves aside is nothing', () => {
    const [, noise] = permutationImportance(bySign, decided(400, 1), ['sign', 'noise'], { seed: 1 });
    expect(noise).toEqual({ logLoss: { value: 0, low: 0, high: 0 }, rocAuc: 0, rocAucDeviation: 0 });
  });

  test('of a feature that alone decides is what chance would cost', () => {
    const rows = decided(40_000, 2);
    const yes = Array.from(numberAt(rows.table, 0));
    const positives = Array.from(rows.label);
    const share = (holds: (row: number) => boolean) => yes.filter((_, row) => holds(row)).length / yes.length;
    // Shuffled, the sign is independent of the label: both keep their shares.
    const lossBy = (joint: (sign: number, label: number) => number) =>
      -(joint(1, 1) * Math.log(0.6) + joint(1, 0) * Math.log(0.4)) -
      (joint(0, 1) * Math.log(0.1) + joint(0, 0) * Math.log(0.9));
    const together = lossBy((sign, label) => share((row) => yes[row] === sign && positives[row] === label));
    const apart = lossBy((sign, label) => share((row) => yes[row] === sign) * share((row) => positives[row] === label));
    const hit = share((row) => yes[row] === 1 && positives[row] === 1) / share((row) => positives[row] === 1);
    const falseAlarm = share((row) => yes[row] === 1 && positives[row] === 0) / share((row) => positives[row] === 0);
    const [sign] = permutationImportance(bySign, rows, ['sign'], { seed: 5 });
    expect(Math.abs(sign!.logLoss.value - (apart - together))).toBeLessThan(0.004);
    // Of a yes or no, the area is (1 + hits − false alarms) / 2, and shuffled it is ½.
    expect(Math.abs(sign!.rocAuc - (hit - falseAlarm) / 2)).toBeLessThan(0.005);
    expect(sign!.rocAucDeviation).toBeLessThan(0.01);
    expect(sign!.logLoss.low).toBeLessThan(apart - together);
    expect(sign!.logLoss.high).toBeGreaterThan(apart - together);
  });

  test('is the mean over the shuffles, counted row by row', () => {
    const rows = decided(60, 3);
    const predict = (table: Table) =>
      numberAt(table, 0).map((yes, row) => 1 / (1 + Math.exp(1 - yes - 0.2 * numberAt(table, 1)[row]!)));
    const [sign, noise] = permutationImportance(predict, rows, ['sign', 'noise'], { seed: 9, shuffles: 3 });
    const random = new Random(9).fork('permutation importance');
    const orders = [0, 1, 2].map(() => Array.from(permutation(60, random)));
    const [a, b] = [Array.from(numberAt(rows.table, 0)), Array.from(numberAt(rows.table, 1))];
    const lossOf = (yes: readonly number[], other: readonly number[]) =>
      yes.reduce((sum, one, row) => {
        const p = 1 / (1 + Math.exp(1 - one - 0.2 * other[row]!));
        return sum - Math.log(rows.label[row] ? p : 1 - p) / 60;
      }, 0);
    const rise = (of: (order: readonly number[]) => number) =>
      orders.reduce((sum, order) => sum + of(order) / 3, 0) - lossOf(a, b);
    expect(sign!.logLoss.value).toBeCloseTo(
      rise((order) =>
        lossOf(
          order.map((row) => a[row]!),
          b,
        ),
      ),
      12,
    );
    expect(noise!.logLoss.value).toBeCloseTo(
      rise((order) =>
        lossOf(
          a,
          order.map((row) => b[row]!),
        ),
      ),
      12,
    );
  });

  test('does not depend on which other features are asked for, and follows the seed', () => {
    const rows = decided(300, 4);
    const alone = permutationImportance(bySign, rows, ['sign'], { seed: 2 });
    expect(permutationImportance(bySign, rows, ['noise', 'sign'], { seed: 2 })[1]).toEqual(alone[0]);
    expect(permutationImportance(bySign, rows, ['sign'], { seed: 3 })).not.toEqual(alone);
  });

  test('draws whole units: many rows of a unit say no more than one', () => {
    const { table, label } = decided(400, 6);
    const width = (rowsPerUnit: number) => {
      const unit = Int32Array.from(label, (_, row) => Math.floor(row / rowsPerUnit));
      const { low, high } = permutationImportance(bySign, { table, label, unit }, ['sign'], { seed: 1 })[0]!.logLoss;
      return high - low;
    };
    expect(width(1)).toBeGreaterThan(0);
    expect(width(400)).toBeNaN();
  });

  test('moves categories as it moves numbers', () => {
    const { label, unit } = decided(200, 7);
    const codes = Int32Array.from(label, (one) => one - 1);
    const table = createTable(200, [{ kind: 'category', name: 'known', codes, levels: ['yes'] }]);
    const predict = ({ columns: [column] }: Table) =>
      Float64Array.from((column as { codes: Int32Array }).codes, (code) => (code < 0 ? 0.01 : 0.99));
    const [known] = permutationImportance(predict, { table, label, unit }, ['known'], { seed: 1 });
    expect(known!.rocAuc).toBeGreaterThan(0.4);
    expect(codes).toEqual(Int32Array.from(label, (one) => one - 1));
  });
});
