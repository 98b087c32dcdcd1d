import type { Profile, RunProfile } from './profile.ts';
import type { References } from './profileStore.ts';

/** A profile and the run that it is of. */
export interface OfRun {
  readonly runId: string;
  readonly profile: Profile;
  readonly run: RunProfile;
}

/** Of every run compared with; later runs of the same instant first. */
export function everyProfile({ before, after, training }: References): readonly OfRun[] {
  const scorings = [...before, ...after].map(({ runId, profile }) => ({ runId, profile: profile.now, run: profile }));
  if (!training) return scorings;
  const { runId, profile: run } = training;
  return [...scorings, ...[...run.past, run.now].map((profile) => ({ runId, profile, run }))];
}
