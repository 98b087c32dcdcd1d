import { calibrationSlopeMetric } from '../evaluation/metrics/calibrationLine.ts';
import type { trainingFigures } from '../notice/training.ts';
import { counted, day, decimal, integer, percent, span } from '../text/format.ts';
import { joined, listed } from './listed.ts';
import { machinesTold } from './machines.ts';
import { withInterval } from './withInterval.ts';
import type { Wordings } from './wording.ts';

const checkWhenKnown =
  'Make sure that the named features are known at the time the model is asked. If one is written after the outcome, exclude it.';

/** What a training says beside its figures. */
export const trainingWordings: Wordings<keyof typeof trainingFigures> = {
  'older-warning': {
    sentence: ({ sentence }) => sentence,
    meaning: 'A warning of a model of an earlier version, which kept only its sentence.',
    advice: 'Read the sentence. A new training has codes and figures.',
  },
  'training-rows-hidden': {
    sentence: ({ tables }) =>
      `Row-level security hides rows of ${listed(tables, 'table')} from the role that trained. The model knows only the other rows, and scoring publishes nothing unless somebody accepts that.`,
    meaning: 'The model learned from a part of the rows: row-level security hid the others.',
    advice: 'Give the role a policy that lets it see every row, and train again.',
  },
  'windows-cut': {
    sentence: ({ begins, firstDate, cut, longest }) =>
      `The record begins on ${day(begins)}, and the first as-of date is ${day(firstDate)}: the ${cut.length === 1 ? 'window' : 'windows'} of ${joined(cut.map(integer))} days ${cut.length === 1 ? 'is' : 'are'} cut to ${integer(longest)} days, on every date and at scoring. A training on a longer record will use longer windows.`,
    meaning: 'The history is too short for the windows of the configuration.',
    advice: 'Nothing now. Train again once the history is longer.',
  },
  'tested-on-units': {
    sentence: () =>
      'Time was not tested: there are too few dates for a test on later ones, so the model was judged on other accounts or contacts of the same dates. Nobody knows yet whether its probabilities are right later.',
    meaning: 'The history is too short for a test on later dates.',
    advice: 'Train again when there are more dates.',
  },
  'too-good': {
    sentence: ({ rocAuc, features }) =>
      `A ROC AUC of ${decimal(rocAuc, 3)} is too good to be true: a feature probably knows the outcome. Make sure that the strongest ones are known when the model is asked: ${features.join(', ')}.`,
    meaning:
      'The model is better than people’s decisions can be forecast: something was probably written after the outcome.',
    advice: checkWhenKnown,
  },
  'one-feature-carries': {
    sentence: ({ feature, share }) =>
      `Nearly all of the ranking comes from one feature, ${feature}: without its values, ${percent(share, 0)} of the advantage over chance is gone. Make sure that it is known when the model is asked.`,
    meaning: 'One feature does nearly all the work, as one does that was written after the outcome.',
    advice: checkWhenKnown,
  },
  'points-preferred': {
    sentence: ({ family, timeTested }) =>
      `The ${family} model was ahead on the calibration ${timeTested ? 'dates' : 'rows'}, but is not better than the points score on the test ${timeTested ? 'dates' : 'rows'}. The simpler points score is used.`,
    meaning: 'A simpler model is as good on the test.',
    advice: 'Nothing.',
  },
  'too-little-data': {
    sentence: ({ minimum, timeTested }) =>
      `There is too little data to learn from: at least ${integer(minimum.trainPositives)} conversions and ${integer(minimum.trainNegatives)} others in training and ${integer(minimum.testPositives)} conversions ${timeTested ? 'on the test dates' : 'among the test rows'} are needed. A points score takes the place of a model.`,
    meaning: 'Too few contacts converted, or too few did not, for a model that can be learned and judged.',
    advice: 'Wait for more outcomes, take a longer history or a longer horizon.',
  },
  'slope-off': {
    sentence: ({ slope }) =>
      `The probabilities are ${slope.value < 1 ? 'overconfident: high ones are too high and low ones too low' : 'underconfident: all are too close to the average'}. The calibration slope is ${withInterval(slope, calibrationSlopeMetric.digits)}, and 1 is right.`,
    meaning: 'On the test the probabilities are more extreme, or less extreme, than what came.',
    advice:
      'Use the order of the list, not the probabilities. Recalibrate with `handraise recalibrate` once newer outcomes are there.',
  },
  'off-on-average': {
    sentence: ({ ece }) => `Probabilities are off by ${decimal(100 * ece, 1)} percentage points on average (ECE).`,
    meaning: 'The expected calibration error on the test is above two percentage points.',
    advice: 'Use the order of the list, not the probabilities. Recalibrate once newer outcomes are there.',
  },
  'few-conversions': {
    sentence: ({ positives, timeTested }) =>
      `Only ${counted(positives, 'conversion')} ${timeTested ? (positives === 1 ? 'falls on the test dates' : 'fall on the test dates') : `${positives === 1 ? 'is' : 'are'} among the test rows`}: every figure is uncertain.`,
    meaning: 'The test has fewer than 100 conversions.',
    advice: 'Look at the intervals, not at the figures alone.',
  },
  'not-tuned': {
    sentence: () =>
      'Settings were not tuned: the training dates leave no earlier and later part with ten rows of each class.',
    meaning: 'A search for better settings needs earlier and later training dates, and there are too few.',
    advice: 'Nothing: the default settings are used.',
  },
  'segment-off': {
    sentence: ({ title, segment, observed, expected, low, high }) =>
      `Probabilities are off in a segment: ${title}: ${segment}, where ${integer(observed)} converted of ${decimal(expected, 1)} expected (${percent(low, 0)} to ${percent(high, 0)}).`,
    meaning: 'In one segment clearly more or fewer converted than expected.',
    advice: 'Do not use the probabilities of that segment as they are.',
  },
  'slice-unknown': {
    sentence: ({ feature }) =>
      `The program asks for slices by ${feature}, which is no feature: handraise audit lists the features there are.`,
    meaning: '`slices` names a feature that there is not.',
    advice: 'Correct the name in `slices`.',
  },
  'kinds-without-events': {
    sentence: ({ kinds }) =>
      `features.kinds or features.stages names kinds of which there is no event: ${quoted(kinds)}.`,
    meaning: 'The configuration asks for features of kinds of events that do not occur.',
    advice: 'Correct the names in `features.kinds` and `features.stages`.',
  },
  'kinds-excluded': {
    sentence: ({ kinds }) =>
      `features.kinds or features.stages names kinds that exclude.eventKinds leaves out: ${quoted(kinds)}.`,
    meaning: 'The configuration asks for kinds of events and excludes them.',
    advice: 'Remove them from `features.kinds` and `features.stages`, or from `exclude.eventKinds`.',
  },
  'property-values-cut': {
    sentence: ({ property, values, told }) =>
      `Events have ${integer(values)} different values of ${property}; the ${integer(told)} most frequent are told apart, the rest are taken for one.`,
    meaning: 'A property of events has very many values, such as pages with the visitor in their address.',
    advice: 'Map a column or a SELECT with fewer values, such as the page without what follows the question mark.',
  },
  'machine-events-told': {
    sentence: (told) => machinesTold(told),
    meaning:
      'Mail gateways and mail clients open messages and follow links by themselves; so much of what looks like interest is theirs.',
    advice: 'Nothing. keep: true in source.event.machine uses them like those by people.',
  },
  corrected: {
    sentence: ({ modelId, from, to }) =>
      `Its probabilities were corrected by rows of ${span(from, to)}. All other figures are those of ${modelId}, before the correction.`,
    meaning: 'The model is a recalibrated one: only its probabilities are new.',
    advice: 'Nothing.',
  },
  'not-converged': {
    sentence: ({ iterations, gradient }) =>
      `The logistic regression did not converge: after ${counted(iterations, 'step')} its relative gradient is ${gradient.toExponential(1)}.`,
    meaning: 'The best coefficients were not reached in the steps allowed.',
    advice: 'Look for features that say the same or have huge values, and exclude them.',
  },
  'scale-not-converged': {
    sentence: () => 'The scale of the points score did not converge.',
    meaning: 'The line that makes probabilities of points was not found exactly.',
    advice: 'Use the order of the points, not the probabilities.',
  },
};

function quoted(kinds: readonly string[]): string {
  return kinds.map((kind) => JSON.stringify(kind)).join(', ');
}
