import type { BootstrapInterval } from './bootstrap.ts';
import type { Estimate } from './evaluation.ts';

/** The estimate of a value and its interval; without a value there is no interval. */
export function estimate(value: number, { low, high, skipped }: BootstrapInterval): Estimate {
  if (!Number.isFinite(value)) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  return skipped > 0 ? { value, low, high, skipped } : { value, low, high };
}
