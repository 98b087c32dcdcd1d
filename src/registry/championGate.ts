import type { Estimate } from '../evaluation/evaluation.ts';
import { type GateFinding, interval } from './gateFinding.ts';

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
  | {
      readonly championId: string;
      /** Why there is no comparison, as a sentence. */
      readonly incomparable: string;
      /** Whether that keeps the champion in its place. */
      readonly held: boolean;
    };

const asked = 'not worse than the champion on the same dates: the interval of the difference in log loss reaches 0';

/** A model may be worse than the champion by no more than chance explains; without a champion there is nothing to be worse than. @param timeTested whether the model was judged on later dates than it learned from. */
export function championGate(comparison: ChampionComparison | null, timeTested: boolean): GateFinding {
  const gate = 'champion';
  if (comparison === null)
    return {
      gate,
      held: false,
      asked,
      measured: 'no champion yet',
      sentence: 'There is no champion to be worse than.',
    };
  if ('incomparable' in comparison)
    return {
      ...{ gate, held: comparison.held, asked },
      measured: `no comparison with ${comparison.championId}`,
      sentence: `It was not compared with the champion ${comparison.championId}: ${comparison.incomparable}`,
    };
  const { championId, difference, rows, from, to, learnedFromThem } = comparison;
  const held = !(difference.low <= 0);
  const found = held ? 'is worse than' : difference.high < 0 ? 'beats' : 'is not certain to differ from';
  const favoured = learnedFromThem ? ' The champion learned from some of these dates, which favours it.' : '';
  return {
    ...{ gate, held, asked },
    measured: `${interval(difference)} against ${championId} on ${rows} rows, ${from} to ${to}`,
    sentence: `It ${found} the champion ${championId} on ${timeTested ? `the ${rows} rows of its test dates` : `its ${rows} test rows`}, ${from} to ${to}: log loss differs by ${interval(difference)}.${favoured}`,
  };
}
