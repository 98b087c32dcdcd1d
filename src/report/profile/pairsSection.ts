import type { Profile } from '../../qualification/profile/profile.ts';
import { counted, expected, integer } from '../../text/format.ts';
import type { Section } from '../calibration/section.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';

/** Pairs that the page shows. */
const shown = 20;

/** What do two values do together? Absent where no pair adds to its two values. */
export function pairsSection({ pairs, attributes }: Profile): readonly Section[] {
  const [first] = pairs;
  if (!first) return [];
  const nameOf = new Map(attributes.map(({ attribute, sentence }) => [attribute, sentence]));
  const side = (pair: typeof first, i: 0 | 1) =>
    html`${nameOf.get(pair.attributes[i]) ?? pair.attributes[i]}: <bdi>${pair.values[i]}</bdi>`;
  return [
    {
      id: 'pairs',
      question: 'What do two values do together?',
      answer: `${counted(pairs.length, 'pair')} of values ${pairs.length === 1 ? 'does' : 'do'} more, or less, than the two by themselves.`,
      body: html`${dataTable({
        caption: pairs.length > shown ? `The ${shown} most certain pairs` : 'Pairs, the most certain first',
        columns: [
          { label: 'Pair' },
          { label: 'Contacts', number: true },
          { label: 'Won', number: true },
          { label: 'Expected of the two by themselves', number: true },
          { label: 'Together' },
        ],
        rows: pairs
          .slice(0, shown)
          .map((pair) => [
            html`${side(pair, 0)} and ${side(pair, 1)}`,
            integer(pair.people),
            integer(pair.won),
            expected(pair.expected),
            pair.won > pair.expected ? 'more' : 'less',
          ]),
      })}
<p class="note">Of these pairs, on average at most one in ten stands here by chance alone.</p>`,
      figures: [],
    },
  ];
}
