import type { Observed } from './observed.ts';
import type { Profile, RunProfile } from './profile.ts';
import type { References } from './profileStore.ts';

/** A profile and the run that it is of. */
export interface OfRun {
  readonly runId: string;
  readonly profile: Profile;
  readonly run: RunProfile;
}

/**
 * The instants that volumes and shares are compared with: of the scorings around, and those that training read.
 *
 * None where all of them are later than the scoring: of a company that was smaller then they tell nothing.
 */
export function earlierProfiles({ profile, references }: Observed): readonly Profile[] {
  const all = everyProfile(references).map((one) => one.profile);
  return all.some(({ asOf }) => asOf <= profile.asOf) ? all : [];
}

/** Of the scorings with the same model, and of its training, what its features and its probabilities are compared with. */
export function profilesOfModel({ references, modelId }: Observed): readonly Profile[] {
  return everyProfile(references)
    .filter(({ run }) => run.modelId === modelId)
    .map(({ profile }) => profile);
}

/** Of every run compared with; later runs of the same instant first. */
export function everyProfile({ before, after, training }: References): readonly OfRun[] {
  const scorings = [...before, ...after].map(({ runId, profile }) => ({ runId, profile: profile.now, run: profile }));
  if (!training) return scorings;
  const { runId, profile: run } = training;
  return [...scorings, ...[...run.past, run.now].map((profile) => ({ runId, profile, run }))];
}
