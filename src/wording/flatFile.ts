import type { flatFileFigures } from '../notice/flatFile.ts';
import { decimal, integer, percent } from '../text/format.ts';
import { withInterval } from './withInterval.ts';
import type { GateWordings } from './wording.ts';

/** What the gates of a flat file say. */
export const flatFileWordings: GateWordings<keyof typeof flatFileFigures> = {
  'file-to-score': {
    sentence: ({ lost, gone, accepted }) => {
      const lacks = `The file to score lacks ${percent(lost, 1)} of what the model goes by`;
      if (!gone) return `${lacks}.`;
      return accepted
        ? `${lacks}. It is scored anyway, as you asked.`
        : `${lacks}, so nothing is predicted. Look at its columns; if they are right, add --accept-drift`;
    },
    asked: () => 'less than 10% of what the model goes by is missing or new in the file to score',
    measured: ({ lost }) => percent(lost, 1),
    meaning: 'Columns that the model goes by are missing, empty or of other values in the file to score.',
    advice: 'Compare the columns of the two files. If the file is right, add `--accept-drift`.',
  },
  'one-outcome-in-test': {
    sentence: ({ rows, positives }) =>
      `It cannot be judged: of ${integer(rows)} test rows ${positives === 0 ? 'none has' : 'all have'} the outcome. A test needs rows with it and rows without it.`,
    asked: () => 'test rows of both outcomes',
    measured: ({ rows, positives }) => `${integer(positives)} of ${integer(rows)}`,
    meaning: 'All test rows have the same outcome, so no figure says whether the model can rank.',
    advice: 'Give a test file with both outcomes, or let the tool choose the test rows.',
  },
  'ranks-better-than-chance': {
    sentence: ({ rocAuc: { value, low, high } }, blocked) =>
      blocked
        ? `It cannot rank better than chance: ROC AUC ${decimal(value, 3)}, interval ${decimal(low, 3)} to ${decimal(high, 3)}.`
        : `It ranks better than chance: the interval of its ROC AUC, ${decimal(low, 3)} to ${decimal(high, 3)}, is above 0.5.`,
    asked: () => 'the whole interval of the ROC AUC above 0.5',
    measured: ({ rocAuc }) => withInterval(rocAuc),
    meaning: 'On the test rows the model does not put those with the outcome before the others.',
    advice: 'Do not use the predictions. Add columns that are known beforehand, or more rows.',
  },
  'loss-below-base-rate': {
    sentence: ({ difference }, blocked) =>
      blocked || !difference
        ? 'Its probabilities are no better than the base rate: their log loss is not lower.'
        : `Its log loss is ${decimal(-difference.value, 4)} below that of the base rate.`,
    asked: () => 'log loss below that of the base rate',
    measured: ({ difference }) => (difference ? withInterval(difference) : 'it is the base rate'),
    meaning: 'The probabilities are no better than the same probability for every row.',
    advice: 'Do not use the predictions. Add columns that are known beforehand, or more rows.',
  },
};
