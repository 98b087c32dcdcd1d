import type { Estimate } from '../evaluation/evaluation.ts';
import { counted, decimal, integer } from '../text/format.ts';
import type { BacktestData } from './backtestData.ts';
import { driftSentences } from './driftSentences.ts';

/** The answers of a back-test in plain words: can it rank, did the best bring what was expected, does the world move, who is best. */
export function backtestVerdict(data: Omit<BacktestData, 'verdict'>): readonly string[] {
  const { origins, pooled, k, drift, originsAsked } = data;
  const aucs = origins.map(({ evaluation }) => evaluation.metrics.rocAuc);
  const ranks = aucs.filter(({ low }) => low > 0.5).length;
  const within = origins.filter(({ best }) => best.within).length;
  const all = counted(origins.length, 'origin');
  const values = aucs.map(({ value }) => value).filter(Number.isFinite);
  const span = `ROC AUC ${decimal(Math.min(...values), 3)} to ${decimal(Math.max(...values), 3)}`;
  const beaten = pooled.contestants.filter(({ family }) => family === 'base-rate' || family === 'points');
  return [
    ranks === origins.length
      ? `It ranks better than chance at every one of ${all} (${span}).`
      : `It ranks better than chance at only ${integer(ranks)} of ${all} (${span}).`,
    `Had the best ${integer(k)} been called at each, ${decimal(pooled.best.expected, 1)} conversions were to be expected in all and ${integer(pooled.best.observed)} happened; what happened lies within its interval at ${integer(within)} of ${all}.${overall(pooled.best.excess)}`,
    ...driftSentences(drift, origins, 'origin'),
    ...beaten.map(({ family, championDifference: { value, low, high } }) => {
      const name = family === 'points' ? 'the points score' : 'the base rate';
      const figures = `log loss ${decimal(value, 4)} (${decimal(low, 4)} to ${decimal(high, 4)})`;
      return high < 0
        ? `The models chosen at each origin beat ${name}: ${figures}.`
        : `The models chosen at each origin do not beat ${name} beyond chance: ${figures}.`;
    }),
    ...(origins.length < originsAsked
      ? [`History allows for ${all} only, not the ${integer(originsAsked)} asked for.`]
      : []),
  ];
}

/** Says so where single origins are too small to show what all of them together do. */
function overall({ value, low, high }: Estimate): string {
  if (!(low > 0 || high < 0)) return '';
  const figures = [value, low, high].map((share) => decimal(100 * Math.abs(share), 1));
  const [least, most] = [figures[1]!, figures[2]!].sort((a, b) => Number(a) - Number(b));
  return ` All origins together, that is ${figures[0]} ${value < 0 ? 'fewer' : 'more'} per 100 called (${least} to ${most}), beyond chance.`;
}
