import { firstAfter } from '../../numeric/search.ts';
import type { Accounts, Contacts, Instant } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { Tally } from '../../snapshot/tally.ts';
import type { AccountPoints } from './accountPoints.ts';
import { ActiveDays } from './activeDays.ts';
import { bucketOf, type Lookback } from './lookback.ts';
import { RestOfAccount } from './restOfAccount.ts';
import { largestValue, ValueSums } from './valueSums.ts';

/** What the events are folded into. */
export interface SweepShape {
  /** Rows ascending by contact, then as-of. */
  readonly snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>;
  readonly contacts: Pick<Contacts, 'account' | 'createdAt'>;
  readonly accounts: Pick<Accounts, 'ids'>;
  readonly points: AccountPoints;
  readonly lookback: Lookback;
  /** Number of event kinds with features of their own; kind `kinds` stands for all others. */
  readonly kinds: number;
  /** Position among the kinds whose values are summed, per kind; −1 for the rest. */
  readonly valued: Int32Array;
  /** The instant of the run: nothing at or after it is used. */
  readonly knownBefore: Instant;
}

/** Events read and left aside, or used without their value. */
export const eventAnomalies = {
  orphan: 'events of unknown contacts',
  timeless: 'events without a usable time',
  future: 'events in the future',
  unkinded: 'events without a kind',
  badValue: 'event values that are no finite number or too large, taken as missing',
  merged: 'events merged as duplicates',
  otherKind: 'events of kinds without features of their own',
} as const;

/**
 * Folds events, one by one and in any order, into counters per snapshot row: no event is kept, and any order of the
 * same events gives the same bytes.
 *
 * An event is known at t iff it occurred before t, was ingested before t (where that is known) and its contact was
 * created before t.
 *
 * @example
 * const sweep = new EventSweep(shape, new Tally());
 * sweep.add(contact, occurredAt, Number.NaN, kind, Number.NaN);
 * sweep.finish();
 * sweep.count(row, kind, window);
 */
export class EventSweep {
  readonly lookback: Lookback;
  readonly kinds: number;
  readonly anomalies: Tally<string>;
  readonly #shape: SweepShape;
  /** Rows of contact c are [rowStart[c], rowStart[c + 1]). */
  readonly #rowStart: Int32Array;
  /** By (row, kind and last all kinds, bucket). */
  readonly #counts: Uint32Array;
  /** By (row, kind and last all kinds); −Infinity for never. */
  readonly #last: Float64Array;
  readonly #days: ActiveDays;
  readonly #values: ValueSums;
  readonly #valuedKinds: number;
  readonly #rest: RestOfAccount;

  constructor(shape: SweepShape, anomalies: Tally<string>) {
    this.anomalies = anomalies;
    this.#shape = shape;
    this.lookback = shape.lookback;
    this.kinds = shape.kinds;
    const { rows } = shape.snapshots;
    const windows = shape.lookback.spans.length;
    this.#rowStart = rowStarts(shape);
    this.#counts = new Uint32Array(rows * (shape.kinds + 1) * windows);
    this.#last = new Float64Array(rows * (shape.kinds + 1)).fill(Number.NEGATIVE_INFINITY);
    this.#days = new ActiveDays(rows, shape.lookback);
    this.#valuedKinds = shape.valued.reduce((most, position) => Math.max(most, position + 1), 0);
    this.#values = new ValueSums(rows * this.#valuedKinds * windows);
    this.#rest = new RestOfAccount(shape.points, shape.contacts, shape.lookback);
  }

  /** Bytes an instance takes. */
  static bytes({ snapshots, points, contacts, lookback, kinds, valued }: SweepShape): number {
    const windows = lookback.spans.length;
    const valuedKinds = valued.reduce((sum, position) => sum + (position < 0 ? 0 : 1), 0);
    const perRow =
      (kinds + 1) * (4 * windows + 8) +
      ActiveDays.bytesPerRow(lookback) +
      valuedKinds * windows * ValueSums.bytesPerCell;
    return snapshots.rows * perRow + RestOfAccount.bytes(points, contacts, lookback);
  }

  /**
   * @param contact index into the contacts; −1 when unknown.
   * @param ingestedAt NaN where the source does not say.
   * @param kind in [0, kinds]; `kinds` for a kind without features of its own.
   * @param value NaN for none; infinite or too large ones are counted and not used.
   */
  add(contact: number, occurredAt: number, ingestedAt: number, kind: number, value: number): void {
    const { snapshots, contacts, lookback, knownBefore } = this.#shape;
    const problem = this.#problemOf(contact, occurredAt);
    if (problem) {
      this.anomalies.add(problem);
      return;
    }
    if (kind === this.kinds) this.anomalies.add(eventAnomalies.otherKind);
    const summed = this.#admits(value);
    let knownAt = occurredAt;
    if (ingestedAt > knownAt) knownAt = ingestedAt;
    const createdAt = contacts.createdAt[contact]!;
    if (createdAt > knownAt) knownAt = createdAt;
    if (knownAt >= knownBefore) return;
    this.#rest.add(contact, occurredAt, knownAt);

    const end = this.#rowStart[contact + 1]!;
    let row = firstAfter(snapshots.asOf, knownAt, this.#rowStart[contact]!, end);
    if (row === end) return;
    this.#seen(row, kind, occurredAt);
    const windows = lookback.spans.length;
    const valued = summed && kind < this.kinds ? this.#shape.valued[kind]! : -1;
    for (; row < end; row++) {
      const age = snapshots.asOf[row]! - occurredAt;
      const bucket = bucketOf(lookback.spans, age);
      if (bucket === windows) break;
      const base = row * (this.kinds + 1);
      if (kind < this.kinds) this.#counts[(base + kind) * windows + bucket]!++;
      this.#counts[(base + this.kinds) * windows + bucket]!++;
      this.#days.add(row, bucket, age);
      if (valued >= 0) this.#values.add((row * this.#valuedKinds + valued) * windows + bucket, value);
    }
  }

  /** Call once, after the last event and before reading anything. */
  finish(): void {
    const width = this.kinds + 1;
    const { contact, rows } = this.#shape.snapshots;
    for (let row = 1; row < rows; row++) {
      if (contact[row] !== contact[row - 1]) continue;
      // What was known at the contact's row before is known at this one.
      for (let cell = row * width; cell < (row + 1) * width; cell++)
        if (this.#last[cell - width]! > this.#last[cell]!) this.#last[cell] = this.#last[cell - width]!;
    }
    this.#rest.finish();
  }

  /** Events of a kind within the window; kind `kinds` counts all of them. */
  count(row: number, kind: number, window: number): number {
    const windows = this.lookback.spans.length;
    const from = (row * (this.kinds + 1) + kind) * windows;
    let sum = 0;
    for (let cell = from; cell <= from + window; cell++) sum += this.#counts[cell]!;
    return sum;
  }

  /** When the last known event of a kind occurred, however long ago; NaN for never. Kind `kinds` means any. */
  last(row: number, kind: number): number {
    const last = this.#last[row * (this.kinds + 1) + kind]!;
    return last === Number.NEGATIVE_INFINITY ? Number.NaN : last;
  }

  /** Days of 24 hours before the row's as-of instant, within the window, with any event. */
  activeDays(row: number, window: number): number {
    return this.#days.count(row, window);
  }

  /** Sum of the values of a kind within the window; 0 for a kind whose values are not summed. */
  valueSum(row: number, kind: number, window: number): number {
    const valued = this.#shape.valued[kind]!;
    if (valued < 0) return 0;
    const from = (row * this.#valuedKinds + valued) * this.lookback.spans.length;
    return this.#values.sum(from, from + window + 1);
  }

  /** Events of the other people at the row's account within the window. */
  othersEvents(row: number, window: number): number {
    return this.#rest.events(row, window) - this.count(row, this.kinds, window);
  }

  /** Other people at the row's account with an event within the window. */
  othersPeople(row: number, window: number): number {
    return this.#rest.people(row, this.#shape.snapshots.contact[row]!, window);
  }

  /** When any other person at the row's account was last active; NaN for never. */
  othersLast(row: number): number {
    return this.#rest.last(row, this.#shape.snapshots.contact[row]!);
  }

  #problemOf(contact: number, occurredAt: number): string | undefined {
    if (contact < 0) return eventAnomalies.orphan;
    if (!Number.isFinite(occurredAt)) return eventAnomalies.timeless;
    return occurredAt >= this.#shape.knownBefore ? eventAnomalies.future : undefined;
  }

  #seen(row: number, kind: number, at: number): void {
    const base = row * (this.kinds + 1);
    if (kind < this.kinds && at > this.#last[base + kind]!) this.#last[base + kind] = at;
    if (at > this.#last[base + this.kinds]!) this.#last[base + this.kinds] = at;
  }

  #admits(value: number): boolean {
    if (Number.isNaN(value)) return false;
    if (Math.abs(value) <= largestValue) return true;
    this.anomalies.add(eventAnomalies.badValue);
    return false;
  }
}

/** @throws Error when rows are not ascending by contact, then as-of. */
function rowStarts({ snapshots: { rows, contact, asOf }, contacts }: SweepShape): Int32Array {
  const starts = new Int32Array(contacts.account.length + 1);
  for (let row = 0; row < rows; row++) {
    if (row > 0) {
      const ascending =
        contact[row - 1]! < contact[row]! || (contact[row - 1] === contact[row] && asOf[row - 1]! < asOf[row]!);
      if (!ascending) throw new Error(`snapshot rows ${row - 1} and ${row} are out of order`);
    }
    starts[contact[row]! + 1]!++;
  }
  for (let c = 0; c < contacts.account.length; c++) starts[c + 1]! += starts[c]!;
  return starts;
}
