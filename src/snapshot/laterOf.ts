import type { Instant } from '../time/instant.ts';

/** The later of two instants; the other one where one is not known (NaN). */
export function laterOf(a: Instant, b: Instant): Instant {
  if (Number.isNaN(a)) return b;
  return b > a ? b : a;
}
