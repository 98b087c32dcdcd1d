import { type Ctes, derived } from './statement.ts';

/** How often the way from an id to the one that it was merged into is doubled: chains of up to 2 to this power. */
const doublings = 4;

/**
 * SELECTs up to `merged (id, kept)`, or `merged_contact (id, kept)` of a kind: which id one that was merged away goes by today, through chains of up to 16 merges.
 *
 * By joins: a recursive statement could not be run on shards.
 *
 * @param pairs SELECT of id, kept: each merge; undefined where none is known
 * @param kind what is merged, where a statement needs merges of several kinds
 */
export function mergeChain(pairs: string | undefined, kind?: string): Ctes {
  const merged = kind === undefined ? 'merged' : `merged_${kind}`;
  const merge = kind === undefined ? 'merge' : `${kind}_merge`;
  if (pairs === undefined) return { [merged]: 'SELECT NULL::text AS id, NULL::text AS kept WHERE false' };
  const steps: [string, string][] = [
    [
      merge,
      `SELECT id, max(kept) AS kept
FROM ${derived(pairs, 'pair')}
WHERE id <> kept
GROUP BY id`,
    ],
  ];
  for (let doubling = 1; doubling <= doublings; doubling++) {
    const before = steps.at(-1)![0];
    steps.push([
      doubling === doublings ? merged : `${merge}_${2 ** doubling}`,
      `SELECT near.id, coalesce(far.kept, near.kept) AS kept
FROM ${before} AS near
LEFT JOIN ${before} AS far ON far.id = near.kept`,
    ]);
  }
  return Object.fromEntries(steps);
}
