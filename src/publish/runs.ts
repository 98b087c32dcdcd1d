import type { DatabaseHandle } from '../database/connection.ts';
import { leaseDeadline } from '../database/deadlines.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import { errorCodeOf } from '../systemFailure.ts';
import type { Instant } from '../time/instant.ts';
import { timestampText } from '../time/instant.ts';
import { endDeadWriters } from './deadWriters.ts';
import { type StageLedger, writeLedgers } from './ledgerRows.ts';

/** Why a run is abandoned that nobody saw end. */
export const diedUnrecorded = 'its process ended before the run did';

/** A run of one program; `runId` is new, and told by the caller so that it can be looked up after a lost reply. */
interface RunStart {
  readonly program: string;
  readonly runId: string;
  readonly kind: 'train' | 'score' | 'recalibrate';
}

/**
 * Records that a run begins, and that runs which never ended are dead.
 *
 * The caller holds the program's lock (`withProgramLock`), so whatever still says `running` belongs
 * to a process that died.
 *
 * @param deadAfter milliseconds without a heartbeat after which a transaction that records a run is ended, by the server's clock
 * @returns the ids of runs marked abandoned, in order.
 * @throws HandraiseError `usage` when the run id was used before.
 */
export async function startRun(
  handle: DatabaseHandle,
  { program, runId, kind }: RunStart,
  deadAfter: number = leaseDeadline,
): Promise<{ abandoned: readonly string[] }> {
  await endDeadWriters(handle, program, deadAfter);
  return inTransaction(handle, async (client) => {
    const { rows } = await client.query<{ run_id: string }>(
      `UPDATE handraise.run SET status = 'abandoned', finished_at = clock_timestamp(),
              failure = $2
       WHERE program = $1 AND status = 'running' RETURNING run_id`,
      [program, diedUnrecorded],
    );
    await client
      .query(`INSERT INTO handraise.run (program, run_id, kind, status) VALUES ($1, $2, $3, 'running')`, [
        program,
        runId,
        kind,
      ])
      .catch((error: unknown) => {
        if (errorCodeOf(error) !== '23505') throw error;
        throw new HandraiseError('usage', `run ${runId} of program ${program} exists already`, {
          hint: 'begin a run with an id of its own',
          cause: error,
        });
      });
    return { abandoned: rows.map((row) => row.run_id).sort() };
  });
}

/**
 * Records why a run failed, in one line; a run that is not running stays as it is.
 *
 * @param failure the message of its error, free of secrets.
 */
export async function failRun(handle: DatabaseHandle, program: string, runId: string, failure: string): Promise<void> {
  await inTransaction(handle, (client) =>
    client.query(
      `UPDATE handraise.run SET status = 'failed', finished_at = clock_timestamp(), failure = $3
       WHERE program = $1 AND run_id = $2 AND status = 'running'`,
      [program, runId, failure],
    ),
  );
}

/** How a run that publishes nothing ended well; null where a training registered no model. */
interface RunEnd {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string | null;
  /** What it did not know of this instant and after. */
  readonly asOf: Instant;
  readonly ledgers: readonly StageLedger[];
}

/**
 * Records that a training came to its end, with its ledgers. A scoring ends in `publishRanking`.
 *
 * @throws HandraiseError `busy` when another run has taken over meanwhile.
 */
export async function finishRun(
  handle: DatabaseHandle,
  { program, runId, modelId, asOf, ledgers }: RunEnd,
): Promise<void> {
  await inTransaction(handle, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE handraise.run SET status = 'done', model_id = $3, as_of = $4, finished_at = clock_timestamp()
       WHERE program = $1 AND run_id = $2 AND status = 'running'`,
      [program, runId, modelId, timestampText(asOf)],
    );
    if (rowCount !== 1) throw takenOver(program, runId);
    await writeLedgers(client, program, runId, ledgers);
  });
}

/**
 * The instant before which the first training, or recalibration, that ended in a model knew what it knew, exact to the microsecond; null where none
 * recorded it.
 */
export async function trainingInstant(
  handle: DatabaseHandle,
  program: string,
  modelId: string,
): Promise<Instant | null> {
  const row = await handle.kysely
    .selectFrom('handraise.run')
    .select(instantOf('as_of').as('as_of'))
    .where('program', '=', program)
    .where('model_id', '=', modelId)
    .where('kind', 'in', ['train', 'recalibrate'])
    .where('as_of', 'is not', null)
    .orderBy('started_at')
    .orderBy('run_id')
    .limit(1)
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the trainings');
    });
  return row?.as_of ?? null;
}

/** What to throw when a run ends that is no longer running. */
export function takenOver(program: string, runId: string): HandraiseError {
  return new HandraiseError('busy', `run ${runId} of program ${program} is not running any more; it changed nothing`, {
    hint: 'another run has taken over: its connection to the database was lost, or it was given up; run again',
  });
}
