import type { References } from '../../monitor/profileStore.ts';
import { acceptedSince, type Recount, recountable } from '../../monitor/recount.ts';
import { sourceRows } from '../../monitor/sourceRows.ts';
import type { Instant } from '../../time/instant.ts';
import type { Extract } from './extract.ts';

/** Instants before which events are to be counted again. */
export function recountedInstants(references: References, asOf: Instant): readonly Instant[] {
  return [...new Set(recountable(references, asOf).map(({ profile }) => profile.asOf))];
}

/**
 * What earlier runs counted, and the same counted again.
 *
 * @param volumes events before each of `recountedInstants`, in their order.
 */
export function recountsIn(
  references: References,
  asOf: Instant,
  { population }: Pick<Extract, 'population'>,
  volumes: Extract['volumes'],
): readonly Recount[] {
  const instants = recountedInstants(references, asOf);
  return recountable(references, asOf).map((one, at) => ({
    earlier: one.profile,
    run: one.run,
    now: {
      rows: sourceRows(population, one.profile.asOf),
      events: volumes[instants.indexOf(one.profile.asOf)] ?? null,
    },
    accepted: at === 0 ? new Set() : acceptedSince(references, one),
    otherwise: new Set(),
  }));
}
