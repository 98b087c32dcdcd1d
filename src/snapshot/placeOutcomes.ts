import type { Program } from '../config/schema.ts';
import { firstAfter } from '../numeric/search.ts';
import { type Instant, microsecondsOf } from '../time/instant.ts';
import { calendarCutoffs, relativeCutoff } from './cutoffs.ts';
import { Eligibility } from './eligibility.ts';
import type { ExclusionReason } from './ledger.ts';
import type { Population } from './population.ts';
import { pastReasons } from './trainingSnapshots.ts';

/** What the training rows of a program make of an outcome: `counted` where one of them is positive by it, else why none is. */
export type OutcomePlace = 'counted' | 'before the first date' | 'beyond the horizon' | ExclusionReason;

/** The outcomes of a population, and what its program makes of each. */
export interface PlacedOutcomes {
  /** One entry per outcome. */
  readonly place: readonly OutcomePlace[];
  /** The first date of a row that the outcome makes positive, else the date that the reason is about; NaN where there is none. */
  readonly asOf: Float64Array;
  /** By contact with an outcome: the first date at which it could have been approached; NaN where there is none. */
  readonly firstEligible: ReadonlyMap<number, Instant>;
}

/**
 * Says of every outcome whether it makes a training row positive, by the rules of `trainingSnapshots`.
 *
 * The reason of one that makes none is that of the last date within a horizon before it. One that no date precedes is `before the first date`, one that
 * comes later than a horizon after the last of them `beyond the horizon`.
 *
 * @param program with the dates that the record allows, as `withinRecord` gives it.
 */
export function placeOutcomes(population: Population, program: Program): PlacedOutcomes {
  const { contact, occurredAt } = population.outcomes;
  const horizon = microsecondsOf(program.horizonDays);
  const { datesOf, reasonAt } = datesAndReasons(population, program);
  const asOf = new Float64Array(contact.length).fill(Number.NaN);
  const firstEligible = new Map<number, Instant>();
  const place = Array.from(contact, (who, at): OutcomePlace => {
    const occurred = occurredAt[at]!;
    const dates = datesOf(who);
    if (!firstEligible.has(who))
      firstEligible.set(who, dates.find((date) => isEligible(reasonAt(who, date))) ?? Number.NaN);
    const before = dates.subarray(0, firstAfter(dates, occurred));
    const within = before.filter((date) => occurred < date + horizon);
    const positive = within.find((date) => reasonAt(who, date) === null);
    asOf[at] = positive ?? before.at(-1) ?? Number.NaN;
    if (positive !== undefined) return 'counted';
    if (before.length === 0) return 'before the first date';
    return within.length === 0 ? 'beyond the horizon' : reasonAt(who, within.at(-1)!)!;
  });
  return { place, asOf, firstEligible };
}

/** A horizon that is not over keeps a row out of training, not a contact off the list. */
function isEligible(reason: ExclusionReason | null): boolean {
  return reason === null || reason === 'horizon not yet over';
}

function datesAndReasons(population: Population, program: Program) {
  const { createdAt } = population.contacts;
  const eligibility = new Eligibility(population, program, 'as a model may know');
  const reasonAgainst = pastReasons(population, program, eligibility);
  const { cutoffs } = program;
  const grid = 'every' in cutoffs ? calendarCutoffs(program, population) : null;
  const after = 'every' in cutoffs ? 0 : cutoffs.daysAfterCreation;
  return {
    datesOf: (contact: number) => grid ?? Float64Array.of(relativeCutoff(after, createdAt[contact]!)),
    reasonAt(contact: number, date: Instant): ExclusionReason | null {
      if (eligibility.isExcluded(contact)) return 'excluded by the program';
      // In a program relative to creation the contact exists at its own date.
      if (grid && !(date > createdAt[contact]!)) return 'not yet created';
      return reasonAgainst(contact, date);
    },
  };
}
