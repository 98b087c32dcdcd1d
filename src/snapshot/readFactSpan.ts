import type { EntityName } from '../config/entity.ts';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { instantSql } from './instant.ts';
import type { Instant } from './population.ts';
import type { Reading } from './reading.ts';

/** The first and last instants at which something happened or became known; NaN when nothing did. */
export interface FactSpan {
  readonly first: Instant;
  readonly last: Instant;
}

/** The span of the events or outcomes, of whatever kind, known before the run's as-of. Infinite timestamps play no part. */
export async function readFactSpan(
  { client, sources, knownBefore }: Reading,
  entity: EntityName & ('event' | 'outcome'),
): Promise<FactSpan> {
  let span: FactSpan = { first: Number.NaN, last: Number.NaN };
  if (!sources.has(entity)) return span;
  const statement = factSpanStatement(sources, knownBefore, entity);
  await copyOut(client, statement, (row) => {
    span = { first: row.instant(0), last: row.instant(1) };
  });
  return span;
}

/** SELECT of the first and the last instant, in one row. */
export function factSpanStatement(
  sources: Sources,
  knownBefore: Instant,
  entity: EntityName & ('event' | 'outcome'),
): string {
  const limit = instantSql(knownBefore);
  // A clock that runs ahead dates facts later than they arrived: the arrival is what tells how far the record goes.
  return `SELECT min(occurred_at), max(CASE WHEN isfinite(ingested_at) THEN ingested_at ELSE occurred_at END)
    FROM (${sources.select(entity)}) AS source
    WHERE occurred_at < ${limit} AND isfinite(occurred_at) AND (ingested_at IS NULL OR ingested_at < ${limit})`;
}
