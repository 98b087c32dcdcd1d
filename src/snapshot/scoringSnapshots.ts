import type { Program } from '../config/schema.ts';
import type { Instant } from '../time/instant.ts';
import { microsecondsOf } from '../time/instant.ts';
import { relativeCutoff } from './cutoffs.ts';
import { Eligibility } from './eligibility.ts';
import type { ExclusionReason } from './ledger.ts';
import type { Population } from './population.ts';
import { SnapshotRows } from './snapshotRows.ts';
import type { Snapshots } from './snapshots.ts';

/**
 * Every contact that may be approached at an instant, one row each; labels are 0, for outcomes lie ahead.
 *
 * In a calendar program the snapshot is of `asOf`. In one relative to creation it is of the contact's own date t, the only
 * one its model knows, and stands while t ≤ asOf < t + horizon; whoever converted, is in talks or was suppressed
 * up to `asOf` is left out. Considered are all contacts.
 *
 * Where the population says what holds on the day of the run, whoever converted, is in talks or is suppressed by then is left out as well.
 *
 * @param asOf no later than what the population was read for.
 */
export function scoringSnapshots(population: Population, program: Program, asOf: Instant): Snapshots {
  const { createdAt } = population.contacts;
  const { dateOf, reasonAgainst } = scoringExclusions(population, program, asOf);
  const rows = new SnapshotRows();
  for (let contact = 0; contact < createdAt.length; contact++) {
    const reason = reasonAgainst(contact);
    if (reason === null) rows.keep(contact, dateOf(contact), false);
    else rows.excluded.add(reason);
  }
  return rows.finish(population, program, createdAt.length);
}

/** Who may be approached at an instant, contact by contact. */
export interface ScoringExclusions {
  /** The date that the contact is looked at. */
  dateOf(contact: number): Instant;
  /** Why the contact has no row of `scoringSnapshots`; null for one that has. */
  reasonAgainst(contact: number): ExclusionReason | null;
}

/** What decides who has a row of `scoringSnapshots`, of the same arguments. */
export function scoringExclusions(population: Population, program: Program, asOf: Instant): ScoringExclusions {
  const { createdAt } = population.contacts;
  const { cutoffs } = program;
  const eligibility = new Eligibility(population, program, 'today');
  const { today } = population;
  const ofToday = today && {
    eligibility: new Eligibility({ ...population, ...today }, program, 'today'),
    at: today.at,
  };
  const minimumAge = microsecondsOf(program.eligibility.minimumAgeDays);
  const horizon = microsecondsOf(program.horizonDays);
  const isRelative = 'daysAfterCreation' in cutoffs;
  const dateOf = (contact: number): Instant =>
    isRelative ? relativeCutoff(cutoffs.daysAfterCreation, createdAt[contact]!) : asOf;
  const reasonAgainst = (contact: number): ExclusionReason | null => {
    const date = dateOf(contact);
    if (eligibility.isExcluded(contact)) return 'excluded by the program';
    if (!(createdAt[contact]! < asOf)) return 'not yet created';
    if (date - createdAt[contact]! < minimumAge) return 'too young';
    const obstacle = eligibility.obstacle(contact, asOf) ?? ofToday?.eligibility.obstacle(contact, ofToday.at) ?? null;
    if (obstacle !== null) return obstacle;
    if (date > asOf) return 'not yet due';
    return asOf < date + horizon ? null : 'window over';
  };
  return { dateOf, reasonAgainst };
}
