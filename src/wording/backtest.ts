import type { backtestFigures } from '../notice/backtest.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { counted, decimal, integer, percent } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** The answers of a back-test in plain words. */
export const backtestWordings: Wordings<keyof typeof backtestFigures> = {
  'ranks-at-origins': {
    sentence: ({ ranks, origins, least, greatest }) => {
      const span = `ROC AUC ${decimal(least, 3)} to ${decimal(greatest, 3)}`;
      return ranks === origins
        ? `It ranks better than chance at every one of ${counted(origins, 'origin')} (${span}).`
        : `It ranks better than chance at only ${integer(ranks)} of ${counted(origins, 'origin')} (${span}).`;
    },
    meaning: 'Whether the order of the list was better than chance at each past date.',
    advice: 'If it ranks at few origins only, do not use the list: look for features that tell more.',
  },
  'expected-and-observed': {
    sentence: ({ k, expected, observed, within, origins, excess }) =>
      `Had the best ${integer(k)} been called at each origin, ${decimal(expected, 1)} conversions were expected in all and ${integer(observed)} were observed. What was observed lies within its interval at ${integer(within)} of ${counted(origins, 'origin')}.${overallText(excess)}`,
    meaning: 'Whether the best of the list brought what the probabilities said.',
    advice: 'If far fewer or more came than expected, use the order of the list, not the probabilities.',
  },
  'base-rate-over-origins': {
    sentence: ({ moves, first, last, lowest, highest }) => {
      const ends = `${percent(first, 1)} at the first origin, ${percent(last, 1)} at the last`;
      const span = `${percent(lowest, 1)} to ${percent(highest, 1)}`;
      return {
        rising: `The base rate rises: ${ends}, beyond chance. A random split would hide this.`,
        falling: `The base rate falls: ${ends}, beyond chance. A random split would hide this.`,
        changing: `The base rate changes from origin to origin (${span}), beyond chance. A random split would hide this.`,
        steady: `The base rate is steady within chance or nearly so: ${span}.`,
        unknown: `There are too few conversions to tell whether the base rate moves: ${span}.`,
      }[moves];
    },
    meaning: 'Whether the share of contacts that convert changes over time.',
    advice: 'If it moves, recalibrate often, and train on recent dates.',
  },
  'calibration-over-origins': {
    sentence: ({ fails, off, origins }) => {
      const share = `off by a quarter or more, beyond chance, at ${integer(off)} of ${counted(origins, 'origin')}`;
      return fails
        ? `The probabilities are wrong on later dates: they are ${share}.`
        : `The probabilities are right on later dates: they are ${share}.`;
    },
    meaning: 'Whether the probabilities were right on dates after the training.',
    advice: 'If they are wrong, use the order of the list, and recalibrate once outcomes are known.',
  },
  'against-simpler': {
    sentence: ({ family, difference: { value, low, high } }) => {
      const name = family === 'points' ? 'the points score' : 'the base rate';
      const figures = `log loss ${decimal(value, 4)} (${decimal(low, 4)} to ${decimal(high, 4)})`;
      return high < 0
        ? `The models chosen at each origin are better than ${name}: ${figures}.`
        : `The models chosen at each origin are not clearly better than ${name}: ${figures}.`;
    },
    meaning: 'Whether the models are better than something simpler.',
    advice: 'If they are not, use the simpler one.',
  },
  'fewer-origins': {
    sentence: ({ origins, asked }) =>
      `The history has room for ${counted(origins, 'origin')} only, not for the ${integer(asked)} you asked for.`,
    meaning: 'The history is too short for as many past dates.',
    advice: 'Nothing, or ask for fewer: `--origins`.',
  },
};

/** Says so where single origins are too small to show what all of them together do. */
function overallText({ value, low, high }: NoticeFigures['expected-and-observed']['excess']): string {
  if (!(low > 0 || high < 0)) return '';
  const figures = [value, low, high].map((share) => decimal(100 * Math.abs(share), 1));
  const [least, most] = [figures[1]!, figures[2]!].sort((a, b) => Number(a) - Number(b));
  return ` Over all origins that is ${figures[0]} ${value < 0 ? 'fewer' : 'more'} per 100 called (${least} to ${most}), beyond chance.`;
}
