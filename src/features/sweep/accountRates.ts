import type { WasmMemory } from '../../kernel/wasm.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { codesOfEvent, type SweepShape } from './sweepShape.ts';
import { firstMarks } from './touchMarks.ts';
import { Traces } from './traces.ts';
import type { ValueRates } from './valueRates.ts';

/** Past rates of the values that anybody at each account touched, as of each of the account's points. */
export class AccountRates {
  readonly #windows: number;
  readonly #properties: number;
  readonly #spans: Float64Array;
  readonly #rates: ValueRates;
  readonly #first: Int32Array;
  /** By point, property, window. */
  readonly #mean: Float64Array;
  readonly #greatest: Float64Array;
  /** By mark: the point that touched it last, plus one, and the first bucket it did so in. */
  readonly #pointOf: Int32Array;
  readonly #bucketOf: Uint8Array;
  /** Marks of the values that a point touched, in the order of the traces; and of one property, by window. */
  #touched = new Int32Array(64);
  readonly #sum: Float64Array;
  readonly #most: Float64Array;
  readonly #count: Int32Array;

  /** @param rates finished. */
  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape, rates: ValueRates) {
    const { contacts, accounts, points, properties, lookback } = shape;
    this.#windows = lookback.spans.length;
    this.#properties = properties.length;
    this.#spans = lookback.spans;
    this.#rates = rates;
    this.#first = firstMarks(properties);
    this.#mean = new Float64Array(points.asOf.length * properties.length * this.#windows);
    this.#greatest = new Float64Array(this.#mean.length);
    this.#pointOf = new Int32Array(this.#first[properties.length]!);
    this.#bucketOf = new Uint8Array(this.#pointOf.length);
    this.#sum = new Float64Array(this.#windows);
    this.#most = new Float64Array(this.#windows);
    this.#count = new Int32Array(this.#windows);
    const known = accounts.ids.length;
    const { start, rows } = groupRows(
      contacts.account.map((account) => (account < 0 ? known : account)),
      known + 1,
    );
    const traces = new Traces(memory, layout, contacts.ids.length, codesOfEvent(shape));
    for (let account = 0; account < known; account++) {
      if (points.start[account] === points.start[account + 1]) continue;
      traces.clear();
      for (let i = start[account]!; i < start[account + 1]!; i++) traces.append(rows[i]!);
      for (let point = points.start[account]!; point < points.start[account + 1]!; point++)
        this.#gather(point, points.asOf[point]!, traces);
    }
  }

  /** Mean rate of the different values touched within the window; NaN where there are none. */
  mean(point: number, property: number, window: number): number {
    return this.#mean[this.#cell(point, property, window)]!;
  }

  /** The greatest of these rates. */
  greatest(point: number, property: number, window: number): number {
    return this.#greatest[this.#cell(point, property, window)]!;
  }

  #cell(point: number, property: number, window: number): number {
    return (point * this.#properties + property) * this.#windows + window;
  }

  #gather(point: number, asOf: number, traces: Traces): void {
    const date = this.#rates.dateOf(asOf);
    for (let p = 0; p < this.#properties; p++) {
      const touched = this.#touchedBefore(point, asOf, p, traces);
      this.#sum.fill(0);
      this.#most.fill(0);
      this.#count.fill(0);
      for (let i = 0; i < touched; i++) this.#add(this.#touched[i]!, date);
      for (let window = 0; window < this.#windows; window++) {
        const cell = this.#cell(point, p, window);
        const count = this.#count[window]!;
        this.#mean[cell] = this.#sum[window]! / count;
        this.#greatest[cell] = count === 0 ? Number.NaN : this.#most[window]!;
      }
    }
  }

  #add(mark: number, date: number): void {
    const rate = this.#rates.rate(mark, date);
    for (let window = this.#bucketOf[mark]!; window < this.#windows; window++) {
      this.#sum[window]! += rate;
      this.#count[window]!++;
      // NaN, which all are then, stays.
      if (!(rate <= this.#most[window]!)) this.#most[window] = rate;
    }
  }

  /** Notes the values of a property that were touched within the longest window. @returns how many there are. */
  #touchedBefore(
    point: number,
    asOf: number,
    property: number,
    { count, occurredAt, knownAt, codes, stride }: Traces,
  ): number {
    const longest = this.#spans[this.#windows - 1]!;
    const first = this.#first[property]!;
    let touched = 0;
    for (let trace = 0; trace < count; trace++) {
      const code = codes[trace * stride + property]!;
      if (code < 0 || knownAt[trace]! >= asOf) continue;
      const age = asOf - occurredAt[trace]!;
      if (age > longest) continue;
      let bucket = 0;
      while (age > this.#spans[bucket]!) bucket++;
      const mark = first + code;
      if (this.#pointOf[mark] !== point + 1) {
        this.#pointOf[mark] = point + 1;
        this.#bucketOf[mark] = bucket;
        if (touched === this.#touched.length) this.#enlarge();
        this.#touched[touched++] = mark;
      } else if (bucket < this.#bucketOf[mark]!) this.#bucketOf[mark] = bucket;
    }
    return touched;
  }

  #enlarge(): void {
    const larger = new Int32Array(2 * this.#touched.length);
    larger.set(this.#touched);
    this.#touched = larger;
  }
}
