import type { Observed } from './observed.ts';
import type { Profile, RunProfile } from './profile.ts';
import type { References } from './profileStore.ts';

/** A profile and the run that it is of. */
interface OfRun {
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

/** The latest at or before an instant; of two of one instant that of the later run. Null where there is none. */
export function latestProfile(references: References, asOf: number): OfRun | null {
  let latest: OfRun | null = null;
  for (const one of everyProfile(references))
    if (one.profile.asOf <= asOf && (latest === null || one.profile.asOf > latest.profile.asOf)) latest = one;
  return latest;
}

/** Later runs of the same instant first. */
function everyProfile({ before, after, training }: References): readonly OfRun[] {
  const scorings = [...before, ...after].map(({ profile }) => ({ profile: profile.now, run: profile }));
  if (!training) return scorings;
  const run = training.profile;
  return [...scorings, ...[...run.past, run.now].map((profile) => ({ profile, run }))];
}
