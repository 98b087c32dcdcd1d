import { HandraiseError } from '../../errors.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import { AccountRates } from './accountRates.ts';
import { instantAt } from './biasedInstant.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { activeStarts, type SweepShape } from './sweepShape.ts';

/** Levels that one word of bits can tell apart. */
export const mostLevels = 32;

/**
 * What everybody at each account did, as of each of the account's points; of the points of all accounts, see `accountPoints`.
 *
 * Made once, when all events are folded; blocks share it.
 */
export class AccountActivity {
  readonly #shape: SweepShape;
  readonly #windows: number;
  readonly #events: Uint32Array;
  readonly #active: Uint8Array;
  readonly #activeStart: Uint32Array;
  readonly #view: DataView;
  readonly #layout: SweepLayout;
  /** By (point, bucket): people whose latest activity lies in the bucket. */
  readonly #people: Uint32Array;
  #known: Uint32Array | undefined;
  readonly #engaged = new Map<string, Uint32Array>();
  readonly #memory: WasmMemory;
  #rates: AccountRates | undefined;

  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape) {
    const { points, lookback } = shape;
    const size = points.asOf.length;
    this.#shape = shape;
    this.#memory = memory;
    this.#layout = layout;
    this.#windows = lookback.spans.length;
    this.#activeStart = activeStarts(shape);
    this.#view = new DataView(memory.buffer);
    this.#events = new Uint32Array(memory.buffer, layout.accountEvents, size * this.#windows);
    this.#active = new Uint8Array(memory.buffer, layout.active, this.#activeStart.at(-1));
    this.#people = new Uint32Array(size * this.#windows);
    this.#eachActive((point, bucket) => this.#people[point * this.#windows + bucket]!++);
  }

  /** Events of everybody within the window. */
  events(point: number, window: number): number {
    return this.#sum(this.#events, point, window);
  }

  /** People with an event within the window. */
  people(point: number, window: number): number {
    return this.#sum(this.#people, point, window);
  }

  /** Whether a contact is one of them. */
  isActive(point: number, window: number, contact: number): boolean {
    const { contacts, points } = this.#shape;
    const offset = point - points.start[contacts.account[contact]!]!;
    return this.#active[this.#activeStart[contact]! + offset]! >= this.#windows - window;
  }

  /** Past rates of what anybody touched. */
  touchedRates(): AccountRates {
    const { rates } = this.#shape;
    if (rates === null) throw new HandraiseError('unexpected', 'the past rates of touched values were not folded');
    this.#rates ??= new AccountRates(this.#memory, this.#layout, this.#shape, rates);
    return this.#rates;
  }

  /** People of the account who were in the CRM before the point. */
  peopleKnown(point: number): number {
    this.#known ??= this.#countKnown();
    return this.#known[point]!;
  }

  /** When anybody but `contact` was last active; NaN for never. */
  lastOfOthers(point: number, contact: number): number {
    const isMine = this.#view.getInt32(this.#layout.latestContact + 4 * point, true) === contact + 1;
    return instantAt(this.#view, (isMine ? this.#layout.runnerUp : this.#layout.latest) + 8 * point);
  }

  /**
   * How many different levels the people active within the window have among them.
   *
   * @param name tells one assignment of levels from another. @param make called once: its function gives a level of 0 to 31 of a
   * contact of the population at an instant, or −1 for none.
   */
  levels(
    name: string,
    make: () => (contact: number, asOf: number) => number,
  ): (point: number, window: number) => number {
    let engaged = this.#engaged.get(name);
    if (!engaged) {
      engaged = new Uint32Array(this.#people.length);
      const { points, positions } = this.#shape;
      const bits = engaged;
      const levelOf = make();
      this.#eachActive((point, bucket, contact) => {
        const level = levelOf(positions ? positions[contact]! : contact, points.asOf[point]!);
        if (level >= 0) bits[point * this.#windows + bucket]! |= 1 << level;
      });
      this.#engaged.set(name, engaged);
    }
    const levels = engaged;
    return (point, window) => {
      let bits = 0;
      for (let bucket = 0; bucket <= window; bucket++) bits |= levels[point * this.#windows + bucket]!;
      return bitsIn(bits);
    };
  }

  /** Calls back with every point at which a contact was active, and the bucket of its latest activity. */
  #eachActive(visit: (point: number, bucket: number, contact: number) => void): void {
    const { contacts, points } = this.#shape;
    for (let contact = 0; contact < contacts.account.length; contact++) {
      const account = contacts.account[contact]!;
      if (account < 0) continue;
      const cell = this.#activeStart[contact]! - points.start[account]!;
      for (let point = points.start[account]!; point < points.start[account + 1]!; point++) {
        const nearness = this.#active[cell + point]!;
        if (nearness > 0) visit(point, this.#windows - nearness, contact);
      }
    }
  }

  #countKnown(): Uint32Array {
    const { contacts, points } = this.#shape;
    const known = new Uint32Array(points.asOf.length);
    for (let contact = 0; contact < contacts.account.length; contact++) {
      const account = contacts.account[contact]!;
      if (account < 0) continue;
      for (let point = points.start[account]!; point < points.start[account + 1]!; point++)
        if (contacts.createdAt[contact]! < points.asOf[point]!) known[point]!++;
    }
    return known;
  }

  #sum(counts: Uint32Array, point: number, window: number): number {
    const from = point * this.#windows;
    let sum = 0;
    for (let cell = from; cell <= from + window; cell++) sum += counts[cell]!;
    return sum;
  }
}

function bitsIn(word: number): number {
  let left = word;
  let bits = 0;
  for (; left !== 0; left &= left - 1) bits++;
  return bits;
}
