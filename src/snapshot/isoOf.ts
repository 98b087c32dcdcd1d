import { type Instant, microsecondsPerDay } from './population.ts';

/** `2026-07-01` for a UTC midnight, else to the second: `2026-07-01T08:30:00Z`. */
export function isoOf(instant: Instant): string {
  const text = new Date(instant / 1000).toISOString();
  return instant % microsecondsPerDay === 0 ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}
