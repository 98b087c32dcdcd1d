import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';

/** One row per contact, and whether the contact reached an outcome at any time from then on, within the horizon or beyond. */
export interface OutcomesAhead {
  readonly rows: Int32Array;
  readonly reached: Uint8Array;
}

/** Looks beyond the horizon from the first of each contact's rows. */
export function outcomesAhead(
  { outcomes, contacts }: Pick<Population, 'outcomes' | 'contacts'>,
  { contact, asOf }: Pick<Snapshots, 'contact' | 'asOf'>,
  rows: Int32Array,
): OutcomesAhead {
  const last = new Float64Array(contacts.ids.length).fill(Number.NEGATIVE_INFINITY);
  for (const [i, subject] of outcomes.contact.entries())
    last[subject] = Math.max(last[subject]!, outcomes.occurredAt[i]!);
  const first = rows.filter((row, i) => i === 0 || contact[rows[i - 1]!] !== contact[row]);
  return { rows: first, reached: Uint8Array.from(first, (row) => (last[contact[row]!]! >= asOf[row]! ? 1 : 0)) };
}
