import type { Program } from '../config/schema.ts';
import { firstAfter } from '../numeric/search.ts';
import type { Instant } from '../time/instant.ts';
import { microsecondsOf, parseInstant } from '../time/instant.ts';
import { calendarCutoffs, relativeCutoff } from './cutoffs.ts';
import { Eligibility } from './eligibility.ts';
import type { ExclusionReason } from './ledger.ts';
import type { Population } from './population.ts';
import { SnapshotRows } from './snapshotRows.ts';
import type { Snapshots } from './snapshots.ts';

/**
 * Every eligible (contact, past date) pair whose horizon is over, with its label.
 *
 * The label is 1 when an outcome falls in [t, t + horizon), whenever it became known. A pair left out is in the ledger
 * under the first reason that applies; considered are all contacts times all dates. In a program relative to creation the contact
 * exists at its own date, even zero days after.
 *
 * @returns rows ascending by contact, then as-of; none when no date lies within the history.
 */
export function trainingSnapshots(population: Population, program: Program): Snapshots {
  const { createdAt } = population.contacts;
  const eligibility = new Eligibility(population, program, 'as a model may know');
  const reasonAgainst = pastReasons(population, program, eligibility);
  const horizon = microsecondsOf(program.horizonDays);
  const rows = new SnapshotRows();
  const consider = (contact: number, asOf: Instant): void => {
    const reason = reasonAgainst(contact, asOf);
    if (reason === null) rows.keep(contact, asOf, eligibility.converts(contact, asOf, asOf + horizon));
    else rows.excluded.add(reason);
  };
  const { cutoffs } = program;
  const grid = 'every' in cutoffs ? calendarCutoffs(program, population) : null;
  const datesPerContact = grid?.length ?? 1;
  for (let contact = 0; contact < createdAt.length; contact++) {
    if (eligibility.isExcluded(contact)) {
      rows.excluded.add('excluded by the program', datesPerContact);
    } else if (grid === null) {
      if ('daysAfterCreation' in cutoffs)
        consider(contact, relativeCutoff(cutoffs.daysAfterCreation, createdAt[contact]!));
    } else {
      const first = firstAfter(grid, createdAt[contact]!);
      rows.excluded.add('not yet created', first);
      for (let i = first; i < grid.length; i++) consider(contact, grid[i]!);
    }
  }
  return rows.finish(population, program, createdAt.length * datesPerContact);
}

/** Why a contact that exists at a date is no training row; null when it is one. */
export function pastReasons(population: Population, program: Program, eligibility: Eligibility) {
  const { createdAt } = population.contacts;
  const minimumAge = microsecondsOf(program.eligibility.minimumAgeDays);
  const horizon = microsecondsOf(program.horizonDays);
  const { recordedSince } = program.outcome;
  const recorded = recordedSince === undefined ? Number.NEGATIVE_INFINITY : parseInstant(recordedSince);
  return (contact: number, asOf: Instant): ExclusionReason | null => {
    if (asOf - createdAt[contact]! < minimumAge) return 'too young';
    const obstacle = eligibility.obstacle(contact, asOf);
    if (obstacle !== null) return obstacle;
    if (asOf < recorded) return 'outcomes not yet recorded';
    return asOf + horizon <= population.highWater ? null : 'horizon not yet over';
  };
}
