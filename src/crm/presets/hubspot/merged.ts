import type { IdReader } from '../sqlValue.ts';
import { type Ctes, derived, unionAll } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import type { HubspotObjects, MergedKind } from './objects.ts';

/** How often the way from an id to the one it was merged into is doubled: chains of up to 2 to this power. */
const doublings = 4;

/**
 * CTEs up to `merged_contact` (old_id, new_id), or of another kind of object: what an id that was merged away stands
 * for now; none where the landing does not say.
 *
 * Chains of up to 16 merges are followed, by joins: a recursive statement could not be run on shards.
 */
export function mergedCtes(objects: HubspotObjects, ...kinds: readonly MergedKind[]): Ctes {
  return Object.assign({}, ...kinds.map((kind) => ctesOf(kind, objects.merges[kind])));
}

function ctesOf(kind: MergedKind, pairs: readonly string[]): Ctes {
  if (pairs.length === 0) return {};
  const steps: [string, string][] = [
    [
      `${kind}_link`,
      `SELECT old_id, max(new_id) AS new_id
FROM ${derived(unionAll(pairs), 'pair')}
WHERE old_id <> new_id
GROUP BY old_id`,
    ],
  ];
  for (let doubling = 1; doubling <= doublings; doubling++) {
    const [before] = steps.at(-1)!;
    steps.push([
      doubling === doublings ? mergedName(kind) : `${kind}_link_${2 ** doubling}`,
      `SELECT near.old_id, coalesce(far.new_id, near.new_id) AS new_id
FROM ${before} AS near
LEFT JOIN ${before} AS far ON far.old_id = near.new_id`,
    ]);
  }
  return Object.fromEntries(steps);
}

function mergedName(kind: MergedKind): string {
  return `merged_${kind}`;
}

/** Whether the landing says of any object of a kind that it was merged into another. */
export function knowsMerges(objects: HubspotObjects, kind: MergedKind): boolean {
  return objects.merges[kind].length > 0;
}

/** The object an id stands for, once `mergedJoin` of the same id is in the statement. */
export function ownerOf(objects: HubspotObjects, kind: MergedKind, id: string): string {
  return knowsMerges(objects, kind) ? `coalesce(${mergedName(kind)}.new_id, ${id})` : id;
}

/** Joins what an id was merged into; nothing where merges are not known. */
export function mergedJoin(objects: HubspotObjects, kind: MergedKind, id: string): readonly string[] {
  return knowsMerges(objects, kind) ? [`LEFT JOIN ${mergedName(kind)} ON ${mergedName(kind)}.old_id = ${id}`] : [];
}

/** Leaves out rows of objects that were merged into others, beside `mergedJoin`. */
export function notMerged(objects: HubspotObjects, kind: MergedKind): readonly string[] {
  return knowsMerges(objects, kind) ? [`${mergedName(kind)}.old_id IS NULL`] : [];
}

/**
 * SELECT of old_id, new_id from columns of the object that was kept, each with the ids merged into it: `1;2`, or
 * `1:1661707291575;2:1661707931852` with the time of each merge. None of columns that are not there.
 */
export function mergedIdsOf(
  table: TableReader,
  id: string,
  ids: IdReader,
  columns: readonly string[],
): readonly string[] {
  return columns.flatMap((column) => {
    const merged = table.text(column);
    if (merged === undefined) return [];
    const old = `split_part(part.id, ':', 1)`;
    return [
      `SELECT ${ids.type === 'bigint' ? `${old}::bigint` : old} AS old_id, ${id} AS new_id
FROM ${table.from}
CROSS JOIN LATERAL unnest(regexp_split_to_array(${merged}, '[^0-9:]+')) AS part (id)
WHERE ${merged} <> ''
  AND ${old} <> ''`,
    ];
  });
}
