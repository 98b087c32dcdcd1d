import { expect } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import { replaceColumn } from '../../src/explain/replaceColumn.ts';
import type { FittedModel } from '../../src/model/estimator.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { type Table, takeRows } from '../../src/table/table.ts';

/** The model as the bytes that an artefact holds of it. */
export function bytes(model: FittedModel): string {
  return canonicalJson(model.parameters());
}

/** The code of the error, of one line, that the work ends with; `none` where it succeeds. */
export async function refusal(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    expect(error).toBeInstanceOf(HandraiseError);
    const { code, message } = error as HandraiseError;
    expect(message).not.toMatch(/\n/);
    return code;
  }
  return 'none';
}

/** Margins and contributions are finite, and base plus contributions is the margin. */
export function expectAdditive(model: FittedModel, table: Table): void {
  const margins = model.margins(table);
  const { base, features, values } = model.contributions(table);
  expect(margins).toHaveLength(table.rows);
  expect(features).toEqual(model.features);
  expect(values).toHaveLength(table.rows * features.length);
  const sums = Float64Array.from(margins, (_, row) =>
    values.subarray(row * features.length, (row + 1) * features.length).reduce((sum, value) => sum + value, base),
  );
  expect(margins.every(Number.isFinite)).toBe(true);
  expectClose(sums, margins, 1e-9);
}

/** Margins of rows with one column replaced are those of the table that has it, to the last bit, whatever was asked before. */
export function expectVarying(model: FittedModel, table: Table): void {
  const order = Int32Array.from({ length: table.rows }, (_, row) => (7 * row + 3) % table.rows);
  const margins = model.varying(table);
  for (const column of takeRows(table, order).columns) {
    expect(margins(column)).toEqual(model.margins(replaceColumn(table, column)));
    expect(margins({ ...column, name: 'no feature' })).toEqual(model.margins(table));
  }
}

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i]!)));
}

/** The value itself, to which nothing can be written but the elements of typed arrays. */
export function frozenDeeply<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null && !ArrayBuffer.isView(inner)) frozenDeeply(inner);
  return Object.freeze(value);
}
