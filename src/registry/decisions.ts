import type pg from 'pg';
import { z } from 'zod';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import type { GateNotice } from '../notice/notice.ts';
import { gateNoticeSchema } from '../notice/noticeSchema.ts';
import { artefactOfRow, registeredArtefact } from './registeredArtefact.ts';

/** Who decided what about which model; never changed, only added to. */
export interface Decision {
  /** `override` is a promotion although gates block it. */
  readonly action: 'promote' | 'override' | 'rollback' | 'refuse';
  readonly modelId: string;
  /** The champion when it was decided. */
  readonly previousModelId: string | null;
  readonly reason: string | null;
  /** What the gates found; null for a rollback, and where none were asked. */
  readonly gates: readonly GateNotice[] | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** Why it was decided, and where the artefacts lie: a champion is one that can be loaded. */
export interface DecisionOptions {
  readonly reason: string | null;
  readonly modelsDir: string;
}

/** What else a promotion rests on. */
export interface PromotionOptions extends DecisionOptions {
  readonly gates?: readonly GateNotice[];
  /** The champion that the model was compared with, null for none; by default whoever it is. */
  readonly compared?: string | null;
}

/** The champion after a decision and the one before. */
export interface ChampionChange {
  readonly modelId: string;
  readonly previousModelId: string | null;
}

/**
 * Makes a model the one that scores.
 *
 * Decisions about one program wait for each other; each is recorded together with its effect, so
 * the champion is what the last one says. A promotion although a gate blocks it is an override.
 *
 * @returns undefined, having changed nothing, when another than the compared model is champion by now.
 * @throws HandraiseError `usage` for a model that does not exist, `artefact` for one that cannot be loaded.
 */
export async function promote(
  handle: DatabaseHandle,
  program: string,
  modelId: string,
  { reason, modelsDir, gates, compared }: PromotionOptions,
): Promise<ChampionChange | undefined> {
  await registeredArtefact(handle, modelsDir, program, modelId);
  const action = gates?.some(({ blocked }) => blocked) ? 'override' : 'promote';
  return inTransaction(handle, async (client) => {
    const previousModelId = await lockChampion(client, program);
    if (compared !== undefined && compared !== previousModelId) return undefined;
    await setChampion(client, program, modelId);
    await record(client, program, { action, modelId, previousModelId, reason, gates: gates ?? null });
    return { modelId, previousModelId };
  });
}

/**
 * Puts the champion before the present one back.
 *
 * Every rollback undoes one promotion more: after promoting A, B and C, it gives B, then A. A
 * promotion after that counts from where the rollbacks ended. To go forward again, promote.
 *
 * @throws HandraiseError `usage` when no champion came before, `artefact` when it cannot be loaded;
 * the present champion then stays.
 */
export async function rollback(
  handle: DatabaseHandle,
  program: string,
  { reason, modelsDir }: DecisionOptions,
): Promise<ChampionChange> {
  return inTransaction(handle, async (client) => {
    const previousModelId = await lockChampion(client, program);
    const { rows } = await client.query<{ action: string; model_id: string }>(
      `SELECT action, model_id FROM handraise.decision WHERE program = $1 AND action <> 'refuse' ORDER BY decision_id`,
      [program],
    );
    const modelId = championsInForce(rows).at(-2);
    if (modelId === undefined)
      throw new HandraiseError('usage', `program ${program} has no previous champion`, {
        hint: 'see its models with: handraise models list',
      });
    await artefactOfRow(modelsDir, { program, modelId, checksum: await checksumOf(client, program, modelId) });
    await setChampion(client, program, modelId);
    await record(client, program, { action: 'rollback', modelId, previousModelId, reason, gates: null });
    return { modelId, previousModelId };
  });
}

/** Records that a model was not promoted, and why; the champion stays. */
export async function refuse(
  handle: DatabaseHandle,
  program: string,
  modelId: string,
  { reason, gates }: { readonly reason: string; readonly gates?: readonly GateNotice[] },
): Promise<void> {
  await inTransaction(handle, async (client) => {
    const previousModelId = await lockChampion(client, program);
    await record(client, program, { action: 'refuse', modelId, previousModelId, reason, gates: gates ?? null });
  });
}

/** Decisions about a program, the newest first. */
export async function listDecisions(handle: DatabaseHandle, program: string): Promise<readonly Decision[]> {
  const rows = await handle.kysely
    .selectFrom('handraise.decision')
    .selectAll()
    .where('program', '=', program)
    .orderBy('decision_id', 'desc')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the decisions');
    });
  return rows.map((row) => ({
    action: row.action,
    modelId: row.model_id,
    previousModelId: row.previous_model_id,
    reason: row.reason,
    gates: row.gates === null ? null : z.array(gateNoticeSchema).parse(row.gates),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }));
}

/** Champions whose promotion was not undone, the present one last. */
function championsInForce(decisions: readonly { action: string; model_id: string }[]): readonly string[] {
  const champions: string[] = [];
  for (const { action, model_id } of decisions) {
    if (action === 'rollback') champions.pop();
    else if (champions.at(-1) !== model_id) champions.push(model_id);
  }
  return champions;
}

/** Waits until nobody else decides about the program, until the end of the transaction; gives its champion. */
async function lockChampion(client: pg.ClientBase, program: string): Promise<string | null> {
  // A lock on the row of the champion would not hold where there is no row yet.
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('handraise champion ' || $1, 0))`, [program]);
  const { rows } = await client.query<{ model_id: string }>(
    'SELECT model_id FROM handraise.champion WHERE program = $1',
    [program],
  );
  return rows[0]?.model_id ?? null;
}

async function checksumOf(client: pg.ClientBase, program: string, modelId: string): Promise<string> {
  const { rows } = await client.query<{ checksum: string }>(
    'SELECT checksum FROM handraise.model WHERE program = $1 AND model_id = $2',
    [program, modelId],
  );
  if (rows[0]) return rows[0].checksum;
  throw new HandraiseError(
    'artefact',
    `model ${modelId} of program ${program} was champion but is not registered now`,
    {
      hint: 'promote another model',
    },
  );
}

async function setChampion(client: pg.ClientBase, program: string, modelId: string): Promise<void> {
  await client.query(
    `INSERT INTO handraise.champion (program, model_id) VALUES ($1, $2)
     ON CONFLICT (program) DO UPDATE SET model_id = excluded.model_id, since = clock_timestamp()`,
    [program, modelId],
  );
}

async function record(
  client: pg.ClientBase,
  program: string,
  { action, modelId, previousModelId, reason, gates }: Omit<Decision, 'decidedBy' | 'decidedAt'>,
): Promise<void> {
  await client.query(
    `INSERT INTO handraise.decision (program, action, model_id, previous_model_id, reason, gates)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [program, action, modelId, previousModelId, reason, gates && JSON.stringify(gates)],
  );
}
