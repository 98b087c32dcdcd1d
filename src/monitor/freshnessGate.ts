import { gateNotice } from '../notice/notice.ts';
import { type FeedPulse, yearDays } from './feedPulse.ts';
import type { Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Fewer days than these in a year tell no rhythm. */
const fewestDays = 8;
/** A weekend, and a load that failed on the working day after: no feed is called silent sooner. */
const leastDays = 7;
/** Twice the longest pause of the year, which is mostly a holiday, but not where that was an outage of its own. */
const mostOfLongest = 28;
/** Of the pause that nine in ten are no longer than: where facts come by chance, one pause in ten thousand is so long (0.1 to the power of 4). */
const timesOrdinary = 4;

/** Whether the newest event, arrival and outcome are as recent as the rhythm of their feed lets expect. */
export function freshnessGate({ profile, references }: Observed): readonly ScoringFinding[] {
  const { before, after, training } = references;
  const scorings = [...before, ...after];
  const found = (['events', 'arrivals', 'outcomes'] as const).flatMap((feed): ScoringFinding[] => {
    const now = profile.pulses[feed];
    const then = [...scorings, ...(training ? [training] : [])].map((run) => run.profile.now.pulses[feed]);
    // Of a feed that has been silent for the whole year, an earlier run knows the rhythm.
    const rhythm = [now, ...then].find((pulse) => pulse && pulse.days >= fewestDays);
    if (!now || !rhythm) return [];
    const age = now.age ?? yearDays;
    const usual = longestPause(rhythm);
    // Somebody has published with an older feed, and meant it: for a week, not for ever.
    const accepted = scorings
      .map((run) => run.profile.now.pulses[feed]?.age ?? 0)
      .filter((days) => days > usual)
      .map((days) => days + leastDays);
    const mostDays = accepted.length > 0 ? Math.min(...accepted) : usual;
    const { longest, ordinary, days } = rhythm;
    return [gateNotice('freshness', 'feed-age', age > mostDays, { of: feed, age, mostDays, days, longest, ordinary })];
  });
  return found.length > 0 ? found : [gateNotice('freshness', 'no-comparison', false, {})];
}

function longestPause({ longest, ordinary }: FeedPulse): number {
  return Math.max(leastDays, Math.min(2 * longest, mostOfLongest), timesOrdinary * ordinary);
}
