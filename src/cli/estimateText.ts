import type { Estimate } from '../evaluation/evaluation.ts';
import { decimal } from '../text/format.ts';

/** `0.734 (0.712 to 0.756)`. */
export function estimateText({ value, low, high }: Estimate, digits = 3): string {
  return `${decimal(value, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`;
}
