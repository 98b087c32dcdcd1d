import { calibrationSlopeMetric } from '../evaluation/metrics/calibrationLine.ts';
import { logLossMetric } from '../evaluation/metrics/logLoss.ts';
import { observedToExpectedMetric } from '../evaluation/metrics/observedToExpected.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import type { promotionFigures } from '../notice/promotion.ts';
import { counted, integer, span } from '../text/format.ts';
import { wholeSentences } from './calibrationVerdict.ts';
import { joined } from './listed.ts';
import { withInterval } from './withInterval.ts';
import type { GateWordings } from './wording.ts';

type Counts = NoticeFigures['minimum-data']['counts'];

function countNames(timeTested: boolean): Readonly<Record<keyof Counts, string>> {
  return {
    trainPositives: 'converted in training',
    trainNegatives: 'did not convert in training',
    testPositives: `converted ${inTest(timeTested)}`,
  };
}

/** Where a model was judged: the dates of a test that was not later are no test dates. */
function inTest(timeTested: boolean): string {
  return timeTested ? 'on the test dates' : 'among the test rows';
}

const overconfident = 'overconfident (high ones are too high, low ones too low)';
const underconfident = 'underconfident (all are too close to the average)';

/** What the gates between a model and its promotion say: what was found, what they ask, what was measured. */
export const promotionWordings: GateWordings<keyof typeof promotionFigures> = {
  'older-gate': {
    sentence: ({ sentence }) => sentence,
    asked: ({ asked = '' }) => asked,
    measured: ({ measured = '' }) => measured,
    meaning: 'The gate of a model or decision of an earlier version, which kept only its sentence.',
    advice: 'Read the sentence. A new training has codes and figures.',
  },
  'minimum-data': {
    sentence: ({ counts, minimum, fallback, timeTested }) => {
      const names = countNames(timeTested);
      const short = (Object.keys(names) as (keyof Counts)[]).filter((name) => !(counts[name] >= minimum[name]));
      if (short.length === 0) return 'There is enough data to learn from.';
      const missing = short.map(
        (name) => `${counted(counts[name], 'contact')} ${names[name]} (${integer(minimum[name])} are needed)`,
      );
      const instead = fallback ? ' The points score takes the place of a model.' : '';
      return `There is too little data: ${joined(missing)}.${instead}`;
    },
    asked: ({ minimum, timeTested }) => `at least ${inWords(minimum, timeTested)}`,
    measured: ({ counts, timeTested }) => inWords(counts, timeTested),
    meaning: 'Too few contacts converted, or too few did not, for a model that can be learned and judged.',
    advice:
      'Wait for more outcomes, take a longer history or a longer horizon, or lower `minimum` in the configuration.',
  },
  'against-base-rate': {
    sentence: ({ difference }, blocked) =>
      blocked
        ? `It is not clearly better than the base rate, the same probability for everybody: ${logLossMetric.title} differs by ${withInterval(difference, logLossMetric.digits)}.`
        : `It is better than the base rate, the same probability for everybody: ${logLossMetric.title} differs by ${withInterval(difference, logLossMetric.digits)}.`,
    asked: () => `${logLossMetric.title} below that of the base rate, with the whole interval of the difference`,
    measured: ({ difference }) => withInterval(difference, logLossMetric.digits),
    meaning: 'On the test dates the model is not clearly better than giving everybody the same probability.',
    advice: 'Add features that tell contacts apart, or more history. Until then do not use the ranking.',
  },
  'against-points': {
    sentence: ({ difference }, blocked) => {
      const found = blocked
        ? 'is not better than the points score'
        : difference.high < 0
          ? 'is better than the points score'
          : 'is ahead of the points score, but that may be chance';
      return `It ${found}: ${logLossMetric.title} differs by ${withInterval(difference, logLossMetric.digits)}.`;
    },
    asked: () => `${logLossMetric.title} below that of the points score`,
    measured: ({ difference }) => withInterval(difference, logLossMetric.digits),
    meaning: 'The points score, which everybody can read, is as good as the model.',
    advice: 'Use the points score: it is a family of its own and can be trained by itself.',
  },
  'no-champion': {
    sentence: () => 'There is no champion yet to compare with.',
    asked: () => againstChampion,
    measured: () => 'no champion yet',
    meaning: 'No model serves the program yet, so there is nothing to be worse than.',
    advice: 'Nothing: the gate passes.',
  },
  'against-champion': {
    sentence: ({ championId, difference, rows, from, to, learnedFromThem, timeTested }, blocked) => {
      const found = blocked
        ? `is worse than the champion ${championId}`
        : difference.high < 0
          ? `is better than the champion ${championId}`
          : `is neither clearly better nor clearly worse than the champion ${championId}`;
      const favoured = learnedFromThem ? ' The champion learned from some of these dates, which favours it.' : '';
      return `It ${found} on ${timeTested ? `the ${counted(rows, 'row')} of its test dates` : `its ${counted(rows, 'test row')}`}, ${span(from, to)}: ${logLossMetric.title} differs by ${withInterval(difference, logLossMetric.digits)}.${favoured}`;
    },
    asked: () => againstChampion,
    measured: ({ championId, difference, rows, from, to }) =>
      `${withInterval(difference, logLossMetric.digits)} against ${championId} on ${counted(rows, 'row')}, ${span(from, to)}`,
    meaning: 'The model is worse than the champion on the same test rows, by more than chance explains.',
    advice: 'Keep the champion. Look at what changed between the two models in the calibration report.',
  },
  'not-compared': {
    sentence: ({ championId, why, detail = '' }) =>
      `It was not compared with the champion ${championId}: ${reasons[why](detail)}.`,
    asked: () => againstChampion,
    measured: ({ championId }) => `no comparison with ${championId}`,
    meaning:
      'The model and the champion cannot be judged on the same rows. Where that is the model’s fault, the gate blocks; where it is the champion’s, it passes.',
    advice: 'Read the reason. Train the model again if its own rows or question have changed.',
  },
  'calibration-slope': {
    sentence: ({ slope, recalibrated }, blocked) => {
      const when = recalibrated ? 'After recalibration, its' : 'Its';
      if (!Number.isFinite(slope.value)) return `${when} ${calibrationSlopeMetric.title} could not be computed.`;
      const found = blocked
        ? slope.value < 1
          ? overconfident
          : underconfident
        : 'neither clearly overconfident nor clearly underconfident';
      return `${when} probabilities are ${found}: the ${calibrationSlopeMetric.title} is ${withInterval(slope, calibrationSlopeMetric.digits)}, and ${calibrationSlopeMetric.best} is right.`;
    },
    asked: () =>
      `a ${calibrationSlopeMetric.title} of which the interval contains ${calibrationSlopeMetric.best}, as trained or recalibrated`,
    measured: ({ slope, recalibrated }) =>
      `${withInterval(slope, calibrationSlopeMetric.digits)}${recalibrated ? ' recalibrated' : ''}`,
    meaning: 'On the test dates the probabilities are more extreme, or less extreme, than what came.',
    advice: 'Recalibrate the model with `handraise recalibrate`, or train again on more dates.',
  },
  'calibration-level-and-slope': {
    sentence: ({ whole, recalibrated }) =>
      [
        ...(recalibrated ? ['After recalibration:'] : []),
        ...wholeSentences(whole),
        ...(whole.levelIs === 'too high' || whole.levelIs === 'too low'
          ? ['Once later outcomes are known, this moves the level: handraise recalibrate']
          : []),
      ].join(' '),
    asked: () =>
      `${calibrationSlopeMetric.best} in the interval of the ${calibrationSlopeMetric.title}, or a slope above it by less than a quarter; ${observedToExpectedMetric.title} with ${observedToExpectedMetric.best} in its interval, or within a quarter of it`,
    measured: ({ whole, recalibrated }) =>
      `${calibrationSlopeMetric.title} ${withInterval(whole.slope, calibrationSlopeMetric.digits)}, ${observedToExpectedMetric.title} ${withInterval(whole.level, observedToExpectedMetric.digits)}${recalibrated ? ', recalibrated' : ''}`,
    meaning:
      'On rows that the model had not seen the probabilities are too high or too low on the whole by a quarter or more, or too far from the average, or much too close to it.',
    advice:
      'Where the level has moved, `handraise recalibrate` corrects it once later outcomes are known. Where the slope is off, train again on more dates.',
  },
  'time-not-tested': {
    sentence: () =>
      'Time was not tested: the history has too few dates for a test on later ones. Nobody knows yet whether the model is as good next month.',
    asked: () => 'a test on later dates than those it learned from',
    measured: () => 'a test on other units of the same dates',
    meaning:
      'The history is too short for a test on later dates, so the model was judged on other contacts of the same dates.',
    advice: 'Train again when there are more dates, or promote the model with `--override` and a reason.',
  },
  'excluded-features': {
    sentence: ({ found }) =>
      found.length > 0
        ? `It uses what the configuration excludes: ${joined(found)}.`
        : 'It uses no feature that the configuration excludes.',
    asked: () => 'no feature that the configuration excludes',
    measured: ({ found, used }) => (found.length > 0 ? found.join(', ') : `none among ${integer(used)}`),
    meaning: 'The model was trained with a feature that the configuration excludes now.',
    advice: 'Train again.',
  },
  'audited-features': {
    sentence: ({ leftOut, unaudited, kept }, blocked) => {
      const never = unaudited.map((feature) => `${feature} (never audited)`);
      const against = kept.map(({ feature, reason }) => `${feature} (${reason})`);
      return [
        blocked
          ? `It uses what the availability audit does not allow: ${joined([...leftOut, ...never])}.`
          : 'The availability audit allows every feature it uses.',
        ...(kept.length > 0 ? [`Kept against its advice: ${joined(against)}.`] : []),
      ].join(' ');
    },
    asked: () => 'every feature audited, none left out by the audit',
    measured: ({ used, leftOut, unaudited, kept }) =>
      `${integer(leftOut.length + unaudited.length)} of ${integer(used)} not allowed${kept.length > 0 ? `, ${integer(kept.length)} kept by the configuration` : ''}`,
    meaning: 'The model uses a feature that the audit left out, or never looked at: it may know the outcome.',
    advice: 'Look at the features with `handraise audit`, then train again.',
  },
};

const againstChampion =
  'not worse than the champion on the same dates: the interval of the difference in log loss reaches 0';

const reasons: Readonly<Record<NoticeFigures['not-compared']['why'], (detail: string) => string>> = {
  'same-model': () => 'it is the champion already',
  'unusable-champion': (detail) => detail,
  'both-stand-in': () => 'both are points scores that stand in for too little data',
  'stand-in': () => 'it is a points score that stands in for too little data, and the champion is a model',
  'champion-of-another-question': () => 'the champion was trained for another question than the program asks now',
  'model-of-another-question': () => 'it was trained for another question than the program asks now',
  'corrects-another': (detail) => `it corrects ${detail}, which is not the champion`,
  'rows-changed': () => 'the rows of its test cannot be found again, since data or configuration have changed',
};

function inWords({ trainPositives, trainNegatives, testPositives }: Counts, timeTested: boolean): string {
  return `${integer(trainPositives)} converted and ${integer(trainNegatives)} not in training, ${integer(testPositives)} converted ${inTest(timeTested)}`;
}
