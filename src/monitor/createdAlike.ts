import type { Population } from '../snapshot/population.ts';
import type { Instant } from '../time/instant.ts';

/** Rows that were created at one and the same instant. */
export interface AlikeRows {
  /** Rows that say when they were created. */
  readonly rows: number;
  /** Those of the commonest instant. */
  readonly alike: number;
}

/** Of contacts and accounts that were known by an instant. */
export interface CreatedAlike {
  readonly contacts: AlikeRows;
  readonly accounts: AlikeRows;
}

/** Counts the rows of the commonest instant of creation. */
export function createdAlike({ contacts, accounts }: Population, before: Instant): CreatedAlike {
  return { contacts: alikeOf(contacts.createdAt, before), accounts: alikeOf(accounts.createdAt, before) };
}

function alikeOf(createdAt: Float64Array, before: Instant): AlikeRows {
  const known = createdAt.filter((instant) => instant < before && instant > Number.NEGATIVE_INFINITY).sort();
  let alike = 0;
  for (let row = 0, from = 0; row < known.length; row++) {
    if (known[row] !== known[from]) from = row;
    alike = Math.max(alike, row - from + 1);
  }
  return { rows: known.length, alike };
}
