import pg from 'pg';
import { copyOut } from '../../database/copyOut.ts';
import type { Instant } from '../../time/instant.ts';
import type { StageMachine } from './stageMachine.ts';
import {
  applyMove,
  firstStates,
  isDecision,
  type Move,
  type StageStates,
  type TransitionCause,
} from './stageStates.ts';

/** A recorded move, as whoever follows hand-offs hears of it. */
export type OnMove = (move: Move, tier: string | null) => void;

/** Where everybody stands, and what the record says of itself. */
export interface StageRecord {
  readonly states: StageStates;
  /** The latest instant as of which a run moved anybody; −Infinity where none did. */
  readonly lastRun: Instant;
}

/**
 * Replays the record of a program's moves: where every contact stands is what it alone says.
 *
 * Moves of contacts that the CRM has no more are passed over.
 *
 * @param onMove hears of every move of a contact that is there, in its order.
 */
export async function readStageRecord(
  client: pg.ClientBase,
  program: string,
  machine: StageMachine,
  contactOf: ReadonlyMap<string, number>,
  onMove: OnMove = () => {},
): Promise<StageRecord> {
  const states = firstStates(contactOf.size);
  let lastRun = Number.NEGATIVE_INFINITY;
  await copyOut(
    client,
    // Number by number, so that the moves of each contact come in their order.
    `SELECT contact_id, to_stage, cause, reason, actor, at, held_until, tier
     FROM handraise.stage_transition WHERE program = ${pg.escapeLiteral(program)} ORDER BY number`,
    (row) => {
      const cause = row.text(2) as TransitionCause;
      const at = row.instant(5);
      // People decide at any time; what rules moved tells as of when a run looked.
      if (!isDecision(cause) && at > lastRun) lastRun = at;
      const contact = contactOf.get(row.text(0)!);
      if (contact === undefined) return;
      const move: Move = {
        ...{ contact, to: machine.stateOf(row.text(1)!) ?? -1, cause, reason: row.text(3), actor: row.text(4) },
        ...{ at, heldUntil: row.instant(6) },
      };
      applyMove(states, move);
      onMove(move, row.text(7));
    },
  );
  return { states, lastRun };
}
