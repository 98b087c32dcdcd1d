import type { Entries } from './entry.ts';

/** Contacts that a page holds and still opens at once, at about 1.3 kB each. */
const most = 2_500;

/**
 * The lines with as many contacts each, the best of each account, as a page can hold in all; people without an account, the
 * best of them, take up to half.
 */
export function withinPage({ listed, others, ...rest }: Entries): Entries {
  const beside = others.slice(0, most / 2);
  const room = most - beside.length;
  const counts = listed.map(({ contacts }) => contacts.length);
  const needed = (each: number) => counts.reduce((sum, count) => sum + Math.min(count, each), 0);
  let each = Math.max(0, ...counts);
  while (each > 1 && needed(each) > room) each--;
  return {
    ...rest,
    listed: listed.map((entry) => ({ ...entry, contacts: entry.contacts.slice(0, each) })),
    others: beside,
  };
}
