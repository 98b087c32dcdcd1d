import type { Profile } from '../../qualification/profile/profile.ts';
import { capitalised, counted } from '../../text/format.ts';
import type { Section } from '../calibration/section.ts';
import { html } from '../html.ts';
import { valueTable } from './valueTable.ts';

/** What was looked at? */
export function everyValueSection({ attributes, leftOut, people }: Profile): Section {
  return {
    id: 'every-value',
    question: 'What was looked at?',
    answer: `${counted(attributes.length, 'attribute')} of ${counted(people, 'contact')}.${leftOut.length === 0 ? '' : ` Left out: ${leftOut.map(({ sentence }) => sentence).join(', ')}. Of these it is not sure that the value was known at a past date.`}`,
    body: html`${attributes.map(({ attribute, sentence, unknown, values }) =>
      valueTable({
        caption: `${capitalised(sentence)}${unknown > 0 ? ` (not known of ${counted(unknown, 'contact')})` : ''}`,
        values: values.map((value) => ({ ...value, attribute, sentence })),
        isNamed: false,
      }),
    )}`,
    figures: [],
  };
}
