import type { Standings } from './standing.ts';

/**
 * The position of each row of a ranking, as it is walked from the first rank to the last: those moved up first, each group in rank order.
 *
 * @param order rows of the input by rank
 * @returns position by rank, from the index 0; 0 for who is off the list.
 */
export function positions(order: Int32Array, standings: Standings): Int32Array {
  const counts = { up: 0, rank: 0, down: 0, off: 0 };
  for (const row of order) counts[standings.place(row)]++;
  const next = { up: 1, rank: 1 + counts.up, down: 1 + counts.up + counts.rank };
  return order.map((row) => {
    const place = standings.place(row);
    return place === 'off' ? 0 : next[place]++;
  });
}
