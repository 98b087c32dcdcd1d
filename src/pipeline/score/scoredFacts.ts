import { scoreOf } from '../../ranking/score.ts';
import { type TierRule, tierOf } from '../../ranking/tier.ts';
import type { Extract } from '../extract/extract.ts';
import type { ScoredFacts } from './stages.ts';

/** What a scoring found of each contact of the population: NaN and −1 for those that it does not score. */
export function scoredFacts(
  { population, snapshots }: Pick<Extract, 'population' | 'snapshots'>,
  of: {
    readonly probabilities: Float64Array;
    readonly reference: Float64Array;
    readonly tiers: TierRule | undefined;
    /** How each row fits the profile of the program; absent where there is none. */
    readonly fit?: Uint8Array | undefined;
  },
): Omit<ScoredFacts, 'isMet'> {
  const { ids } = population.contacts;
  const unknown = () => new Float64Array(ids.length).fill(Number.NaN);
  const [probability, score] = [unknown(), unknown()];
  const fit = of.fit ? unknown() : null;
  const tier = new Int8Array(ids.length).fill(-1);
  for (let row = 0; row < snapshots.rows; row++) {
    const contact = snapshots.contact[row]!;
    const own = of.probabilities[row]!;
    probability[contact] = own;
    if (fit) fit[contact] = of.fit![row]!;
    score[contact] = scoreOf(own, of.reference);
    tier[contact] = 'ABCD'.indexOf(of.tiers?.tier(ids[contact]!, own) ?? tierOf(score[contact]));
  }
  return { fit, probability, score, tier };
}
