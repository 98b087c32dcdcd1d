import { firstAfter } from '../../numeric/search.ts';
import type { Contacts } from '../../snapshot/population.ts';
import type { AccountPoints } from './accountPoints.ts';
import { bucketOf, type Lookback } from './lookback.ts';

/**
 * What everybody else at a contact's account did, as of each of the account's points.
 *
 * Totals are kept per account and point, and what the contact did itself is taken off again, so that the work
 * per event does not grow with the number of colleagues.
 */
export class RestOfAccount {
  readonly #points: AccountPoints;
  readonly #contacts: Pick<Contacts, 'account'>;
  readonly #spans: Float64Array;
  /** Events by (point, bucket). */
  readonly #events: Uint32Array;
  /** By (contact, point of its account): number of windows less the smallest bucket it was active in; 0 for none. */
  readonly #active: Uint8Array;
  readonly #activeStart: Float64Array;
  /** By (point, bucket): people whose latest activity lies in the bucket; filled by `finish`. */
  readonly #people: Uint32Array;
  /** The latest activity known at a point, whose it was, and the latest of anybody else. */
  readonly #latest: Float64Array;
  readonly #latestContact: Int32Array;
  readonly #runnerUp: Float64Array;

  constructor(points: AccountPoints, contacts: Pick<Contacts, 'account'>, lookback: Lookback) {
    this.#points = points;
    this.#contacts = contacts;
    this.#spans = lookback.spans;
    const { starts, cells } = activeCells(points, contacts);
    const size = points.asOf.length;
    this.#activeStart = starts;
    this.#active = new Uint8Array(cells);
    this.#events = new Uint32Array(size * this.#spans.length);
    this.#people = new Uint32Array(size * this.#spans.length);
    this.#latest = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    this.#latestContact = new Int32Array(size).fill(-1);
    this.#runnerUp = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  }

  /** Bytes an instance takes. */
  static bytes(points: AccountPoints, contacts: Pick<Contacts, 'account'>, lookback: Lookback): number {
    const { starts, cells } = activeCells(points, contacts);
    return points.asOf.length * (8 * lookback.spans.length + 20) + cells + 8 * starts.length;
  }

  /** @param knownAt instant from which on the event was known: known at t iff knownAt < t. */
  add(contact: number, occurredAt: number, knownAt: number): void {
    const account = this.#contacts.account[contact]!;
    if (account < 0) return;
    const { start, asOf } = this.#points;
    const end = start[account + 1]!;
    let point = firstAfter(asOf, knownAt, start[account]!, end);
    if (point === end) return;
    this.#offer(point, occurredAt, contact);
    const windows = this.#spans.length;
    const cell = this.#activeStart[contact]! - start[account]!;
    for (; point < end; point++) {
      const bucket = bucketOf(this.#spans, asOf[point]! - occurredAt);
      if (bucket === windows) break;
      this.#events[point * windows + bucket]!++;
      const nearness = windows - bucket;
      if (this.#active[cell + point]! < nearness) this.#active[cell + point] = nearness;
    }
  }

  /** Call once, after the last event. */
  finish(): void {
    const { start } = this.#points;
    const windows = this.#spans.length;
    for (let account = 0; account + 1 < start.length; account++)
      for (let point = start[account]! + 1; point < start[account + 1]!; point++) this.#inherit(point);
    for (let contact = 0; contact < this.#contacts.account.length; contact++) {
      const account = this.#contacts.account[contact]!;
      if (account < 0) continue;
      const cell = this.#activeStart[contact]! - start[account]!;
      for (let point = start[account]!; point < start[account + 1]!; point++) {
        const nearness = this.#active[cell + point]!;
        if (nearness > 0) this.#people[point * windows + windows - nearness]!++;
      }
    }
  }

  /** Events of everybody at the account of a row, the contact included, within the window. */
  events(row: number, window: number): number {
    return this.#sum(this.#events, row, window);
  }

  /** Other people of the account with an event within the window. */
  people(row: number, contact: number, window: number): number {
    const point = this.#points.ofRow[row]!;
    const account = this.#contacts.account[contact]!;
    const own = this.#active[this.#activeStart[contact]! - this.#points.start[account]! + point]!;
    return this.#sum(this.#people, row, window) - (own >= this.#spans.length - window ? 1 : 0);
  }

  /** When anybody else at the account was last active, as known at the row; NaN for never. */
  last(row: number, contact: number): number {
    const point = this.#points.ofRow[row]!;
    const last = this.#latestContact[point]! === contact ? this.#runnerUp[point]! : this.#latest[point]!;
    return last === Number.NEGATIVE_INFINITY ? Number.NaN : last;
  }

  #sum(counts: Uint32Array, row: number, window: number): number {
    const from = this.#points.ofRow[row]! * this.#spans.length;
    let sum = 0;
    for (let cell = from; cell <= from + window; cell++) sum += counts[cell]!;
    return sum;
  }

  #offer(point: number, at: number, contact: number): void {
    if (this.#latestContact[point]! === contact) {
      if (at > this.#latest[point]!) this.#latest[point] = at;
    } else if (at > this.#latest[point]!) {
      this.#runnerUp[point] = this.#latest[point]!;
      this.#latest[point] = at;
      this.#latestContact[point] = contact;
    } else if (at > this.#runnerUp[point]!) this.#runnerUp[point] = at;
  }

  /** What was known at the point before is known at this one. */
  #inherit(point: number): void {
    const before = point - 1;
    if (this.#latestContact[before]! < 0) return;
    const runnerUp = this.#runnerUp[before]!;
    const mine = this.#latestContact[before]!;
    this.#offer(point, this.#latest[before]!, mine);
    // Whose it was no longer matters: it was not `mine`, and if it is the leader's here, it does not exceed it.
    if (this.#latestContact[point]! === mine && runnerUp > this.#runnerUp[point]!) this.#runnerUp[point] = runnerUp;
  }
}

function activeCells(points: AccountPoints, contacts: Pick<Contacts, 'account'>) {
  const starts = new Float64Array(contacts.account.length);
  let cells = 0;
  for (let contact = 0; contact < starts.length; contact++) {
    starts[contact] = cells;
    const account = contacts.account[contact]!;
    if (account >= 0) cells += points.start[account + 1]! - points.start[account]!;
  }
  return { starts, cells };
}
