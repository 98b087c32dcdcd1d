import { describe, expect, it } from 'vitest';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { createTable } from '../../src/table/table.ts';
import { readGolden } from '../golden/readGolden.ts';

/** Origin: scikit-learn 1.2.1, see test/golden/logistic_golden.py. */
interface Golden {
  readonly name: string;
  readonly l1: number;
  readonly l2: number;
  readonly columns: readonly (readonly number[])[];
  readonly label: readonly number[];
  readonly weight: readonly number[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

describe('the optimum agrees with scikit-learn to 1e-6', () => {
  it.each(readGolden<Golden[]>('logistic_golden'))('$name', async (golden) => {
    const table = createTable(
      golden.label.length,
      golden.columns.map((values, j) => ({ kind: 'number', name: `x${j}`, values: Float64Array.from(values) })),
    );
    const model = await logistic({ l1: golden.l1, l2: golden.l2 }).fit({
      table,
      label: Uint8Array.from(golden.label),
      weight: Float64Array.from(golden.weight),
    });
    const { coefficients, intercept } = model.parameters() as { coefficients: number[]; intercept: number };
    expect(model.warnings).toBeUndefined();
    expect(Math.abs(intercept - golden.intercept)).toBeLessThan(1e-6);
    expect(coefficients).toHaveLength(golden.coefficients.length);
    for (const [j, expected] of golden.coefficients.entries())
      expect(Math.abs(coefficients[j]! - expected)).toBeLessThan(1e-6);
  });
});
