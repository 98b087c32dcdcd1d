import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import type { Instant } from '../../time/instant.ts';
import { isDecision, type Move } from '../stages/stageStates.ts';

/** A hand-off: a contact entered a stage whose contacts somebody promised to act on. */
export interface HandOff {
  readonly contact: number;
  /** Position among the machine's states. */
  readonly stage: number;
  readonly tier: string | null;
  readonly handedOverAt: Instant;
  /** When it left the stage; NaN while it is there. */
  readonly leftAt: number;
  /** When somebody acted first: approached it, or decided about its stage; NaN for nobody. */
  readonly actedAt: number;
}

const tiers = ['A', 'B', 'C', 'D'];

/** Hand-offs as moves and touches tell of them, as columns. */
export class HandOffs {
  readonly #stages: ReadonlySet<number>;
  readonly #contact = growingIntegers();
  readonly #stage = growingIntegers();
  readonly #tier = growingIntegers();
  readonly #handedOverAt = growingFloats();
  /** The hand-off of the same contact before, −1 for none. */
  readonly #before = growingIntegers();
  readonly #left = new Map<number, number>();
  readonly #acted = new Map<number, number>();
  /** The latest hand-off of each contact, −1 for none. */
  readonly #latest: Int32Array;

  /** @param stages positions of the stages whose contacts are handed over. */
  constructor(contacts: number, stages: ReadonlySet<number>) {
    this.#stages = stages;
    this.#latest = new Int32Array(contacts).fill(-1);
  }

  get length(): number {
    return this.#contact.length;
  }

  /** A move, those of one contact in their order: it ends the hand-off before, where a person decided by an act. */
  moved({ contact, to, cause, at }: Move, tier: string | null): void {
    const open = this.#latest[contact]!;
    if (open >= 0 && !this.#left.has(open)) {
      if (isDecision(cause)) this.#act(open, at);
      if (to === this.#stage.at(open)) return;
      this.#left.set(open, at);
    }
    if (!this.#stages.has(to)) return;
    this.#latest[contact] = this.#contact.length;
    this.#contact.push(contact);
    this.#stage.push(to);
    this.#tier.push(tier === null ? -1 : tiers.indexOf(tier));
    this.#handedOverAt.push(at);
    this.#before.push(open);
  }

  /** Somebody approached a contact, after all of its moves were told. */
  touched(contact: number, at: Instant): void {
    for (let i = this.#latest[contact]!; i >= 0; i = this.#before.at(i)) {
      if (at < this.#handedOverAt.at(i)) continue;
      if (!(at >= (this.#left.get(i) ?? Number.NaN))) this.#act(i, at);
      return;
    }
  }

  #act(handOff: number, at: Instant): void {
    if (!(this.#acted.get(handOff)! <= at)) this.#acted.set(handOff, at);
  }

  *[Symbol.iterator](): Generator<HandOff> {
    for (let i = 0; i < this.length; i++)
      yield {
        contact: this.#contact.at(i),
        stage: this.#stage.at(i),
        tier: tiers[this.#tier.at(i)] ?? null,
        handedOverAt: this.#handedOverAt.at(i),
        leftAt: this.#left.get(i) ?? Number.NaN,
        actedAt: this.#acted.get(i) ?? Number.NaN,
      };
  }
}
