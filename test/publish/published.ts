import type { DatabaseHandle } from '../../src/database/connection.ts';
import { publishRanking } from '../../src/publish/publishRanking.ts';
import type { WrittenRanking } from '../../src/publish/rankedRows.ts';
import { startRun } from '../../src/publish/runs.ts';
import { rank } from '../../src/ranking/rank.ts';
import type { RankedContact, Ranking } from '../../src/ranking/ranking.ts';
import { asOf, type ScoredContact, scored } from '../ranking/scored.ts';

export const modelId = 'm-0123456789ab';

/** A model's row, without an artefact: publishing needs no more. */
export async function insertModel(handle: DatabaseHandle, program: string): Promise<void> {
  await handle.pool.query(
    `INSERT INTO handraise.model (program, model_id, family, checksum, data_fingerprint, metrics)
     VALUES ($1, $2, 'logistic', 'checksum', 'fingerprint', '{}')`,
    [program, modelId],
  );
}

/** As many contacts, in fives on accounts, all with the same probability. */
export function crowd(count: number, probability: number): readonly ScoredContact[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `c${String(i).padStart(7, '0')}`,
    account: Math.floor(i / 5),
    probability,
  }));
}

/** The ranking, with something done before each contact is handed over. */
export function watched(ranking: Ranking, before: (contact: RankedContact) => void): Ranking {
  return {
    ...ranking,
    contacts: {
      length: ranking.contacts.length,
      *[Symbol.iterator]() {
        for (const contact of ranking.contacts) {
          before(contact);
          yield contact;
        }
      },
    },
  };
}

/** Starts a run and publishes a ranking under it. */
export async function publish(
  handle: DatabaseHandle,
  program: string,
  runId: string,
  contacts: readonly ScoredContact[] | Ranking,
): Promise<WrittenRanking> {
  await startRun(handle, { program, runId, kind: 'score' });
  const ranking = 'contacts' in contacts ? contacts : rank(scored(contacts));
  const ledger = { considered: ranking.contacts.length, kept: ranking.contacts.length, excluded: {} };
  return publishRanking(handle, { program, runId, modelId, asOf, ledger, ranking });
}
