import { HandraiseError } from '../../errors.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import type { AccountActivity } from './accountActivity.ts';
import type { Amounts } from './amounts.ts';
import { type DayBucket, dayLayoutOf } from './dayLayout.ts';
import { otherValue } from './eventProperties.ts';
import type { Lookback } from './lookback.ts';
import type { Rhythm } from './rhythm.ts';
import type { Stages } from './stages.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { type SweepShape, slotsOf, valuedKindsOf } from './sweepShape.ts';
import type { Touches } from './touches.ts';

/** What a block is read from. */
interface BlockPlace {
  readonly memory: WasmMemory;
  readonly kernel: KernelExports;
  readonly layout: SweepLayout;
  readonly shape: SweepShape;
  /** Null where it was not folded. */
  readonly account: AccountActivity | null;
  /** Made once, for all blocks. */
  readonly touches: () => Touches;
  readonly rhythm: () => Rhythm;
  readonly amounts: () => Amounts;
  readonly stages: () => Stages;
  readonly contact: number;
  readonly end: number;
  readonly firstRow: number;
  readonly rows: number;
}

/**
 * What the events were folded into, for the rows of some contacts; rows count from 0 within the block.
 *
 * A kind is its position among the kinds with features of their own; one more stands for events of any kind. Windows
 * are positions of the lookback.
 */
export class ActivityBlock {
  readonly rows: number;
  readonly lookback: Lookback;
  /** Number of kinds with features of their own; as a kind it means any. */
  readonly kinds: number;
  readonly #place: BlockPlace;
  readonly #counts: Float64Array;
  readonly #last: Float64Array;
  readonly #daysSince: Float64Array;
  readonly #asOf: Float64Array;
  readonly #slots: number;
  readonly #windows: number;
  readonly #room: number;
  readonly #days: readonly DayBucket[];
  readonly #words: Uint32Array;
  readonly #wordsPerRow: number;
  readonly #view: DataView;
  readonly #valuedKinds: number;
  #touches: Touches | undefined;
  #rhythm: Rhythm | undefined;
  #amounts: Amounts | undefined;
  #stages: Stages | undefined;

  constructor(place: BlockPlace) {
    const { memory, kernel, layout, shape, contact, end } = place;
    const { folds } = shape;
    this.#place = place;
    this.rows = place.rows;
    this.lookback = shape.lookback;
    this.kinds = shape.kinds.names.length;
    this.#slots = slotsOf(shape.kinds);
    this.#windows = shape.lookback.spans.length;
    this.#room = layout.blockRows;
    const columns = (this.#slots + 1) * this.#room;
    this.#counts = new Float64Array(
      memory.buffer,
      layout.countColumns,
      folds.has('counts') ? columns * this.#windows : 0,
    );
    this.#last = new Float64Array(memory.buffer, layout.lastColumns, folds.has('last') ? columns : 0);
    this.#daysSince = new Float64Array(memory.buffer, layout.daysSince, folds.has('last') ? columns : 0);
    this.#asOf = new Float64Array(memory.buffer, layout.asOf, place.rows);
    kernel.expandBlock(layout.fold, contact, end, place.rows);
    const { buckets, words } = dayLayoutOf(shape.lookback);
    this.#days = buckets;
    this.#wordsPerRow = words;
    this.#view = new DataView(memory.buffer);
    this.#valuedKinds = valuedKindsOf(shape.kinds);
    this.#words = new Uint32Array(memory.buffer, layout.dayWords, folds.has('days') ? words * this.#room : 0);
  }

  /** Events of a kind within each window of each row; a view that is valid as long as the block. */
  counts(kind: number, window: number): Float64Array {
    const from = (this.#slot(kind) * this.#windows + window) * this.#room;
    return this.#counts.subarray(from, from + this.#place.rows);
  }

  /** Events of a kind within the window. */
  count(row: number, kind: number, window: number): number {
    return this.#counts[(this.#slot(kind) * this.#windows + window) * this.#room + row]!;
  }

  /** Days since the last known event of a kind, however long ago, per row; NaN for never. A view that is valid as long as the block. */
  daysSince(kind: number): Float64Array {
    const { rows } = this.#place;
    const from = this.#slot(kind) * this.#room;
    const last = this.#last.subarray(from, from + rows);
    const days = this.#daysSince.subarray(from, from + rows);
    for (let row = 0; row < rows; row++) days[row] = (this.#asOf[row]! - last[row]!) / microsecondsPerDay;
    return days;
  }

  /** When the last known event of a kind occurred, however long ago; NaN for never. */
  last(row: number, kind: number): number {
    return this.#last[this.#slot(kind) * this.#room + row]!;
  }

  /** Days of 24 hours before the row's as-of instant, within the window, with any event. */
  activeDays(row: number, window: number): number {
    let days = 0;
    this.eachActiveDay(row, window, () => days++);
    return days;
  }

  /** Calls back with every day on which anything happened within the window, 0 for the last 24 hours, ascending. */
  eachActiveDay(row: number, window: number, visit: (day: number) => void): void {
    const base = row * this.#wordsPerRow;
    let last = -1;
    for (let bucket = 0; bucket <= window; bucket++) {
      const { firstDay, firstBit, days } = this.#days[bucket]!;
      for (let i = 0; i < days; i++) {
        const bit = firstBit + i;
        if (((this.#words[base + (bit >>> 5)]! >>> (bit & 31)) & 1) === 0) continue;
        // A day that two buckets share counts once.
        if (firstDay + i !== last) visit(firstDay + i);
        last = firstDay + i;
      }
    }
  }

  /** Sum of the values of a kind within the window, in steps of 1/10,000; 0 for a kind without values. */
  valueSum(row: number, kind: number, window: number): number {
    const cell = this.#valueCell(row, kind, window);
    if (cell < 0) return 0;
    const at = this.#place.layout.sums + 16 * cell;
    const low = this.#view.getUint32(at, true) + 2 ** 32 * this.#view.getUint32(at + 4, true);
    const high = this.#view.getUint32(at + 8, true) + 2 ** 32 * this.#view.getInt32(at + 12, true);
    return (high * 2 ** 32 + low) / 10_000;
  }

  /** Greatest value of a kind within the window; NaN where there is none. */
  valueMax(row: number, kind: number, window: number): number {
    const cell = this.#valueCell(row, kind, window);
    // Of 0 and −0 the first that came was kept.
    return cell < 0 ? Number.NaN : this.#view.getFloat64(this.#place.layout.maxima + 8 * cell, true) + 0;
  }

  /** Value of the last known event of a kind that had one, the greatest of those of one instant; NaN where there is none. */
  valueLast(row: number, kind: number): number {
    const { layout, shape } = this.#place;
    const valued = shape.kinds.valued[kind]!;
    if (valued < 0) return Number.NaN;
    return this.#view.getFloat64(layout.lastValues + 16 * (row * this.#valuedKinds + valued) + 8, true) + 0;
  }

  /** Events of a kind, each weighed by how long ago it happened: half after a half-life of `halfLives`; per row. A view that is valid as long as the block. */
  decayed(kind: number, halfLife: number): Float64Array {
    return this.#rhythms.decayed(this.#slot(kind), halfLife);
  }

  /** Mean of the gaps between events of a contact in days, and their standard deviation, per row; NaN for too few. Views as that. */
  gapMean(): Float64Array {
    return this.#rhythms.gapMean();
  }

  gapSpread(): Float64Array {
    return this.#rhythms.gapSpread();
  }

  /** The kind of the first known event of a contact, however long ago, as a position; null for never. A kind without features of its own has none of theirs. */
  firstKind(row: number): number | null {
    return this.#rhythms.first(row);
  }

  /** The kind of the last one. */
  lastKind(row: number): number | null {
    return this.#rhythms.last(row);
  }

  /** Different values of a property of events within the window, per row. A view that is valid as long as the block. */
  valuesTouched(property: number, window: number): Float64Array {
    return this.#touched.distinct(property, window);
  }

  /** Share of the most frequent value among the touches of a property within the window, per row; NaN without any. A view as that. */
  topTouchShare(property: number, window: number): Float64Array {
    return this.#touched.topShare(property, window);
  }

  /** Mean past rate of the different values of a property touched within the window, per row; NaN without any. A view as that. */
  meanTouchedRate(property: number, window: number): Float64Array {
    return this.#touched.meanRate(property, window);
  }

  /** The greatest of these rates. */
  greatestTouchedRate(property: number, window: number): Float64Array {
    return this.#touched.greatestRate(property, window);
  }

  /** Touches of a property within the window that are of one of its pairs of kind and value, per row. A view as that. */
  pairTouches(property: number, pair: number, window: number): Float64Array {
    return this.#touched.pairTouches(property, pair, window);
  }

  /** Mean past rate of the different values of a property that anybody at the row's account touched within the window; NaN without any. */
  meanAccountRate(row: number, property: number, window: number): number {
    return this.#account.touchedRates().mean(this.#pointOf(row), property, window);
  }

  /** The greatest of these rates. */
  greatestAccountRate(row: number, property: number, window: number): number {
    return this.#account.touchedRates().greatest(this.#pointOf(row), property, window);
  }

  /** The value of a property of the last known event that had one, however long ago; null for never. */
  lastTouched(row: number, property: number): string | null {
    const code = this.#touched.last(row, property);
    return code < 0 ? null : (this.#place.shape.properties[property]!.values[code] ?? otherValue);
  }

  /** Events of the other people at the row's account within the window. */
  othersEvents(row: number, window: number): number {
    return this.#account.events(this.#pointOf(row), window) - this.count(row, this.kinds, window);
  }

  /** Other people at the row's account with an event within the window. */
  othersPeople(row: number, window: number): number {
    const point = this.#pointOf(row);
    return this.#account.people(point, window) - (this.#account.isActive(point, window, this.#contactOf(row)) ? 1 : 0);
  }

  /** When any other person at the row's account was last active; NaN for never. */
  othersLast(row: number): number {
    return this.#account.lastOfOthers(this.#pointOf(row), this.#contactOf(row));
  }

  /** People of the row's account, the contact included, with an event within the window. */
  accountPeople(row: number, window: number): number {
    return this.#account.people(this.#pointOf(row), window);
  }

  /** People of the row's account, the contact included, who were in the CRM before the row's as-of instant. */
  accountSize(row: number): number {
    return this.#account.peopleKnown(this.#pointOf(row));
  }

  /**
   * How many different levels the people of a row's account with an event within the window have among them, the contact included.
   *
   * @param name tells one assignment of levels from another. @param make called once for all blocks: its function gives a level of
   * 0 to 31 of a contact at an instant, or −1 for none.
   */
  engagedLevels(
    name: string,
    make: () => (contact: number, asOf: number) => number,
  ): (row: number, window: number) => number {
    const levels = this.#account.levels(name, make);
    return (row, window) => levels(this.#pointOf(row), window);
  }

  /** Sum of an amount within the window, per row; 0 where there is none. A view that is valid as long as the block. */
  amountSum(amount: number, window: number): Float64Array {
    return this.#amount.sum(amount, window);
  }

  /** Mean of an amount within the window, and the greatest, per row; NaN without any. Views as that. */
  amountMean(amount: number, window: number): Float64Array {
    return this.#amount.mean(amount, window);
  }

  amountMost(amount: number, window: number): Float64Array {
    return this.#amount.most(amount, window);
  }

  /** The last amount, however long ago, the days since then, and at how many instants there was one, per row. Views as that. */
  amountLast(amount: number): Float64Array {
    return this.#amount.last(amount);
  }

  amountSince(amount: number): Float64Array {
    return this.#amount.since(amount);
  }

  amountTimes(amount: number): Float64Array {
    return this.#amount.times(amount);
  }

  /** What an amount usually is, shrunk to the mean of everybody as it was known, per row; NaN without any. A view as that. */
  amountUsual(amount: number): Float64Array {
    return this.#amount.usual(amount);
  }

  /** Time since the last amount, in usual pauses between two, per row; NaN without a pause. A view as that. */
  amountOverdue(amount: number): Float64Array {
    return this.#amount.overdue(amount);
  }

  /** The furthest stage with a known event, however long ago, as its position among the stages; null for none. */
  furthestStage(row: number): number | null {
    return this.#staged.furthest(row);
  }

  /** Days since its first event, per row; NaN for none. A view that is valid as long as the block. */
  stageSince(): Float64Array {
    return this.#staged.since();
  }

  /** Days from the first event of a stage to the first of the next one at or after it, per row; NaN where one is not there. A view as that. */
  stageStep(stage: number): Float64Array {
    return this.#staged.step(stage);
  }

  get #staged(): Stages {
    this.#stages ??= this.#place.stages().read(this.#place);
    return this.#stages;
  }

  get #amount(): Amounts {
    this.#amounts ??= this.#place.amounts().read(this.#place);
    return this.#amounts;
  }

  get #rhythms(): Rhythm {
    this.#rhythm ??= this.#place.rhythm().read(this.#place);
    return this.#rhythm;
  }

  get #touched(): Touches {
    this.#touches ??= this.#place.touches().read(this.#place);
    return this.#touches;
  }

  get #account(): AccountActivity {
    const { account } = this.#place;
    if (!account) throw new HandraiseError('unexpected', 'the activity of accounts was not folded');
    return account;
  }

  #pointOf(row: number): number {
    const { shape, firstRow } = this.#place;
    return shape.points.ofRow[firstRow + row]!;
  }

  #contactOf(row: number): number {
    const { shape, firstRow } = this.#place;
    return shape.snapshots.contact[firstRow + row]!;
  }

  #slot(kind: number): number {
    return kind === this.kinds ? this.#slots : kind;
  }

  #valueCell(row: number, kind: number, window: number): number {
    const valued = this.#place.shape.kinds.valued[kind]!;
    return valued < 0 ? -1 : (row * this.#valuedKinds + valued) * this.#windows + window;
  }
}
