import type { Estimate } from '../evaluation/evaluation.ts';

/** `0.734`; `–` where there is none. */
export function figure(value: number, digits = 3): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** `0.734 (0.712 to 0.756)`. */
export function estimate({ value, low, high }: Estimate, digits = 3): string {
  return `${figure(value, digits)} (${figure(low, digits)} to ${figure(high, digits)})`;
}

/** `12.3%`. */
export function percent(value: number, digits = 1): string {
  return Number.isFinite(value) ? `${(100 * value).toFixed(digits)}%` : '–';
}

/** `12,345`, in every locale. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
