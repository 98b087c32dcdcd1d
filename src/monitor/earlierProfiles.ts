import { everyProfile } from './everyProfile.ts';
import type { Observed } from './observed.ts';
import type { Profile } from './profile.ts';

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
