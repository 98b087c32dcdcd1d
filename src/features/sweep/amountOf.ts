import type { ContactTraces } from './contactTraces.ts';

const halves = new Int32Array(2);
const whole = new Float64Array(halves.buffer);

/** The number that a trace has of an amount; NaN for none. @param texts properties that are texts, whose codes come first. */
export function amountOf(
  { codes, stride }: Pick<ContactTraces, 'codes' | 'stride'>,
  trace: number,
  texts: number,
  amount: number,
) {
  const at = trace * stride + texts + 2 * amount;
  halves[0] = codes[at]!;
  halves[1] = codes[at + 1]!;
  return whole[0]!;
}

/** Amounts are added up in steps of 1/10,000, which are whole numbers: so their order plays no part. */
export const amountSteps = 10_000;

/** An amount in these steps. */
export function stepsOf(amount: number): number {
  return Math.round(amount * amountSteps);
}
