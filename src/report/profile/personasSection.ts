import type { Profile } from '../../qualification/profile/profile.ts';
import { integer, percent } from '../../text/format.ts';
import { personaSentences } from '../../wording/profile.ts';
import type { Section } from '../calibration/section.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';
import { sentenceList } from '../sentenceList.ts';

/** Which kinds of people are they? */
export function personasSection(profile: Profile): Section {
  const { personas, attributes } = profile;
  const nameOf = new Map(attributes.map(({ attribute, sentence }) => [attribute, sentence]));
  const count = personas.length;
  return {
    id: 'personas',
    question: 'Which kinds of people are they?',
    answer:
      count === 0
        ? 'Too few were won, or nothing sets them apart: no kinds can be told.'
        : count === 1
          ? 'The won are of one kind: the values that set them apart do not go together.'
          : `${integer(count)} kinds. Another half of the won gives the same ones.`,
    body: html`${sentenceList(personaSentences(profile))}
${personas.map(({ traits, people, share }, i) =>
  traits.length === 0
    ? null
    : dataTable({
        caption: `Persona ${i + 1}: ${integer(people)} won, ${percent(share, 0)} of them`,
        columns: [
          { label: 'What is typical' },
          { label: 'Share of the persona', number: true },
          { label: 'Share of all who could be won', number: true },
        ],
        rows: traits.map((trait) => [
          html`${nameOf.get(trait.attribute) ?? trait.attribute}: <bdi>${trait.value}</bdi>`,
          percent(trait.share, 0),
          percent(trait.shareOfAll, 0),
        ]),
      }),
)}
<p class="note">Kinds are found by clustering the won along what goes together among the values that set them apart. Their number is the one that random halves of the won agree on best.</p>`,
    figures: [],
  };
}
