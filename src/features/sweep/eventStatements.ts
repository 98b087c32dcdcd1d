import type { Sources } from '../../crm/source.ts';
import { instantSql } from '../../snapshot/instant.ts';
import type { Instant } from '../../snapshot/population.ts';

/** SELECT of contact_id, occurred_at, ingested_at, kind, value: one row per event, in no particular order. */
export function eventStatement(sources: Sources): string {
  const columns = 'contact_id, occurred_at, ingested_at, kind, value';
  const from = `FROM (${sources.select('event')}) AS source`;
  if (sources.unique('event')) return `SELECT ${columns} ${from}`;
  // Of the copies of an event the one known first counts, so that what arrives later cannot undo what was known;
  // a copy without a usable time or kind was never known.
  return `SELECT ${columns} ${from} WHERE id IS NULL
    UNION ALL
    (SELECT DISTINCT ON (contact_id, id) ${columns} ${from} WHERE id IS NOT NULL
    ORDER BY contact_id, id, (isfinite(occurred_at) AND kind IS NOT NULL) IS NOT TRUE,
      greatest(occurred_at, ingested_at), occurred_at, kind COLLATE "C", value)`;
}

/** SELECT of kind, all rows, rows known before the instant, and those of them that carry a value, per kind. */
export function kindStatement(sources: Sources, knownBefore: Instant): string {
  const limit = instantSql(knownBefore);
  const known = `isfinite(occurred_at) AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})`;
  return `SELECT kind, count(*)::float8, (count(*) FILTER (WHERE ${known}))::float8,
      (count(value) FILTER (WHERE ${known}))::float8
    FROM (${sources.select('event')}) AS source GROUP BY kind`;
}
