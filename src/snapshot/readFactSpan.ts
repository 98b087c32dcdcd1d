import type { EntityName } from '../config/entity.ts';
import { firstPlausible } from '../crm/plausible.ts';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { instantSql } from '../database/instantSql.ts';
import type { Instant } from '../time/instant.ts';
import type { Reading } from './reading.ts';

/** The first and last instants at which something happened or became known; NaN when nothing did. */
export interface FactSpan {
  readonly first: Instant;
  readonly last: Instant;
}

/**
 * The span of the events or outcomes, of whatever kind, known before the run's as-of. Infinite timestamps play no part, and those that
 * stand for none are counted.
 */
export async function readFactSpan(
  { client, sources, knownBefore, anomalies }: Reading,
  entity: EntityName & ('event' | 'outcome'),
): Promise<FactSpan> {
  let span: FactSpan = { first: Number.NaN, last: Number.NaN };
  if (!sources.has(entity)) return span;
  const statement = factSpanStatement(sources, knownBefore, entity);
  await copyOut(client, statement, (row) => {
    span = { first: row.instant(0), last: row.instant(1) };
    anomalies.add(`${entity}s dated before ${firstPlausible.slice(0, 4)}`, row.float(2));
  });
  return span;
}

/** SELECT of the first and the last instant, and how many rows are dated before anything was recorded, in one row. */
export function factSpanStatement(
  sources: Sources,
  knownBefore: Instant,
  entity: EntityName & ('event' | 'outcome'),
): string {
  const limit = instantSql(knownBefore);
  const plausible = `(WHERE occurred_at >= '${firstPlausible}')`;
  const arrived = `isfinite(ingested_at) AND ingested_at >= '${firstPlausible}'`;
  // A clock that runs ahead dates facts later than they arrived: the arrival is what tells how far the record goes.
  return `SELECT min(occurred_at) FILTER ${plausible},
      max(CASE WHEN ${arrived} THEN ingested_at ELSE occurred_at END) FILTER ${plausible},
      (count(*) FILTER (WHERE occurred_at < '${firstPlausible}'))::float8
    FROM (${sources.select(entity)}) AS source
    WHERE occurred_at < ${limit} AND isfinite(occurred_at) AND (ingested_at IS NULL OR ingested_at < ${limit})`;
}
