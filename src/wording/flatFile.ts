import { logLossMetric } from '../evaluation/metrics/logLoss.ts';
import { rocAucMetric } from '../evaluation/metrics/rocAuc.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import type { flatFileFigures } from '../notice/flatFile.ts';
import { day, decimal, integer, percent } from '../text/format.ts';
import { withInterval } from './withInterval.ts';
import type { GateWordings, Wordings } from './wording.ts';

type FlatFileKind = keyof typeof flatFileFigures;
/** Of these, those that gates say. */
type FlatFileGate = 'file-to-score' | 'one-outcome-in-test' | 'ranks-better-than-chance' | 'loss-below-base-rate';

/** What the gates of a flat file say. */
export const flatFileGateWordings: GateWordings<FlatFileGate> = {
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
    asked: () => `the whole interval of the ${rocAucMetric.title} above 0.5`,
    measured: ({ rocAuc }) => withInterval(rocAuc, rocAucMetric.digits),
    meaning: 'On the test rows the model does not put those with the outcome before the others.',
    advice: 'Do not use the predictions. Add columns that are known beforehand, or more rows.',
  },
  'loss-below-base-rate': {
    sentence: ({ difference }, blocked) =>
      blocked || !difference
        ? 'Its probabilities are no better than the base rate: their log loss is not lower.'
        : `Its log loss is ${decimal(-difference.value, 4)} below that of the base rate.`,
    asked: () => `${logLossMetric.title} below that of the base rate`,
    measured: ({ difference }) => (difference ? withInterval(difference, logLossMetric.digits) : 'it is the base rate'),
    meaning: 'The probabilities are no better than the same probability for every row.',
    advice: 'Do not use the predictions. Add columns that are known beforehand, or more rows.',
  },
};

/** What else is said of a flat file, and of one to score. */
export const flatFileWordings: Wordings<Exclude<FlatFileKind, FlatFileGate>> = {
  'scored-anyway': {
    sentence: ({ lost }) =>
      `The file to score lacks ${percent(lost, 1)} of what the model goes by. It is scored anyway, as you asked.`,
    meaning: '`--accept-drift` lets a file be scored that lacks much of what the model goes by.',
    advice: 'Expect poor predictions.',
  },
  'column-differs': {
    sentence: ({ column, weight, ...of }) =>
      `${column}, ${percent(weight, 1)} of what the model goes by, ${differenceText(of)}.`,
    meaning: 'A column of the file to score is not what it was in training.',
    advice: 'Compare the column in both files: another format, a missing load, other people.',
  },
  'more-columns-differ': {
    sentence: ({ columns }) => `${integer(columns)} more columns of the file to score differ from training.`,
    meaning: 'Ten columns are named; there are more.',
    advice: 'See the named ones first.',
  },
  'rows-in-time-order': {
    sentence: ({ column, newestFirst, share, used }) =>
      `The rows are in the order of ${column}${newestFirst ? ', the newest first' : ''}: ${percent(share, 1)} of them follow the row before in time. ${
        used
          ? 'So they are split by it, and the newest are the test. If it is not the order of time, use --split hash'
          : 'They are split by a hash, because one of the sides would have rows of one outcome only.'
      }`,
    meaning: 'Nearly every row has a later date than the row before, or nearly every row an earlier one.',
    advice: 'If that is not the order in which the rows came to be, use `--split hash`.',
  },
  'dates-counted': {
    sentence: ({ columns, upTo }) =>
      upTo === undefined
        ? `${columns.join(', ')}: counted in days up to the time of each row. Dates after it are not known then, and count as missing.`
        : `${columns.join(', ')}: counted in days up to ${day(upTo)}, the latest date in the file, also for rows of a later file.`,
    meaning:
      'Dates are used as days since them and between them, and as months and weekdays where these tell something.',
    advice:
      'Keep the date for later files with `--write-schema`, or name the column of the row’s own time with `--time`.',
  },
  'sorted-by-outcome': {
    sentence: ({ splitByHash }) =>
      splitByHash
        ? 'The rows are sorted by the outcome, so their order is not that of time. That does no harm here: they are split by a hash.'
        : 'The rows are sorted by the outcome, so their order is not that of time, and the sides of the split cannot be compared: use --split hash',
    meaning: 'All rows with the outcome stand together in the file.',
    advice: 'Split by a hash: `--split hash`, the default.',
  },
  'base-rate-moved': {
    sentence: ({ train, test }) =>
      `The base rate has changed: it is ${percent(train, 1)} in the training rows and ${percent(test, 1)} in the test rows. Probabilities learned from earlier rows are too high or too low on later ones. A random split would hide this.`,
    meaning: 'The share of rows with the outcome has changed from the earlier rows to the later ones.',
    advice: 'Trust the order more than the probabilities, and train on recent rows.',
  },
  'base-rate-by-order': {
    sentence: ({ first, last }) =>
      `The base rate is ${percent(first, 1)} in the first 60% of the rows and ${percent(last, 1)} in the last 20%. If the rows are in the order of time, these figures hide a drift: use --split order`,
    meaning: 'The share of rows with the outcome changes along the file.',
    advice: 'If the rows are in the order of time, use `--split order`.',
  },
  'without-warned': {
    sentence: ({ left, rocAuc }) =>
      `Without the columns warned of (${left.join(', ')}) the ROC AUC on the test rows is ${decimal(rocAuc, 3)}: leave out those that are filled in later.`,
    meaning: 'How good the model is without the columns that may know the outcome.',
    advice: 'Find out when these columns are filled in. Leave out those that are filled in later.',
  },
};

type Difference = Omit<NoticeFigures['column-differs'], 'column' | 'weight'>;

function differenceText({
  how,
  share,
  before = Number.NaN,
  examples = [],
  least,
  greatest,
  value,
}: Difference): string {
  const quoted = examples.map((text) => JSON.stringify(text)).join(', ');
  const rows = percent(share, 1);
  return {
    unreadable: `cannot be read in ${rows} of the rows to score, such as ${quoted}`,
    empty: `is empty in ${rows} of the rows to score (training: ${percent(before, 1)})`,
    unseen: `has values that training never saw in ${rows} of the rows to score, such as ${quoted}`,
    outside: `is outside the range of training, ${least} to ${greatest}, in ${rows} of the rows to score`,
    constant: `is ${value} in every row to score (training: ${percent(before, 1)})`,
    moved: `has other values: ${rows} of the rows to score would need another one to be like training`,
  }[how];
}
