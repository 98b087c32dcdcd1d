import { type Notice, notice } from '../../notice/notice.ts';
import type { OutcomeDescription, OutcomeLag } from './outcomeDescription.ts';

/** Fewer contacts say little about how long it takes. */
const leastWatched = 20;
/** Where fewer reach the outcome within a horizon, from either beginning, most take longer. */
const shortBelow = 0.5;
const manyUncounted = 0.25;
const manyUntouched = 0.5;
const nearlySame = 0.9;

type Described = Omit<OutcomeDescription, 'notices'>;

/** What to know of an outcome before a model is trained on it. @param contacts how many the CRM has. */
export function outcomeNotices(described: Described, contacts: number): readonly Notice[] {
  if (described.outcomes === 0) return [notice('outcomes-missing', { contacts })];
  return [
    horizonNotice(described),
    ...uncounted(described),
    ...untouched(described),
    ...shared(described),
    ...gaps(described),
  ];
}

function horizonNotice({ horizonDays, fromFirstDate, fromFirstTouch }: Described): Notice {
  const { watched } = fromFirstDate;
  if (watched < leastWatched) return notice('horizon-unwatched', { horizonDays, watched, needed: leastWatched });
  const fromDate = shareWithin(fromFirstDate, horizonDays);
  const fromTouch = shareWithin(fromFirstTouch, horizonDays);
  const halfDays = fromFirstDate.quantiles.find(({ share }) => share === 0.5)!.days;
  const figures = { horizonDays, watched, fromDate, fromTouch, halfDays };
  // A share that is not known is below nothing.
  return Math.max(fromDate, fromTouch || 0) < shortBelow
    ? notice('horizon-short', figures)
    : notice('horizon-fits', figures);
}

/** Within the longest span that is given where the horizon is longer. */
function shareWithin({ within }: OutcomeLag, horizonDays: number): number {
  return within.findLast(({ days }) => days <= horizonDays)?.share ?? Number.NaN;
}

function uncounted({ outcomes, places }: Described): readonly Notice[] {
  const counted = places.find(({ place }) => place === 'counted')?.outcomes ?? 0;
  const greatest = places.find(({ place }) => place !== 'counted');
  if (greatest === undefined || outcomes - counted < manyUncounted * outcomes) return [];
  return [notice('outcomes-uncounted', { outcomes, counted, reason: greatest.place, ofReason: greatest.outcomes })];
}

function untouched({ contacts, fromFirstTouch: { without } }: Described): readonly Notice[] {
  return without >= manyUntouched * contacts ? [notice('outcomes-untouched', { contacts, without })] : [];
}

function shared({ contacts, overlaps }: Described): readonly Notice[] {
  return overlaps
    .filter(({ both }) => both >= nearlySame * contacts)
    .map(({ program, both, same }) => notice('outcome-shared', { other: program, contacts, both, same }));
}

function gaps({ months }: Described): readonly Notice[] {
  const empty = months.filter(({ outcomes }) => outcomes === 0);
  const [first, last] = [empty.at(0), empty.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [notice('months-without-outcome', { months: empty.length, first: first.month, last: last.month })];
}
