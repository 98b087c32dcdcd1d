import type { Program } from '../config/schema.ts';
import { latestProfile } from '../monitor/earlierProfiles.ts';
import type { Profile, RunProfile } from '../monitor/profile.ts';
import type { References } from '../monitor/profileStore.ts';
import type { Observed } from '../monitor/scoringGates.ts';
import { sourceRows } from '../monitor/sourceRows.ts';
import type { PastAndPresent } from '../snapshot/pastAndPresent.ts';
import type { Instant } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Extract } from './extract.ts';

/** Past dates that a training's profile is of, at most: the latest year's, evenly. */
const mostDates = 8;
const datesOfYear: Readonly<Record<string, number>> = { week: 52, month: 12, quarter: 4 };

/**
 * Past as-of dates that scorings are to be compared with, ascending: up to eight of the last year. None of a program whose dates are the
 * contacts' own.
 */
export function profiledDates({ past }: PastAndPresent, { cutoffs }: Program): readonly Instant[] {
  if (!('every' in cutoffs)) return [];
  const dates = [...new Set(past.asOf)].sort((a, b) => a - b).slice(-(datesOfYear[cutoffs.every] ?? mostDates));
  if (dates.length <= mostDates) return dates;
  return Array.from({ length: mostDates }, (_, i) => dates[Math.round((i * (dates.length - 1)) / (mostDates - 1))]!);
}

/** What a training read: at its own instant, then at `profiledDates`, of which the extract has the volumes in this order. */
export function trainingProfile(read: Extract<PastAndPresent>, program: Program, knownBefore: Instant): RunProfile {
  const dates = profiledDates(read.snapshots, program);
  const kept = new Map<Instant, number>();
  for (const asOf of read.snapshots.past.asOf) kept.set(asOf, (kept.get(asOf) ?? 0) + 1);
  return {
    now: profileAt(read, knownBefore, 0, read.snapshots.presentRows.length),
    past: dates.map((date, i) => profileAt(read, date, i + 1, kept.get(date)!)),
  };
}

/** What a scoring read, and what there is now of the rows of the instant that it is compared with, both of which the extract counted. */
export function observedScoring(
  read: Extract<Snapshots>,
  asOf: Instant,
  references: References,
  modelKinds: readonly string[],
): Observed {
  const then = latestProfile(references, asOf);
  return {
    profile: profileAt(read, asOf, 0, read.snapshots.rows),
    references,
    recounted: then && {
      then,
      now: { rows: sourceRows(read.population, then.asOf), events: read.volumes[1] ?? null },
    },
    filtered: read.filtered,
    modelKinds,
  };
}

function profileAt(read: Extract, asOf: Instant, position: number, candidates: number): Profile {
  return {
    asOf,
    candidates,
    rows: sourceRows(read.population, asOf),
    events: read.volumes[position] ?? null,
  };
}
