import type { CopyWriter } from '../../database/copyIn.ts';
import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import type { StageMachine } from './stageMachine.ts';
import type { Move, TransitionCause } from './stageStates.ts';

/** Columns of `handraise.stage_transition`, in the order in which `StageMoves.rows` writes them. */
export const transitionColumns = [
  ...['contact_id', 'program', 'number', 'from_stage', 'to_stage', 'cause', 'reason', 'actor', 'at', 'held_until'],
  ...['tier', 'run_id'],
];

const causes: readonly TransitionCause[] = [
  ...(['rule', 'exit', 'person', 'timing', 'wrongly scored', 'wait over', 'stage removed'] as const),
];

/** What a contact's stage is called that is declared no more. */
const removed = 'removed';

/** The moves of one run, as columns. */
export class StageMoves {
  readonly #contact = growingIntegers();
  readonly #number = growingIntegers();
  readonly #from = growingIntegers();
  readonly #to = growingIntegers();
  readonly #cause = growingIntegers();
  readonly #at = growingFloats();
  readonly #heldUntil = growingFloats();
  readonly #reason: (string | null)[] = [];
  readonly #actor: (string | null)[] = [];
  /** How many of each cause. */
  readonly counts = new Map<TransitionCause, number>();

  /** @param number the contact's moves so far, this one included. */
  add(move: Move, from: number, number: number): void {
    this.#contact.push(move.contact);
    this.#number.push(number);
    this.#from.push(from);
    this.#to.push(move.to);
    this.#cause.push(causes.indexOf(move.cause));
    this.#at.push(move.at);
    this.#heldUntil.push(move.heldUntil);
    this.#reason.push(move.reason);
    this.#actor.push(move.actor);
    this.counts.set(move.cause, (this.counts.get(move.cause) ?? 0) + 1);
  }

  get length(): number {
    return this.#contact.length;
  }

  /** Writes the rows of the record, but for contacts whose moves are left out. */
  *rows(
    write: CopyWriter,
    of: {
      readonly program: string;
      readonly runId: string;
      readonly machine: StageMachine;
      readonly idOf: (contact: number) => string;
      readonly tierOf: (contact: number) => string | null;
      readonly leftOut: ReadonlySet<number>;
    },
  ): Generator<void> {
    const { names } = of.machine;
    for (let i = 0; i < this.length; i++) {
      const contact = this.#contact.at(i);
      if (of.leftOut.has(contact)) continue;
      write.text(of.idOf(contact));
      write.text(of.program);
      write.integer(this.#number.at(i));
      write.text(names[this.#from.at(i)] ?? removed);
      write.text(names[this.#to.at(i)]!);
      write.text(causes[this.#cause.at(i)]!);
      write.text(this.#reason[i]!);
      write.text(this.#actor[i] ?? 'rules');
      write.instant(this.#at.at(i));
      write.instant(this.#heldUntil.at(i));
      write.text(of.tierOf(contact));
      write.text(of.runId);
      yield;
    }
  }
}
