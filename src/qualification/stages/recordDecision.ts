import type { DatabaseHandle } from '../../database/connection.ts';
import { instantOf } from '../../database/instantSql.ts';
import { inTransaction } from '../../database/transaction.ts';
import { HandraiseError } from '../../errors.ts';
import { type Instant, timestampText } from '../../time/instant.ts';
import { moveOf } from './decisions.ts';
import type { StageMachine } from './stageMachine.ts';
import { applyMove, firstStates, type TransitionCause } from './stageStates.ts';
import { lockStageRecord } from './writeStageMoves.ts';

/** What a person decided about a contact's stage, as it is recorded. */
export interface RecordedDecision {
  readonly program: string;
  readonly contactId: string;
  readonly from: string;
  readonly to: string;
  readonly cause: TransitionCause;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** Rules do not move the contact before; null: they may at once, `decision`: until a person decides again. */
  readonly heldUntil: Instant | 'decision' | null;
}

/**
 * Records at once what a person decides about a contact's stage.
 *
 * @param decision.by who decides; by default the database role.
 * @throws HandraiseError `usage` for a stage that the program does not declare.
 */
export async function recordDecision(
  handle: DatabaseHandle,
  machine: StageMachine,
  decision: {
    readonly program: string;
    readonly contactId: string;
    readonly stage: string;
    readonly reason: string;
    readonly by?: string;
    readonly at: Instant;
  },
): Promise<RecordedDecision> {
  const { program, contactId, stage, reason, at } = decision;
  return inTransaction(handle, async (client) => {
    await lockStageRecord(client, program);
    const { rows } = await client.query<{
      to_stage: string;
      cause: TransitionCause;
      at: Instant;
      held_until: number | null;
    }>(
      `SELECT to_stage, cause, ${compiled(handle, 'at')} AS at, ${compiled(handle, 'held_until')} AS held_until
       FROM handraise.stage_transition WHERE program = $1 AND contact_id = $2 ORDER BY number`,
      [program, contactId],
    );
    const states = firstStates(1);
    for (const row of rows)
      applyMove(states, {
        ...{ contact: 0, to: machine.stateOf(row.to_stage) ?? -1, cause: row.cause, reason: null, actor: null },
        ...{ at: row.at, heldUntil: row.held_until ?? Number.NaN },
      });
    const session = await client.query<{ by: string }>('SELECT session_user::text AS by');
    const { by = session.rows[0]!.by } = decision;
    const from = machine.names[states.state[0]!] ?? rows.at(-1)!.to_stage;
    const move = moveOf(machine, states, { contact: 0, stage, reason, by, at });
    if (move === null)
      throw new HandraiseError('usage', `${JSON.stringify(stage)} is no stage of program ${program}`, {
        hint: `say one of ${machine.names.join(', ')}`,
      });
    const held = Number.isNaN(move.heldUntil) ? null : move.heldUntil;
    const to = machine.names[move.to]!;
    await client.query(
      `INSERT INTO handraise.stage_transition
         (contact_id, program, number, from_stage, to_stage, cause, reason, actor, at, held_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[contactId, program, rows.length + 1, from, to, move.cause, reason, by, timestampText(at)],
        held === null ? null : held === Number.POSITIVE_INFINITY ? 'infinity' : timestampText(held),
      ],
    );
    const heldUntil = held === Number.POSITIVE_INFINITY ? 'decision' : held;
    return { program, contactId, from, to, cause: move.cause, reason, by, at, heldUntil };
  });
}

function compiled(handle: DatabaseHandle, column: string): string {
  return instantOf(column).compile(handle.kysely).sql;
}
