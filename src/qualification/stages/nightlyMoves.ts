import type { Instant } from '../../time/instant.ts';
import { moveOf, type StageDecision } from './decisions.ts';
import { fulfils, type StageFacts } from './facts.ts';
import type { StageMachine } from './stageMachine.ts';
import { applyMove, type Move, type StageStates } from './stageStates.ts';

/** What one run moves by. */
export interface Night {
  readonly at: Instant;
  readonly facts: StageFacts;
  /** Decisions of a contact, ascending by time; those it decided by before, and those not before `at`, may be among them. */
  decisionsOf(contact: number): readonly StageDecision[];
  /** Told of every decision that names no stage and no return. */
  onUnknown?(decision: StageDecision): void;
}

/**
 * Moves every contact for one run, and tells each move after the states have it.
 *
 * First what people decided since their last decision, in the order in which they did; then rules, which never move who is held. A contact goes back while it
 * does not fulfil what its stage asks of who stays, and never behind what a person moved it on to; else on, stage by stage, as long as it fulfils what the next one asks
 * of who comes and of who stays. What is not known moves nobody. A contact whose stage is declared no more begins again at the first, and goes as far as rules lead.
 */
export function moveContacts(
  machine: StageMachine,
  states: StageStates,
  night: Night,
  onMove: (move: Move, from: number) => void,
): void {
  const move = (next: Move) => {
    const from = states.state[next.contact]!;
    applyMove(states, next);
    onMove(next, from);
  };
  for (let contact = 0; contact < states.state.length; contact++) {
    for (const decision of night.decisionsOf(contact)) {
      if (decision.at <= states.decided[contact]! || !(decision.at < night.at)) continue;
      const decided = moveOf(machine, states, decision);
      if (decided) move(decided);
      else night.onUnknown?.(decision);
    }
    for (const next of ruleMoves(machine, states, contact, night)) move(next);
  }
}

/** What rules do with a contact; each move is applied before the next is asked for. */
function* ruleMoves(machine: StageMachine, states: StageStates, contact: number, night: Night): Generator<Move> {
  const { stages } = machine;
  const { at, facts } = night;
  const byRule = (to: number, cause: Move['cause'], reason: string | null): Move => ({
    ...{ contact, to, cause, reason, actor: null, at, heldUntil: Number.NaN },
  });
  const held = states.heldUntil[contact]!;
  // What a person held stays held wherever it begins again.
  if (states.state[contact] === -1) yield { ...byRule(0, 'stage removed', null), heldUntil: held };
  if (at < held) return;
  if (states.state[contact] === machine.recycled) yield byRule(machine.recycling.to, 'wait over', null);
  const began = states.state[contact]!;
  for (let stage = began; stage > states.floor[contact]!; stage--) {
    const { stay, asks } = stages[stage]!;
    if (stay === null || fulfils(stay, facts, contact) !== 'no') break;
    yield byRule(stage - 1, 'exit', asks.stay);
  }
  if (states.state[contact] !== began) return;
  for (let stage = began + 1; stage < stages.length; stage++) {
    const { enter, stay, asks } = stages[stage]!;
    if (enter === null || enter === 'person' || fulfils(enter, facts, contact) !== 'yes') return;
    if (stay !== null && fulfils(stay, facts, contact) === 'no') return;
    yield byRule(stage, 'rule', asks.enter);
  }
}
