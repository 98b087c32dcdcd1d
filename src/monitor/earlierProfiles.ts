import type { Profile } from './profile.ts';
import type { Observed } from './scoringGates.ts';

/**
 * The instants that volumes and shares are compared with: of the scorings around, and those that training read.
 *
 * None where all of them are later than the scoring: of a company that was smaller then they tell nothing.
 */
export function earlierProfiles({
  profile,
  references,
}: Pick<Observed, 'references'> & { readonly profile: Pick<Profile, 'asOf'> }): readonly Profile[] {
  const { before, after, training } = references;
  const all = [
    ...[...before, ...after].map(({ profile: { now } }) => now),
    ...(training ? [...training.profile.past, training.profile.now] : []),
  ];
  return all.some(({ asOf }) => asOf <= profile.asOf) ? all : [];
}

/** Of the same, the latest at or before an instant; of two of one instant that of the later run. */
export function latestProfile(references: Observed['references'], asOf: number): Profile | null {
  let latest: Profile | null = null;
  for (const profile of earlierProfiles({ references, profile: { asOf } }))
    if (profile.asOf <= asOf && (latest === null || profile.asOf > latest.asOf)) latest = profile;
  return latest;
}
