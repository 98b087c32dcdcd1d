import { burstEvents } from '../../crm/eventBurst.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { type Address, allocate } from '../../kernel/kernelMemory.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import { KernelRecord, recordBytes } from '../../kernel/kernelRecord.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { Instant } from '../../time/instant.ts';
import { AccountActivity } from './accountActivity.ts';
import { ActivityBlock } from './activityBlock.ts';
import { Amounts } from './amounts.ts';
import { type CutoffLists, cutoffLists, longestList } from './cutoffLists.ts';
import { dayLayoutOf } from './dayLayout.ts';
import { anomaliesOf, eventAnomalies } from './eventAnomalies.ts';
import { type IdPlaces, writeIds } from './idArena.ts';
import { type NumberTable, numberTable } from './numberTable.ts';
import { Rhythm } from './rhythm.ts';
import { Stages } from './stages.ts';
import { cellBytesOf, foldShape, indexShape, type SweepLayout, sweepLayout } from './sweepLayout.ts';
import {
  activeStarts,
  codesOfEvent,
  leavesTraces,
  roleOf,
  rowStarts,
  type SweepShape,
  slotsOf,
  tracesEveryEvent,
  valuedKindsOf,
} from './sweepShape.ts';
import { Touches } from './touches.ts';
import { Traces } from './traces.ts';

/** Greatest absolute value of an event that is used; beyond it a value is refused. */
const largestValue = 1e11;

/** Word of the pool where cells begin: before them lies an empty one, which ends every chain. */
const firstCell = 3;

/** Contacts of a block at most: so many that what was folded for them stays in the processor's cache. */
const blockContacts = 1024;

/** Slot of kinds that no feature may use. */
const excludedKind = -3;

/**
 * The memory that events are folded into, one by one and in any order: any order of the same events gives the same
 * bytes. Events that no feature can tell apart become one cell, so that memory is bounded by the cells there can be.
 *
 * An event is known at t iff it occurred before t, was ingested before t (where that is known) and its contact was
 * created before t. An `EventStream` on the same memory, on whatever thread, does the folding.
 *
 * @example
 * const sweep = new EventSweep(shape);
 * const stream = new EventStream(sweep);
 * stream.push(bytes, 0, bytes.length);
 * stream.finish(rows);
 * sweep.finish();
 * sweep.block(0, contacts).count(row, kind, window);
 */
export class EventSweep {
  readonly memory: WasmMemory;
  readonly layout: SweepLayout;
  readonly #shape: SweepShape;
  readonly #kernel: KernelExports;
  readonly #fold: KernelRecord<typeof foldShape>;
  readonly #rowStart: Int32Array;
  #touches: Touches | undefined;
  #rhythm: Rhythm | undefined;
  #amounts: Amounts | undefined;
  #stages: Stages | undefined;
  #account: AccountActivity | null = null;
  #uncounted = 0;

  /**
   * @param memory of an earlier sweep that is no longer needed; it is used again where it is large enough.
   * @throws HandraiseError `resource` where so much memory is not to be had.
   */
  constructor(shape: SweepShape, memory?: WasmMemory) {
    const lists = cutoffLists(shape);
    const numbers = numberTable(shape);
    const layout = sweepLayout(shape, lists, numbers);
    this.layout = layout;
    this.#shape = shape;
    if (memory && memory.buffer.byteLength >= layout.bytes) {
      new Uint8Array(memory.buffer, 0, layout.pool + 8 * firstCell).fill(0);
      this.memory = memory;
    } else this.memory = allocate('threads', layout.bytes);
    this.#kernel = instantiate('threads', this.memory);
    this.#fold = new KernelRecord(this.memory, layout.fold, foldShape);
    this.#rowStart = this.#integers(layout.rowStart, shape.contacts.ids.length + 1);
    this.#write(lists, numbers);
  }

  /** Bytes an instance takes when so many events are folded into it, at most. */
  static bytes(shape: SweepShape, events: number): number {
    return sweepLayout(shape, cutoffLists(shape), numberTable(shape)).bytes + cellBytesOf(shape, events);
  }

  /** Contacts that may have bursts among the events folded for them, see `burstEvents`; most often none. */
  mayHaveBursts(): readonly number[] {
    const people = this.#shape.contacts.ids.length;
    const next = (from: number) => this.#kernel.nextBurst(this.layout.fold, from, people);
    const found: number[] = [];
    for (let contact = next(0); contact < people; contact = next(contact + 1)) found.push(contact);
    return found;
  }

  /** Takes events of a contact that occurred at one instant, and became known at one, for one; or none, or however many `count` says. */
  recount(contact: number, kind: string, occurredAt: Instant, knownAt: Instant, events: number, count: number): void {
    const { names, excluded, others } = this.#shape.kinds;
    const own = names.indexOf(kind);
    const slot = own < 0 && others && !excluded.includes(kind) ? names.length : own;
    if (slot < 0) return;
    this.#uncounted += events - count;
    this.#kernel.recount(this.layout.fold, contact, slot, occurredAt, knownAt, count - events);
  }

  /** Call once, after the last event and before reading anything. */
  finish(): void {
    const { contacts, accounts, folds } = this.#shape;
    if (leavesTraces(this.#shape)) this.#kernel.sortTraces(this.layout.fold, contacts.ids.length);
    if (!folds.has('account')) return;
    this.#kernel.foldAccounts(this.layout.fold, contacts.ids.length, accounts.ids.length);
    this.#account = new AccountActivity(this.memory, this.layout, this.#shape);
  }

  /** Adds what all contacts of this sweep did to the rates of the values, and to the means of the amounts. */
  addToAll({ rates, means }: Pick<SweepShape, 'rates' | 'means'>): void {
    const { contacts, owned, positions } = this.#shape;
    const traces = new Traces(this.memory, this.layout, contacts.ids.length, codesOfEvent(this.#shape));
    for (let contact = 0; contact < contacts.ids.length; contact++) {
      if (owned && owned[contact] === 0) continue;
      traces.read(contact);
      if (traces.count === 0) continue;
      rates?.add(positions ? positions[contact]! : contact, traces);
      means?.add(traces);
    }
  }

  /** Events that belong to this sweep. */
  get rows(): number {
    return this.#fold.get('rows');
  }

  /** Events that belong to this sweep and were left aside, by what is wrong with them. */
  anomalies(): Readonly<Record<string, number>> {
    return { ...anomaliesOf(this.#fold), [eventAnomalies.burst]: this.#uncounted };
  }

  /** Three sums over the rows, modulo 2^64: those of disjoint sets of rows add up. */
  fingerprint(): BigUint64Array {
    return new BigUint64Array(this.memory.buffer, this.layout.fingerprint, 3).slice();
  }

  /**
   * Contacts whose rows make up the next block, from `contact` on: [contact, end). Blocks are as long as fits the memory planned for them.
   */
  blockEnd(contact: number): number {
    const people = Math.min(this.#shape.contacts.ids.length, contact + blockContacts);
    const first = this.#rowStart[contact]!;
    let end = contact;
    while (end < people && this.#rowStart[end + 1]! - first <= this.layout.blockRows) end++;
    return end;
  }

  /** What was folded for the rows of contacts [contact, end), valid until the next block is asked for. */
  block(contact: number, end: number): ActivityBlock {
    const firstRow = this.#rowStart[contact]!;
    const endRow = this.#rowStart[end]!;
    this.#reals(this.layout.asOf, endRow - firstRow).set(this.#shape.snapshots.asOf.subarray(firstRow, endRow));
    return new ActivityBlock({
      memory: this.memory,
      kernel: this.#kernel,
      layout: this.layout,
      shape: this.#shape,
      account: this.#account,
      touches: () => {
        this.#touches ??= new Touches(this.memory, this.layout, this.#shape);
        return this.#touches;
      },
      rhythm: () => {
        this.#rhythm ??= new Rhythm(this.memory, this.layout, this.#shape);
        return this.#rhythm;
      },
      amounts: () => {
        this.#amounts ??= new Amounts(this.memory, this.layout, this.#shape);
        return this.#amounts;
      },
      stages: () => {
        this.#stages ??= new Stages(this.memory, this.layout, this.#shape);
        return this.#stages;
      },
      contact,
      end,
      firstRow,
      rows: endRow - firstRow,
    });
  }

  #write({ cutoffs, start, end, boundaries }: CutoffLists, numbers: NumberTable | null): void {
    const { layout } = this;
    const { contacts, owned, positions, points, lookback, kinds, properties, folds, knownBefore } = this.#shape;
    const people = contacts.ids.length;
    this.#index(layout.contactIndex, layout.contactIds, numbers ? [] : contacts.ids);
    if (numbers) this.#integers(layout.numberTable, numbers.places.length).set(numbers.places);
    if (positions) this.#integers(layout.positions, people).set(positions);
    this.#index(layout.kindIndex, layout.kindIds, [...kinds.names, ...kinds.excluded]);
    for (const [at, { values }] of properties.entries())
      this.#index(layout.propertyValues + at * recordBytes(indexShape), layout.propertyIds[at]!, values);
    const { names, excluded } = kinds;
    this.#integers(layout.slotOfKind, names.length + excluded.length).set([
      ...names.keys(),
      ...excluded.map(() => excludedKind),
    ]);
    this.#reals(layout.spans, lookback.spans.length).set(lookback.spans);
    const days = dayLayoutOf(lookback);
    this.#integers(layout.dayLayout, 2 * days.buckets.length).set(
      days.buckets.flatMap(({ firstDay, firstBit }) => [firstDay, firstBit]),
    );
    const slots = slotsOf(kinds);
    this.#integers(layout.valued, slots).fill(-1).set(kinds.valued);
    rowStarts(this.#shape, this.#rowStart);
    this.#writePeople();
    this.#reals(layout.cutoffs, cutoffs.length).set(cutoffs);
    this.#reals(layout.boundaries, boundaries.length).set(boundaries);
    if (start) this.#integers(layout.listStart, people).set(start);
    if (end) this.#integers(layout.listEnd, people).set(end);
    if (folds.has('account')) {
      this.#integers(layout.accounts, people).set(contacts.account);
      this.#integers(layout.pointStart, points.start.length).set(points.start);
      this.#reals(layout.pointAsOf, points.asOf.length).set(points.asOf);
      this.#integers(layout.activeStart, people + 1).set(activeStarts(this.#shape));
    }
    this.#fold.set({
      ...layout,
      knownBefore,
      largestValue,
      contacts: layout.contactIndex,
      numbers: this.#shape.numbers ? 1 : 0,
      firstNumber: numbers?.first ?? 0,
      numberCount: numbers?.places.length ?? 0,
      foreigners: owned ? 1 : 0,
      kinds: layout.kindIndex,
      properties: codesOfEvent(this.#shape),
      texts: properties.length,
      tracesOfAll: this.#shape.rates || this.#shape.means ? 1 : 0,
      everyTrace: tracesEveryEvent(this.#shape) ? 1 : 0,
      otherSlot: kinds.others ? names.length : -1,
      slots,
      windows: lookback.spans.length,
      cutoffCount: cutoffs.length,
      boundaryCount: boundaries.length,
      days: folds.has('days') ? 1 : 0,
      wordsPerRow: days.words,
      valuedKinds: folds.has('values') || folds.has('maxima') || folds.has('lastValues') ? valuedKindsOf(kinds) : 0,
      poolUsed: firstCell,
      burstEvents,
      crowdedCell: folds.has('counts') ? Math.ceil(burstEvents / longestList({ cutoffs, start, end })) : 0,
    });
  }

  #writePeople(): void {
    const { people, contactBytes } = this.layout;
    const { createdAt } = this.#shape.contacts;
    const instants = this.#reals(people, (contactBytes / 8) * createdAt.length);
    const words = this.#integers(people, (contactBytes / 4) * createdAt.length);
    for (let contact = 0; contact < createdAt.length; contact++) {
      instants[(contactBytes / 8) * contact] = createdAt[contact]!;
      words[(contactBytes / 4) * contact + 2] = roleOf(this.#shape, this.#rowStart, contact);
    }
  }

  #index(address: Address, places: IdPlaces, ids: readonly string[]): void {
    writeIds(this.memory, places, ids);
    const record = new KernelRecord(this.memory, address, indexShape);
    record.set({ ...places, mask: places.slotCount - 1 });
    this.#kernel.buildIndex(address);
  }

  #reals(address: Address, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
  }

  #integers(address: Address, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }
}
