import type { backtestFigures } from '../notice/backtest.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { counted, decimal, integer, percent } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** The answers of a back-test in plain words. */
export const backtestWordings: Wordings<keyof typeof backtestFigures> = {
  'ranks-at-origins': {
    sentence: ({ ranks, origins, least, greatest }) => {
      const span = `ROC AUC ${decimal(least, 3)} to ${decimal(greatest, 3)}`;
      const only = ranks === origins ? '' : 'only ';
      return `It ranks better than chance at ${only}${integer(ranks)} of ${counted(origins, 'past date')} (${span}; 0.5 is chance, 1 is perfect).`;
    },
    meaning: 'Whether the order of the list was better than chance at each past date.',
    advice: 'If it ranks at few past dates only, do not use the list: look for features that tell more.',
  },
  'expected-and-observed': {
    sentence: ({ k, expected, observed, within, origins, excess }) =>
      `Calling the best ${integer(k)} at each past date: ${decimal(expected, 1)} conversions expected in all, ${integer(observed)} observed. The observed number lies within the interval of the expected one at ${integer(within)} of ${counted(origins, 'past date')}.${overallText(excess)}`,
    meaning: 'Whether the best of the list brought what the probabilities said.',
    advice: 'If far fewer or more came than expected, use the order of the list, not the probabilities.',
  },
  'base-rate-over-origins': {
    sentence: ({ moves, first, last, lowest, highest }) => {
      const ends = `${percent(first, 1)} at the first past date, ${percent(last, 1)} at the last`;
      const span = `${percent(lowest, 1)} to ${percent(highest, 1)}`;
      return {
        rising: `The base rate rises: ${ends}, beyond chance. A random split would hide this.`,
        falling: `The base rate falls: ${ends}, beyond chance. A random split would hide this.`,
        changing: `The base rate changes from date to date (${span}), beyond chance. A random split would hide this.`,
        steady: `The base rate hardly changes, as far as chance can tell: ${span}.`,
        unknown: `There are too few conversions to tell whether the base rate changes: ${span}.`,
      }[moves];
    },
    meaning: 'Whether the share of contacts that convert changes over time.',
    advice: 'If it changes, recalibrate often, and train on recent dates.',
  },
  'calibration-over-origins': {
    sentence: ({ fails, off, origins }) => {
      return `At ${integer(off)} of ${counted(origins, 'past date')} level or slope is off by a quarter or more, beyond chance: ${fails ? 'more often than' : 'no more often than'} with right probabilities.`;
    },
    meaning: 'Whether the probabilities were clearly off at more past dates than chance explains.',
    advice: 'If they were, use the order of the list, and recalibrate once outcomes are known.',
  },
  'against-simpler': {
    sentence: ({ family, difference: { value, low, high } }) => {
      const name = family === 'points' ? 'the points score' : 'the base rate';
      const figures = `log loss differs by ${decimal(value, 4)} (${decimal(low, 4)} to ${decimal(high, 4)}), and below 0 is better`;
      return high < 0
        ? `The models selected at each past date are better than ${name}: ${figures}.`
        : `The models selected at each past date are not clearly better than ${name}: ${figures}.`;
    },
    meaning: 'Whether the models are better than something simpler.',
    advice: 'If they are not, use the simpler one.',
  },
  'fewer-origins': {
    sentence: ({ origins, asked }) =>
      `The history is long enough for ${counted(origins, 'past date')} only, not for the ${integer(asked)} you asked for.`,
    meaning: 'The history is too short for as many past dates.',
    advice: 'Nothing, or ask for fewer: `--origins`.',
  },
};

/** Says so where single origins are too small to show what all of them together do. */
function overallText({ value, low, high }: NoticeFigures['expected-and-observed']['excess']): string {
  if (!(low > 0 || high < 0)) return '';
  const figures = [value, low, high].map((share) => decimal(100 * Math.abs(share), 1));
  const [least, most] = [figures[1]!, figures[2]!].sort((a, b) => Number(a) - Number(b));
  return ` Over all past dates that is ${figures[0]} ${value < 0 ? 'fewer' : 'more'} per 100 called (${least} to ${most}), beyond chance.`;
}
