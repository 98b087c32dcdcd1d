import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import type { Instant } from '../time/instant.ts';

/** The run that readers of a program see. */
export interface PublishedRun {
  readonly runId: string;
  readonly modelId: string;
  readonly modelFamily: string;
  readonly fallback: boolean;
  /** Checksum of the model's artefact. */
  readonly checksum: string;
  readonly contentHash: string;
  readonly asOf: Instant;
  readonly publishedAt: Instant;
}

/** The run that readers of a program see; undefined when nothing was published yet. */
export async function publishedRun(handle: DatabaseHandle, program: string): Promise<PublishedRun | undefined> {
  const row = await selectPublishedRun(handle)
    .where('p.program', '=', program)
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published run');
    });
  return row && publishedRunOf(row);
}

/** Published runs with their models, one row per program, to which a reader may join more. */
export function selectPublishedRun(handle: DatabaseHandle) {
  return handle.kysely
    .selectFrom('handraise.published as p')
    .innerJoin('handraise.run as r', (join) =>
      join.onRef('r.program', '=', 'p.program').onRef('r.run_id', '=', 'p.run_id'),
    )
    .innerJoin('handraise.model as m', (join) =>
      join.onRef('m.program', '=', 'r.program').onRef('m.model_id', '=', 'r.model_id'),
    )
    .select(['p.run_id', 'm.model_id', 'm.family', 'm.fallback', 'm.checksum', 'r.content_hash'])
    .select([instantOf('r.as_of').as('run_as_of'), instantOf('p.published_at').as('run_published_at')]);
}

type PublishedRunRow = Awaited<ReturnType<ReturnType<typeof selectPublishedRun>['execute']>>[number];

/** A row of `selectPublishedRun` in our words. */
export function publishedRunOf(row: PublishedRunRow): PublishedRun {
  return {
    runId: row.run_id,
    modelId: row.model_id,
    modelFamily: row.family,
    fallback: row.fallback,
    checksum: row.checksum,
    contentHash: row.content_hash ?? '',
    asOf: row.run_as_of,
    publishedAt: row.run_published_at,
  };
}
