import { groupRows } from '../../snapshot/grouped.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';

/** When a promise ends by itself: the first instant from `since` on at which nobody may approach a contact, or need to; NaN for never. */
export type Releases = (contact: number, since: Instant) => number;

/** Promises end when a contact must not be approached any more, or reaches the outcome by itself. */
export function releasesOf({
  contacts,
  suppressions,
  outcomes,
}: Pick<Population, 'contacts' | 'suppressions' | 'outcomes'>): Releases {
  const suppressed = groupRows(suppressions.subject, contacts.ids.length);
  const reached = groupRows(outcomes.contact, contacts.ids.length);
  return (contact, since) => {
    let first = Number.POSITIVE_INFINITY;
    for (let i = suppressed.start[contact]!; i < suppressed.start[contact + 1]!; i++) {
      const row = suppressed.rows[i]!;
      // What is over by then, and what began at no known time, as it did for ever.
      if (suppressions.until[row]! <= since) continue;
      const from = suppressions.from[row]!;
      first = Math.min(first, from >= since ? from : since);
    }
    for (let i = reached.start[contact]!; i < reached.start[contact + 1]!; i++) {
      const at = outcomes.occurredAt[reached.rows[i]!]!;
      if (at >= since) first = Math.min(first, at);
    }
    return first === Number.POSITIVE_INFINITY ? Number.NaN : first;
  };
}

/** Nothing ends a promise. */
export const noReleases: Releases = () => Number.NaN;
