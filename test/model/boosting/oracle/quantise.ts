import type { Dataset } from '../../../../src/model/estimator.ts';
import type { Table } from '../../../../src/table/table.ts';

/** A row with a weight above zero. */
export interface Row {
  /** Its position in the table. */
  readonly at: number;
  readonly label: number;
  readonly weight: number;
}

/** Gradient, hessian and rows: of one row or added up; as whole numbers or read as real ones. */
export interface Sums {
  readonly g: number;
  readonly h: number;
  readonly c: number;
}

/** How real numbers become whole ones; e and s as in docs/explanation/gradient-boosting.md, e = 0 for whole weights. */
export interface Scale {
  readonly whole: boolean;
  readonly e: number;
  readonly s: number;
}

export function rowsWithWeight({ table, label, weight }: Dataset): readonly Row[] {
  return positions(table)
    .map((at) => ({ at, label: label[at]!, weight: weight ? weight[at]! : 1 }))
    .filter((row) => row.weight > 0);
}

export function scaleOf(rows: readonly Row[]): Scale {
  const whole = rows.every(({ weight }) => Number.isInteger(weight) && weight <= 1024);
  const greatest = Math.max(...rows.map(({ weight }) => weight));
  let e = 0;
  if (!whole) {
    while (greatest * 2 ** e > 1) e--;
    while (greatest * 2 ** (e + 1) <= 1) e++;
  }
  const positive = classWeight(rows, 1);
  const q = positive / (positive + classWeight(rows, 0));
  let s = Math.min(24, 17 + Math.floor(Math.log2(0.25 / (q * (1 - q)))));
  while (greatest * 2 ** (s + e) > 2 ** 30) s--;
  return { whole, e, s };
}

/** Weight of the rows of a class. */
export function classWeight(rows: readonly Row[], label: 0 | 1): number {
  return rows.filter((row) => row.label === label).reduce((sum, { weight }) => sum + weight, 0);
}

/** What a row counts, apart from its gradient and hessian. */
export function wholeCount({ whole, e }: Scale, { weight }: Row): number {
  return whole ? weight : Math.max(1, roundHalfEven(weight * 2 ** e * 2 ** 10));
}

/** A row as whole numbers. */
export function wholeSums(scale: Scale, row: Row, slope: { readonly g: number; readonly h: number }): Sums {
  const { whole, e, s } = scale;
  const rounded = (value: number, exponent: number) =>
    whole
      ? row.weight * roundHalfEven(value * 2 ** exponent)
      : roundHalfEven(row.weight * 2 ** e * value * 2 ** exponent);
  return { g: rounded(slope.g, s), h: rounded(slope.h, s + 2), c: wholeCount(scale, row) };
}

/** Sums of whole numbers, read as the real numbers they stand for. */
export function readSums({ whole, e, s }: Scale, { g, h, c }: Sums): Sums {
  return { g: g * 2 ** -(s + e), h: h * 2 ** -(s + 2 + e), c: whole ? c : c * 2 ** -(10 + e) };
}

export function addUp(parts: readonly Sums[]): Sums {
  return parts.reduce((a, b) => ({ g: a.g + b.g, h: a.h + b.h, c: a.c + b.c }), { g: 0, h: 0, c: 0 });
}

/** First and second derivative of the log loss of a row. */
export function slopeOf(margin: number, label: number): { g: number; h: number } {
  const p = 1 / (1 + Math.exp(-margin));
  return { g: p - label, h: p * (1 - p) };
}

export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

function positions(table: Table): readonly number[] {
  return Array.from({ length: table.rows }, (_, at) => at);
}
