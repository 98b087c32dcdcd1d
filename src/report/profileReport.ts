import type { Profile } from '../qualification/profile/profile.ts';
import { counted, day } from '../text/format.ts';
import { isoOf } from '../time/instant.ts';
import { profileHeadline } from '../wording/profile.ts';
import { renderArgument } from './calibration/argument.ts';
import { html, isolated } from './html.ts';
import { buyingGroupSection } from './profile/buyingGroupSection.ts';
import { everyValueSection } from './profile/everyValueSection.ts';
import { fitSection } from './profile/fitSection.ts';
import { pairsSection } from './profile/pairsSection.ts';
import { personasSection } from './profile/personasSection.ts';
import { strongestSection } from './profile/strongestSection.ts';

/** A profile and when its page was made. */
export interface ProfileReportData {
  readonly profileId: string;
  readonly profile: Profile;
  readonly generatedAt: string;
}

/**
 * The page of an ideal customer profile, for marketing: who buys, which kinds of people they are, who fits. One self-contained HTML document.
 * @example
 * const html = renderProfileReport({ profileId, profile, generatedAt });
 * html.startsWith('<!doctype html>') // true
 */
export function renderProfileReport({ profileId, profile, generatedAt }: ProfileReportData): string {
  const { title, program, outcome, from, to, horizonDays } = profile;
  return renderArgument({
    title: `${title} – ideal customer profile, ${day(generatedAt)}`,
    masthead: html`<header class="masthead">
<p class="eyebrow">Ideal customer profile · program ${isolated(program)} · ${day(generatedAt)}</p>
<h1>${isolated(title)}</h1>
<p class="headline">${profileHeadline(profile)}</p>
<p class="note">Won means: ${isolated(outcome)} within ${counted(horizonDays, 'day')} of a date. Looked at are the past dates from ${day(isoOf(from))} to ${day(isoOf(to))}, each contact once, by what was known of it then; who was won counts as of the first date that the outcome followed. So the rates here are higher than the chance from one single date. Profile ${isolated(profileId)}.</p>
</header>`,
    sections: [
      strongestSection(profile),
      personasSection(profile),
      ...pairsSection(profile),
      fitSection(profile),
      ...buyingGroupSection(profile),
      everyValueSection(profile),
    ],
  });
}
