import type { NoticeFigures } from '../notice/catalogue.ts';
import type { OutcomeNoticeKind } from '../notice/outcome.ts';
import { integer, percent } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** What `outcome` says. */
export const outcomeWordings: Wordings<OutcomeNoticeKind> = {
  'outcomes-missing': {
    sentence: ({ contacts }) => `None of ${integer(contacts)} contacts reached the outcome.`,
    meaning: 'No contact reached the outcome of the program, so there is nothing to learn from.',
    advice:
      'Look at the kinds of outcomes that `handraise outcome` lists, and set `outcome.kind`, or map or import outcomes.',
  },
  'horizon-fits': {
    sentence: (figures) => `The horizon of ${integer(figures.horizonDays)} days fits: ${shares(figures)}.`,
    meaning: 'Half of the contacts or more reach the outcome within the horizon of the program.',
    advice: 'Nothing.',
  },
  'horizon-short': {
    sentence: (figures) =>
      `Most contacts take longer than the horizon of ${integer(figures.horizonDays)} days: ${shares(figures)}. Half of them take ${integer(figures.halfDays)} days or more from their first date as a candidate.`,
    meaning:
      'Most contacts reach the outcome later than a horizon after their first date as a candidate, and after their first event. Every date asks again, so later outcomes count too, and a list for the weeks ahead is right as it is.',
    advice:
      'Where the list is to find people earlier, set `horizonDays` to a longer time, or take an earlier step as the outcome. `handraise backtest` shows which ranks better.',
  },
  'horizon-unwatched': {
    sentence: ({ horizonDays, watched, needed }) =>
      `Whether the horizon of ${integer(horizonDays)} days fits cannot be said: only ${integer(watched)} contacts with the outcome were watched for 180 days, and it takes ${integer(needed)}.`,
    meaning: 'Too few contacts reached the outcome and were watched for half a year to say how long it takes.',
    advice: 'Look again when the record is longer.',
  },
  'outcomes-uncounted': {
    sentence: ({ outcomes, counted, reason, ofReason }) =>
      `${integer(outcomes - counted)} of ${integer(outcomes)} outcomes count in no training row; ${integer(ofReason)} of these: ${reason}.`,
    meaning:
      'Many outcomes make no training row positive: no date precedes them, or their contact was not a candidate then.',
    advice:
      'Look at the examples. Earlier or more frequent `cutoffs`, another `eligibility`, or a creation date of contacts that is not that of the outcome may be what is needed.',
  },
  'outcomes-untouched': {
    sentence: ({ contacts, without }) =>
      `${integer(without)} of ${integer(contacts)} contacts with the outcome have no event before it.`,
    meaning:
      'Many contacts did nothing that is recorded before they reached the outcome, so what contacts do tells little of it.',
    advice:
      'Map the events that come before the outcome, or events of more systems. Check that contacts and events have the same ids.',
  },
  'outcome-shared': {
    sentence: ({ other, contacts, both, same }) =>
      same
        ? `Program ${other} takes the same outcomes.`
        : `${integer(both)} of ${integer(contacts)} contacts with the outcome also reached that of program ${other}.`,
    meaning: 'Another program predicts the same outcome, or one that nearly the same contacts reach.',
    advice: 'Keep both only if their populations or horizons differ; otherwise one list is enough.',
  },
  'months-without-outcome': {
    sentence: ({ months, first, last }) =>
      `${integer(months)} ${months === 1 ? 'month' : 'months'} between ${first} and ${last} have no outcome, and the months around them do.`,
    meaning: 'In some months no outcome was recorded, although there are outcomes before and after.',
    advice:
      'Find out whether the source recorded outcomes then. If it did not, set `outcome.recordedSince` to a date after the gap.',
  },
};

function shares({ watched, fromDate, fromTouch }: NoticeFigures['horizon-fits']): string {
  const touched = Number.isNaN(fromTouch) ? '' : `, and ${percent(fromTouch, 0)} within it from their first event`;
  return `of ${integer(watched)} contacts with the outcome that were watched for 180 days, ${percent(fromDate, 0)} reached it within the horizon from their first date as a candidate${touched}`;
}
