import type { Persona } from '../qualification/profile/personas.ts';
import type { Profile, ProfileAttribute } from '../qualification/profile/profile.ts';
import { counted, integer, percent } from '../text/format.ts';

/** A value of a profile with the attribute it is of. */
export type ProfileValue = ProfileAttribute['values'][number] & Pick<ProfileAttribute, 'attribute' | 'sentence'>;

/** Values that a persona is described by, of each attribute. */
const mostOfAttribute = 3;

/** What those who were won have more often than the others, beyond chance; the greatest lift first. */
export function strongestValues(profile: Pick<Profile, 'attributes'>): readonly ProfileValue[] {
  return surviving(profile).filter(({ lift }) => lift > 1);
}

/** What they have less often; the least lift first. */
export function weakestValues(profile: Pick<Profile, 'attributes'>): readonly ProfileValue[] {
  return surviving(profile)
    .filter(({ lift }) => lift <= 1)
    .reverse();
}

function surviving({ attributes }: Pick<Profile, 'attributes'>): ProfileValue[] {
  return attributes
    .flatMap(({ attribute, sentence, values }) => values.map((value) => ({ ...value, attribute, sentence })))
    .filter(({ survives }) => survives)
    .sort((a, b) => b.lift - a.lift);
}

/** How many were won of how many, and whether anything sets them apart. */
export function profileHeadline(profile: Profile): string {
  const { people, won } = profile;
  const found = surviving(profile).length;
  const counts = `Of ${counted(people, 'contact')} who could have been won, ${integer(won)} were: ${percent(won / people, 1)}.`;
  return found === 0
    ? `${counts} Nothing that the CRM says of them differs more than by chance between the won and the others.`
    : `${counts} ${counted(found, 'thing')} that the CRM says of them ${found === 1 ? 'is' : 'are'} more or less frequent among the won than chance explains.`;
}

/** Each persona in a sentence, the largest first. */
export function personaSentences(profile: Pick<Profile, 'personas' | 'attributes'>): readonly string[] {
  return profile.personas.map((persona, i) =>
    profile.personas.length === 1
      ? `The won are of one kind: ${traitsText(persona, profile.attributes)}.`
      : `Persona ${i + 1}, ${percent(persona.share, 0)} of the won: ${traitsText(persona, profile.attributes)}.`,
  );
}

function traitsText({ traits }: Pick<Persona, 'traits'>, attributes: Profile['attributes']): string {
  const texts = attributes.flatMap(({ attribute, sentence }) => {
    const own = traits.filter((trait) => trait.attribute === attribute).slice(0, mostOfAttribute);
    if (own.length === 0) return [];
    const values = own.map(
      ({ value, share, shareOfAll }) => `${value} (${percent(share, 0)}; of all ${percent(shareOfAll, 0)})`,
    );
    return [`${sentence} ${values.join(' or ')}`];
  });
  return texts.length === 0 ? 'no value is more frequent among them than among all' : texts.join('; ');
}

/** What is held against chance, in words for whoever reads the table. */
export const profileNote =
  'Rates are moved towards that of all, the more the fewer there are of a value; their intervals cover 95%. Of the values that are said to set the won apart, on average at most one in ten does so by chance alone.';
