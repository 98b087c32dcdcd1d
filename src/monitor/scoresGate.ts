import { gateNotice } from '../notice/notice.ts';
import { isoOf } from '../time/instant.ts';
import { binShift } from './binShift.ts';
import { profilesOfModel } from './earlierProfiles.ts';
import type { Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Of the lowest and the highest conversions expected of a candidate. */
const factor = 2;
/** Standard errors of a mean that chance is given. */
const byChance = 4;
/** From here on a population has shifted; a convention of credit scoring. */
const mostShift = 0.25;

/**
 * Rank correlation with a ranking of the week before. Nights of the demo company have 0.98, weeks 0.9, a month 0.7; with the events of
 * everybody's neighbour it is 0.46.
 */
const leastCorrelation = 0.5;

/** Whether the model says of the candidates about what it said before. */
export function scoresGate(observed: Observed): readonly ScoringFinding[] {
  const { scores } = observed.profile;
  const order = orderOf(observed);
  const earlier = profilesOfModel(observed).flatMap((profile) => profile.scores ?? []);
  if (!scores || earlier.length === 0)
    return order.length > 0 ? order : [gateNotice('scores', 'no-comparison', false, {})];
  const ascending = earlier.toSorted((a, b) => a.mean - b.mean);
  const [lowest, highest] = [ascending[0]!, ascending.at(-1)!];
  const errorOf = (of: typeof scores) => of.deviation ** 2 / Math.max(1, of.rows);
  const isBeyondChance = (other: typeof scores) =>
    Math.abs(scores.mean - other.mean) > byChance * Math.sqrt(errorOf(scores) + errorOf(other));
  const bounds = { least: lowest.mean / factor, most: highest.mean * factor };
  const { candidates } = observed.profile;
  const nearest = earlier
    .map((other) => binShift(other.counts, scores.counts))
    .reduce((least, shift) => (shift.psi - shift.byChance < least.psi - least.byChance ? shift : least));
  return [
    ...order,
    gateNotice(
      'scores',
      'expected-conversions',
      (scores.mean < bounds.least && isBeyondChance(lowest)) || (scores.mean > bounds.most && isBeyondChance(highest)),
      { candidates, mean: scores.mean, lowest: lowest.mean, highest: highest.mean, bounds },
    ),
    gateNotice('scores', 'probabilities-shifted', nearest.psi > mostShift + nearest.byChance, {
      psi: nearest.psi,
      mostShift: mostShift + nearest.byChance,
    }),
  ];
}

function orderOf({ order }: Observed): readonly ScoringFinding[] {
  if (!order) return [];
  const { shared, correlation } = order;
  const before = isoOf(order.asOf);
  const figures = { before, shared, correlation, least: leastCorrelation };
  return [gateNotice('scores', 'ranking-order', correlation < leastCorrelation, figures)];
}
