import { significant } from '../text/format.ts';

/** `−0.02 (−0.03 to −0.0001)`, to three digits that matter. */
export function withInterval(of: { readonly value: number; readonly low: number; readonly high: number }): string {
  const { value, low, high } = of;
  return [value, low, high].every(Number.isFinite)
    ? `${significant(value)} (${significant(low)} to ${significant(high)})`
    : 'an amount that could not be computed';
}
