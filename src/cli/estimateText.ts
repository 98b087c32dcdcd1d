import type { Estimate } from '../evaluation/evaluation.ts';
import { decimal } from '../text/format.ts';

/** `0.734 (0.712 to 0.756)`; without an interval the value alone, `–` for one that is undefined. */
export function estimateText({ value, low, high }: Estimate, digits = 3): string {
  if ([value, low, high].some(Number.isNaN)) return decimal(value, digits);
  return `${decimal(value, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`;
}
