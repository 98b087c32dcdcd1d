import type { Instant } from '../../time/instant.ts';
import type { ReturnKind } from './stageMachine.ts';

/** What makes a contact move: a rule it fulfils, one it does not any more, a person, a wait that is over, a stage that is declared no more. */
export type TransitionCause = 'rule' | 'exit' | 'person' | ReturnKind | 'wait over' | 'stage removed';

/** A move of a contact, as it is recorded. */
export interface Move {
  readonly contact: number;
  readonly to: number;
  readonly cause: TransitionCause;
  /** What the rule asked, or what the person said; null where nothing was said. */
  readonly reason: string | null;
  /** Who decided; null where rules did. */
  readonly actor: string | null;
  readonly at: Instant;
  /** Rules do not move the contact before; Infinity: until a person decides again, NaN: they may at once. */
  readonly heldUntil: number;
}

/** Where contacts stand, one entry per contact. */
export interface StageStates {
  /** Position among the machine's states; −1 for a stage that is declared no more. */
  readonly state: Int8Array;
  /** When it was entered; NaN for the first stage of who never moved. */
  readonly since: Float64Array;
  /** When a person decided last; NaN for never. */
  readonly decided: Float64Array;
  readonly heldUntil: Float64Array;
  /** The stage a person moved it on to: no rule moves it back behind. */
  readonly floor: Int8Array;
  /** Moves so far. */
  readonly moves: Int32Array;
}

/** Everybody in the first stage. */
export function firstStates(contacts: number): StageStates {
  return {
    state: new Int8Array(contacts),
    since: new Float64Array(contacts).fill(Number.NaN),
    decided: new Float64Array(contacts).fill(Number.NaN),
    heldUntil: new Float64Array(contacts).fill(Number.NaN),
    floor: new Int8Array(contacts),
    moves: new Int32Array(contacts),
  };
}

const causesOfPeople: ReadonlySet<TransitionCause> = new Set(['person', 'timing', 'wrongly scored']);

/** Whether a person moved the contact. */
export function isDecision(cause: TransitionCause): boolean {
  return causesOfPeople.has(cause);
}

/** Where a contact stands after a move: the one way in which states change, so that replaying the record rebuilds them. */
export function applyMove(states: StageStates, { contact, to, cause, at, heldUntil }: Move): void {
  const byPerson = isDecision(cause);
  if (states.state[contact] !== to || Number.isNaN(states.since[contact]!)) states.since[contact] = at;
  states.state[contact] = to;
  states.heldUntil[contact] = heldUntil;
  if (byPerson) states.decided[contact] = at;
  if (byPerson) states.floor[contact] = Number.isNaN(heldUntil) ? to : 0;
  else if (cause !== 'rule' && cause !== 'exit') states.floor[contact] = 0;
  states.moves[contact]!++;
}
