import { microsecondsPerDay } from '../time/instant.ts';
import { everyProfile, type OfRun } from './everyProfile.ts';
import type { Profile, RunProfile } from './profile.ts';
import type { References } from './profileStore.ts';
import type { ScoringGate } from './scoringFinding.ts';

/** What can be counted once more at an earlier instant, whatever the run. */
export type Recounted = 'contacts' | 'accounts' | 'outcomes' | 'opportunities' | 'suppressions' | 'events' | 'columns';

/** Rows that an earlier run counted, and the same counted again now. */
export interface Recount {
  readonly earlier: Profile;
  /** The run that it is of. */
  readonly run: RunProfile;
  readonly now: Pick<Profile, 'rows' | 'events'>;
  /** What somebody has let pass since, so that it is not asked of this run again. */
  readonly accepted: ReadonlySet<ScoringGate>;
  /** What was not read in the same way then, so that its figures say nothing. */
  readonly otherwise: ReadonlySet<Recounted>;
}

/** After half a year rows of the past may have gone on purpose: erased, or past the time that they are kept. */
const longestDays = 183;

/**
 * Profiles whose rows are counted again: the latest; and, as little by little adds up, the oldest of the scorings before and
 * the training's, so far as nobody has accepted a loss since.
 */
export function recountable(references: References, asOf: number): readonly OfRun[] {
  const latest = latestProfile(references, asOf);
  if (latest === null) return [];
  const { before, training } = references;
  const further = [before.at(-1), training].flatMap((kept): OfRun[] =>
    kept && kept.profile.now.asOf <= asOf && kept.profile.now.asOf >= asOf - longestDays * microsecondsPerDay
      ? [{ profile: kept.profile.now, run: kept.profile, runId: kept.runId }]
      : [],
  );
  return [latest, ...further.filter((one) => one.runId !== latest.runId || one.profile !== latest.profile)];
}

/** Gates that somebody accepted after a run, other than the latest of all, had been read. */
export function acceptedSince(references: References, { profile, runId }: OfRun): ReadonlySet<ScoringGate> {
  return new Set(
    references.accepted.filter((one) => one.runId !== runId && one.asOf >= profile.asOf).map(({ gate }) => gate),
  );
}

/** The latest at or before an instant; of two of one instant that of the later run. Null where there is none. */
export function latestProfile(references: References, asOf: number): OfRun | null {
  let latest: OfRun | null = null;
  for (const one of everyProfile(references))
    if (one.profile.asOf <= asOf && (latest === null || one.profile.asOf > latest.profile.asOf)) latest = one;
  return latest;
}

/** Of the recounts that a gate may ask about something, those that count. */
export function recountsOf(
  recounts: readonly Recount[],
  gate: ScoringGate,
  ...of: readonly Recounted[]
): readonly Recount[] {
  return recounts.filter(({ accepted, otherwise }) => !accepted.has(gate) && !of.some((one) => otherwise.has(one)));
}
