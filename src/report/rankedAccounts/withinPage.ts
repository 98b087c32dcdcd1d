/** Contacts that a page holds and still opens at once, at about 1.5 kB each before they are packed. */
export const mostContacts = 9_000;

/** People without an account that a page and its files hold at most, beside accounts. */
export const mostAlone = mostContacts / 6;

/** Lines that a page lists at most: accounts, or people where there are no accounts. */
export const mostLines = 5_000;

/** Contacts of one account at most. */
export const mostOfOne = 25;

/** What of the people has room. */
export interface Room {
  /** Contacts of each account, at most. */
  readonly each: number;
  /** People without an account, the best of them. */
  readonly others: number;
}

/**
 * As many contacts of each account, the best of it, as a page has room for in all; people without an account take up to `mostAlone`.
 *
 * @param counts contacts of each account. @param alone people without one.
 */
export function contactsEach(counts: readonly number[], alone: number): Room {
  const others = Math.min(alone, mostAlone);
  const room = mostContacts - others;
  const needed = (each: number) => counts.reduce((sum, count) => sum + Math.min(count, each), 0);
  let each = Math.min(
    mostOfOne,
    counts.reduce((most, count) => Math.max(most, count), 0),
  );
  while (each > 1 && needed(each) > room) each--;
  return { each, others };
}
