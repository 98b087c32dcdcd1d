import type { Profile } from '../../qualification/profile/profile.ts';
import { decimal } from '../../text/format.ts';
import { profileNote, strongestValues, weakestValues } from '../../wording/profile.ts';
import type { Section } from '../calibration/section.ts';
import { html } from '../html.ts';
import { valueTable } from './valueTable.ts';

/** Who buys? */
export function strongestSection(profile: Profile): Section {
  const [more, less] = [strongestValues(profile), weakestValues(profile)];
  const [first] = more;
  return {
    id: 'who-buys',
    question: 'Who buys?',
    answer: first
      ? `Most of all: ${first.value} (${first.sentence}). They are won ${decimal(first.lift, 1)} times as often as all.`
      : 'No value by itself makes it clearly more likely to be won.',
    body: html`${more.length > 0 && valueTable({ caption: 'Won more often', values: more, isNamed: true })}
${less.length > 0 && valueTable({ caption: 'Won less often', values: less, isNamed: true })}
<p class="note">${profileNote}</p>`,
    figures: [],
  };
}
