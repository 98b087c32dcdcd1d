import { mergeChain } from '../mergeChain.ts';
import type { IdReader } from '../sqlValue.ts';
import { type Ctes, unionAll } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import type { HubspotObjects, MergedKind } from './objects.ts';

/**
 * CTEs up to `merged_contact` (id, kept), or of another kind of object: what an id that was merged away stands for now;
 * none where the landing does not say.
 */
export function mergedCtes(objects: HubspotObjects, ...kinds: readonly MergedKind[]): Ctes {
  const known = kinds.filter((kind) => knowsMerges(objects, kind));
  return Object.assign({}, ...known.map((kind) => mergeChain(unionAll(objects.merges[kind]), kind)));
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
  return knowsMerges(objects, kind) ? `coalesce(${mergedName(kind)}.kept, ${id})` : id;
}

/** Joins what an id was merged into; nothing where merges are not known. */
export function mergedJoin(objects: HubspotObjects, kind: MergedKind, id: string): readonly string[] {
  return knowsMerges(objects, kind) ? [`LEFT JOIN ${mergedName(kind)} ON ${mergedName(kind)}.id = ${id}`] : [];
}

/** Leaves out rows of objects that were merged into others, beside `mergedJoin`. */
export function notMerged(objects: HubspotObjects, kind: MergedKind): readonly string[] {
  return knowsMerges(objects, kind) ? [`${mergedName(kind)}.id IS NULL`] : [];
}

/**
 * SELECT of id, kept from columns of the object that was kept, each with the ids merged into it: `1;2`, or
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
      `SELECT ${ids.type === 'bigint' ? `${old}::bigint` : old} AS id, ${id} AS kept
FROM ${table.from}
CROSS JOIN LATERAL unnest(regexp_split_to_array(${merged}, '[^0-9:]+')) AS part (id)
WHERE ${merged} <> ''
  AND ${old} <> ''`,
    ];
  });
}
