import type { Occurrences } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import type { ContactTraces } from './contactTraces.ts';
import type { FoldedProperty } from './eventProperties.ts';
import { firstAfter } from './firstAfter.ts';
import { firstMarks } from './touchMarks.ts';

/** People that the base rate weighs as much as, in the rate of a value. */
const shrinkage = 20;

/** When a touch counts, and what for. */
export interface RateRules {
  readonly outcomes: Occurrences;
  /** Number of contacts. */
  readonly contacts: number;
  /** Microseconds: an outcome counts that comes within so long after the touch. */
  readonly horizon: number;
  /** Outcomes before were not recorded: no touch before counts. */
  readonly recordedSince: Instant;
  /** How far outcomes are known. */
  readonly highWater: Instant;
  /** Microseconds after an outcome in which no touch counts; Infinity where outcomes do not recur. */
  readonly coolDown: number;
}

/**
 * What became of those who touched each value of each property, as it was known at each of some dates.
 *
 * Of each person and value the first touch counts, of those known at the date whose horizon had ended by then, unless the person had reached the
 * outcome before; the person converted if an outcome known at the date came within the horizon. Rates are shrunk to that of the property and told in
 * multiples of it, for its level drifts: (converted / base + 20) / (people + 20).
 */
export class ValueRates {
  /** Ascending. */
  readonly dates: Float64Array;
  readonly #rules: RateRules;
  readonly #properties: number;
  readonly #first: Int32Array;
  readonly #outcomeStart: Int32Array;
  /** By mark, date: people and conversions from the date on, once finished until then. */
  #people: Int32Array;
  #conversions: Int32Array;
  /** By mark, date; once finished. */
  #rate = new Float64Array(0);
  readonly #contactOf: Int32Array;
  readonly #since: Float64Array;

  constructor(properties: readonly FoldedProperty[], dates: Float64Array, rules: RateRules) {
    this.dates = dates;
    this.#rules = rules;
    this.#properties = properties.length;
    this.#first = firstMarks(properties);
    const marks = this.#first[properties.length]!;
    this.#people = new Int32Array(marks * dates.length);
    this.#conversions = new Int32Array(marks * dates.length);
    this.#contactOf = new Int32Array(marks).fill(-1);
    this.#since = new Float64Array(marks);
    this.#outcomeStart = new Int32Array(rules.contacts + 1);
    for (const contact of rules.outcomes.contact) this.#outcomeStart[contact + 1]!++;
    for (let c = 0; c < rules.contacts; c++) this.#outcomeStart[c + 1]! += this.#outcomeStart[c]!;
  }

  /** Bytes an instance takes. */
  static bytes(properties: readonly FoldedProperty[], dates: number): number {
    return 16 * dates * firstMarks(properties)[properties.length]!;
  }

  /** Adds the touches of a contact. @param contact its position in the population. */
  add(contact: number, { count, occurredAt, knownAt, codes, stride }: ContactTraces): void {
    const { horizon, recordedSince, highWater } = this.#rules;
    const properties = this.#properties;
    // From the first touch on: a later one counts only until an earlier one becomes known.
    for (let trace = count - 1; trace >= 0; trace--) {
      const at = occurredAt[trace]!;
      if (at < recordedSince) continue;
      const end = at + horizon;
      if (end > highWater) break;
      if (this.#hadOutcome(contact, at, end)) continue;
      const since = Math.max(end - 1, knownAt[trace]!);
      const converted = Math.max(since, this.#outcomeKnown(contact, at, end));
      for (let p = 0; p < properties; p++) {
        const code = codes[trace * stride + p]!;
        if (code >= 0) this.#count(contact, this.#first[p]! + code, since, converted);
      }
    }
  }

  /** Call once, after the last contact. */
  finish(): void {
    const dates = this.dates.length;
    const marks = this.#contactOf.length;
    const rate = new Float64Array(marks * dates);
    for (let mark = 0; mark < marks; mark++)
      for (let date = 1; date < dates; date++) {
        const at = mark * dates + date;
        this.#people[at]! += this.#people[at - 1]!;
        this.#conversions[at]! += this.#conversions[at - 1]!;
      }
    for (let p = 0; p < this.#properties; p++)
      for (let date = 0; date < dates; date++) {
        const [from, to] = [this.#first[p]! * dates + date, this.#first[p + 1]! * dates];
        let people = 0;
        let conversions = 0;
        for (let at = from; at < to; at += dates) {
          people += this.#people[at]!;
          conversions += this.#conversions[at]!;
        }
        const base = conversions / people;
        for (let at = from; at < to; at += dates)
          rate[at] = (this.#conversions[at]! / base + shrinkage) / (this.#people[at]! + shrinkage);
      }
    this.#rate = rate;
    this.#people = new Int32Array(0);
    this.#conversions = new Int32Array(0);
  }

  /** Position of the last date at or before an instant; −1 where there is none. */
  dateOf(instant: Instant): number {
    return firstAfter(this.dates, instant) - 1;
  }

  /** Rate of a value as of a date, in multiples of that of its property; NaN while nobody converted, or of a date before the first. @param mark see `TouchMarks`. */
  rate(mark: number, date: number): number {
    return date < 0 ? Number.NaN : this.#rate[mark * this.dates.length + date]!;
  }

  /** Counts a person for a value from `since` on, until an earlier touch of the value is known. */
  #count(contact: number, mark: number, since: Instant, converted: number): void {
    const until = this.#contactOf[mark] === contact ? this.#since[mark]! : Number.POSITIVE_INFINITY;
    if (since >= until) return;
    this.#contactOf[mark] = contact;
    this.#since[mark] = since;
    this.#add(this.#people, mark, since, 1);
    this.#add(this.#people, mark, until, -1);
    if (converted >= until) return;
    this.#add(this.#conversions, mark, converted, 1);
    if (converted < Number.POSITIVE_INFINITY) this.#add(this.#conversions, mark, until, -1);
  }

  /** Adds to the dates after an instant. */
  #add(counts: Int32Array, mark: number, after: number, by: number): void {
    const date = firstAfter(this.dates, after);
    if (date < this.dates.length) counts[mark * this.dates.length + date]! += by;
  }

  /** Whether an outcome that was known at the end of the touch's horizon had come no later than the touch. */
  #hadOutcome(contact: number, at: Instant, end: Instant): boolean {
    const { outcomes, coolDown } = this.#rules;
    for (let i = this.#outcomeStart[contact]!; i < this.#outcomeStart[contact + 1]!; i++) {
      const outcome = outcomes.occurredAt[i]!;
      if (outcome <= at && outcome > at - coolDown && this.#knownAt(i) < end) return true;
    }
    return false;
  }

  /** When an outcome that came after the touch, within the horizon, was first known; Infinity where there is none. */
  #outcomeKnown(contact: number, at: Instant, end: Instant): number {
    const { outcomes } = this.#rules;
    let known = Number.POSITIVE_INFINITY;
    for (let i = this.#outcomeStart[contact]!; i < this.#outcomeStart[contact + 1]!; i++) {
      const outcome = outcomes.occurredAt[i]!;
      if (outcome > at && outcome < end) known = Math.min(known, this.#knownAt(i));
    }
    return known;
  }

  #knownAt(outcome: number): number {
    const { occurredAt, ingestedAt } = this.#rules.outcomes;
    const [occurred, ingested] = [occurredAt[outcome]!, ingestedAt[outcome]!];
    return ingested > occurred ? ingested : occurred;
  }
}
