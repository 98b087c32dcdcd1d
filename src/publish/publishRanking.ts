import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import type { GoneReason } from '../ranking/change.ts';
import type { Ranking } from '../ranking/ranking.ts';
import type { Ledger } from '../snapshot/ledger.ts';
import type { Instant } from '../time/instant.ts';
import { timestampText } from '../time/instant.ts';
import { signWriter } from './deadWriters.ts';
import { type StageLedger, writeLedgers } from './ledgerRows.ts';
import { movePointer, visibleRows } from './pointer.ts';
import { type WrittenRanking, writeRanking } from './rankedRows.ts';
import { takenOver } from './runs.ts';
import { type MarginChanges, writeRankChanges } from './writeRankChanges.ts';

/** A ranking and what it is the ranking of. */
export interface Publication {
  readonly program: string;
  /** A run that `startRun` began. */
  readonly runId: string;
  /** A model that is registered. */
  readonly modelId: string;
  readonly asOf: Instant;
  /** Of the contacts considered; its `kept` are those ranked. */
  readonly ledger: Ledger;
  readonly ranking: Ranking;
  /** Where each contact of the list stands: worked, or held off it for one reason; absent where nothing can hold anybody. */
  readonly list?: StageLedger['ledger'] | undefined;
  /** Why a contact that was ranked before is not ranked now; by default it is not in the data. */
  readonly goneReason?: ((contactId: string) => GoneReason) | undefined;
  /** Parts of the change of margin since the ranking that readers see, of the contacts at the head; absent where there is none. */
  readonly marginChanges?: MarginChanges | undefined;
  /** Writes what else becomes visible with the ranking, in the same transaction. */
  readonly alongside?: ((client: pg.ClientBase, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/**
 * Writes a ranking and makes it the one readers see, in one transaction.
 *
 * Rows, ledger, end of the run and the move of the pointer become visible together or not at all;
 * what readers will see is counted before. When the reply to COMMIT is lost, the run's row tells
 * whether it took effect.
 *
 * @param signal when aborted while rows are written, nothing is published.
 * @throws HandraiseError `gate` for a ranking without contacts, `busy` when another run has taken
 * over, `data` for rows the database refuses, `database` when it cannot be reached; the ranking
 * published before then stays.
 */
export async function publishRanking(
  handle: DatabaseHandle,
  publication: Publication,
  signal?: AbortSignal,
): Promise<WrittenRanking> {
  const { program, runId, ranking } = publication;
  if (ranking.contacts.length === 0)
    throw new HandraiseError('gate', `no contact of program ${program} is eligible: there is nothing to publish`, {
      hint: 'the ranking published before stays; the ledger says why contacts are not on the list',
    });
  let written: WrittenRanking | undefined;
  try {
    await inTransaction(handle, async (client) => {
      written = await publishIn(client, publication, signal);
    });
  } catch (error) {
    const connectionLost = error instanceof HandraiseError && error.code === 'database';
    if (!written || !connectionLost || !(await tookEffect(handle, program, runId, written.contentHash))) throw error;
  }
  return written!;
}

async function publishIn(
  client: pg.PoolClient,
  publication: Publication,
  signal: AbortSignal | undefined,
): Promise<WrittenRanking> {
  const { program, runId, modelId, asOf, ledger, ranking } = publication;
  await signWriter(client, program);
  const written = await writeRanking(client, program, runId, ranking, signal);
  const previous = await writeRankChanges(client, publication, signal);
  await publication.alongside?.(client, signal);
  const { list } = publication;
  await writeLedgers(client, program, runId, [
    { name: 'score', ledger },
    ...(list ? [{ name: 'list', ledger: list }] : []),
  ]);
  const { rowCount } = await client.query(
    `UPDATE handraise.run
     SET status = 'done', model_id = $3, as_of = $4, content_hash = $5, previous_run_id = $6,
         finished_at = clock_timestamp()
     WHERE program = $1 AND run_id = $2 AND kind = 'score' AND status = 'running'`,
    [program, runId, modelId, timestampText(asOf), written.contentHash, previous],
  );
  if (rowCount !== 1) throw takenOver(program, runId);
  await movePointer(client, program, runId);
  const visible = await visibleRows(client, program);
  if (visible.contacts !== ranking.contacts.length || visible.accounts !== ranking.accounts.length)
    throw new HandraiseError(
      'unexpected',
      `of ${ranking.contacts.length} contacts and ${ranking.accounts.length} accounts readers would see ${visible.contacts} and ${visible.accounts}`,
      { hint: `nothing was published; see that model ${modelId} is registered` },
    );
  return written;
}

/** Pauses before the run is looked up, in milliseconds: a server that restarts is back within them. */
const pauses = [0, 200, 1000, 5000];

/** Whether a transaction whose COMMIT got no reply is in effect. */
async function tookEffect(handle: DatabaseHandle, program: string, runId: string, hash: string): Promise<boolean> {
  for (const pause of pauses) {
    await sleep(pause);
    const found = await inTransaction(handle, (client) =>
      client.query<{ status: string; content_hash: string | null }>(
        // FOR UPDATE waits until a COMMIT that is still at work has ended.
        'SELECT status, content_hash FROM handraise.run WHERE program = $1 AND run_id = $2 FOR UPDATE',
        [program, runId],
      ),
    ).catch(() => undefined);
    if (found) return found.rows[0]?.status === 'done' && found.rows[0].content_hash === hash;
  }
  return false;
}
