import { type Ctes, derived, unionAll } from '../statement.ts';
import type { HubspotObjects } from './objects.ts';

/**
 * CTEs `link` and `merged` (old_id, new_id): which contact an id that was merged away belongs to now; none where the
 * landing does not say.
 *
 * Three links of a chain of merges are followed, by joins: a recursive statement could not be run on shards.
 */
export function mergedCtes({ contact, mergeAudit, contactIds }: HubspotObjects): Ctes {
  const pairs: string[] = [];
  if (contact.mergedIds !== undefined)
    pairs.push(`SELECT ${contactIds.type === 'bigint' ? 'part.id::bigint' : 'part.id'} AS old_id, ${contact.id} AS new_id
FROM ${contact.from}
CROSS JOIN LATERAL unnest(string_to_array(regexp_replace(${contact.mergedIds}, '[^0-9]+', ' ', 'g'), ' ')) AS part (id)
WHERE ${contact.mergedIds} <> ''
  AND part.id <> ''`);
  if (mergeAudit)
    pairs.push(`SELECT ${mergeAudit.oldId} AS old_id, ${mergeAudit.newId} AS new_id
FROM ${mergeAudit.from}`);
  if (pairs.length === 0) return {};
  return {
    link: `SELECT old_id, max(new_id) AS new_id
FROM ${derived(unionAll(pairs), 'pair')}
WHERE old_id <> new_id
GROUP BY old_id`,
    merged: `SELECT a.old_id, coalesce(c.new_id, b.new_id, a.new_id) AS new_id
FROM link AS a
LEFT JOIN link AS b ON b.old_id = a.new_id
LEFT JOIN link AS c ON c.old_id = b.new_id`,
  };
}

/** Whether the landing says of any contact that it was merged into another. */
export function knowsMerges(objects: HubspotObjects): boolean {
  return Object.keys(mergedCtes(objects)).length > 0;
}

/** The contact an id stands for, once `mergedJoin` of the same id is in the statement. */
export function ownerOf(objects: HubspotObjects, id: string): string {
  return knowsMerges(objects) ? `coalesce(merged.new_id, ${id})` : id;
}

/** Joins what an id was merged into; nothing where merges are not known. */
export function mergedJoin(objects: HubspotObjects, id: string): readonly string[] {
  return knowsMerges(objects) ? [`LEFT JOIN merged ON merged.old_id = ${id}`] : [];
}

/** Leaves out rows of contacts that were merged into others, beside `mergedJoin`. */
export function notMerged(objects: HubspotObjects): readonly string[] {
  return knowsMerges(objects) ? ['merged.old_id IS NULL'] : [];
}
