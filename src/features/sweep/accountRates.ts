import type { WasmMemory } from '../../kernel/wasm.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import type { SweepLayout } from './sweepLayout.ts';
import type { SweepShape } from './sweepShape.ts';
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
    const known = accounts.ids.length;
    const { start, rows } = groupRows(
      contacts.account.map((account) => (account < 0 ? known : account)),
      known + 1,
    );
    const traces = new Traces(memory, layout, contacts.ids.length, properties.length);
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
    const touched = this.#touchedBefore(point, asOf, traces);
    const date = this.#rates.dateOf(asOf);
    const sum = new Float64Array(this.#windows);
    const most = new Float64Array(this.#windows);
    const count = new Int32Array(this.#windows);
    for (let p = 0; p < this.#properties; p++) {
      sum.fill(0);
      most.fill(0);
      count.fill(0);
      for (const mark of touched[p]!) {
        const rate = date < 0 ? Number.NaN : this.#rates.rate(p, mark, date);
        for (let window = this.#bucketOf[mark]!; window < this.#windows; window++) {
          sum[window]! += rate;
          count[window]!++;
          // NaN, which all are then, stays.
          if (!(rate <= most[window]!)) most[window] = rate;
        }
      }
      for (let window = 0; window < this.#windows; window++) {
        const cell = this.#cell(point, p, window);
        this.#mean[cell] = sum[window]! / count[window]!;
        this.#greatest[cell] = count[window] === 0 ? Number.NaN : most[window]!;
      }
    }
  }

  /** Marks of the values touched within the longest window, by property, in the order of the traces. */
  #touchedBefore(point: number, asOf: number, { count, occurredAt, knownAt, codes }: Traces): number[][] {
    const touched: number[][] = Array.from({ length: this.#properties }, () => []);
    for (let trace = 0; trace < count; trace++) {
      if (knownAt[trace]! >= asOf) continue;
      const age = asOf - occurredAt[trace]!;
      let bucket = 0;
      while (bucket < this.#windows && age > this.#spans[bucket]!) bucket++;
      if (bucket === this.#windows) continue;
      for (let p = 0; p < this.#properties; p++) {
        const code = codes[trace * this.#properties + p]!;
        if (code < 0) continue;
        const mark = this.#first[p]! + code;
        if (this.#pointOf[mark] !== point + 1) {
          this.#pointOf[mark] = point + 1;
          this.#bucketOf[mark] = bucket;
          touched[p]!.push(mark);
        } else if (bucket < this.#bucketOf[mark]!) this.#bucketOf[mark] = bucket;
      }
    }
    return touched;
  }
}
