import { type Instant, microsecondsOf } from '../../time/instant.ts';
import type { Return, StageMachine } from './stageMachine.ts';
import type { Move, StageStates } from './stageStates.ts';

/** What a person decided about a contact. */
export interface StageDecision {
  readonly contact: number;
  /** The stage as the person, or the CRM, calls it. */
  readonly stage: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
}

/**
 * The move that a decision means where the contact stands now; null where it names no stage and no return.
 *
 * A decision for a stage further on raises the floor: rules lead on from there, never back behind it. One for a stage before, and every return,
 * holds the contact: no rule moves it until the wait of the return is over, or until a person decides again. A decision for the stage where the
 * contact stands confirms it, and ends no wait.
 */
export function moveOf(machine: StageMachine, states: StageStates, decision: StageDecision): Move | null {
  const { contact, stage, reason, by, at } = decision;
  const given = (reason === null ? null : machine.returnOf(reason)) ?? machine.returnOf(stage);
  const to = machine.stateOf(stage) ?? given?.to ?? null;
  if (to === null) return null;
  return {
    contact,
    to,
    cause: given?.kind ?? 'person',
    reason: reason ?? (given ? stage : null),
    actor: by,
    at,
    heldUntil: holdOf(machine, { from: states.state[contact]!, to, held: states.heldUntil[contact]! }, given, at),
  };
}

function holdOf(
  machine: StageMachine,
  { from, to, held }: { readonly from: number; readonly to: number; readonly held: number },
  given: Return | null,
  at: Instant,
): number {
  if (to === machine.disqualified) return Number.POSITIVE_INFINITY;
  if (given !== null) return waitFrom(at, given.waitDays);
  if (to === machine.recycled) return waitFrom(at, machine.recycling.waitDays);
  if (to === from) return held;
  const wasAside = from >= machine.stages.length;
  return to < from && !wasAside ? Number.POSITIVE_INFINITY : Number.NaN;
}

function waitFrom(at: Instant, days: number | null): number {
  return days === null ? Number.POSITIVE_INFINITY : at + microsecondsOf(days);
}
