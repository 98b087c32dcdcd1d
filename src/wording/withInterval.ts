import { decimal } from '../text/format.ts';

/** `−0.0200 (−0.0300 to −0.0001)`, to as many digits after the point as the tables of reports and terminal give the figure. */
export function withInterval(
  of: { readonly value: number; readonly low: number; readonly high: number },
  digits: number,
): string {
  const { value, low, high } = of;
  return [value, low, high].every(Number.isFinite)
    ? `${decimal(value, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`
    : 'an amount that could not be computed';
}
