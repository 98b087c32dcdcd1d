import type { Estimate } from '../evaluation/evaluation.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { type GateNotice, gateNotice } from '../notice/notice.ts';

/** The champion judged on the test rows of a model that is to take its place, or why it could not be. */
export type ChampionComparison =
  | {
      readonly championId: string;
      /** Log loss, the model's minus the champion's, paired row by row; below 0 the model is better. */
      readonly difference: Estimate;
      readonly rows: number;
      /** First and last as-of date judged, ISO 8601. */
      readonly from: string;
      readonly to: string;
      /** Whether the champion learned from some of these dates, which favours it. */
      readonly learnedFromThem: boolean;
    }
  | NoticeFigures['not-compared'];

/** What is the model's own fault, not the champion's, keeps the champion in its place. */
const ownFaults: readonly NoticeFigures['not-compared']['why'][] = [
  'stand-in',
  'model-of-another-question',
  'corrects-another',
  'rows-changed',
];

/** A model may be worse than the champion by no more than chance explains; without a champion there is nothing to be worse than. @param timeTested whether the model was judged on later dates than it learned from. */
export function championGate(comparison: ChampionComparison | null, timeTested: boolean): GateNotice {
  if (comparison === null) return gateNotice('champion', 'no-champion', false, {});
  if ('why' in comparison)
    return gateNotice('champion', 'not-compared', ownFaults.includes(comparison.why), comparison);
  const { value, low, high } = comparison.difference;
  return gateNotice('champion', 'against-champion', !(low <= 0), {
    ...{ ...comparison, difference: { value, low, high } },
    timeTested,
  });
}
