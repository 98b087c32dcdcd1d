import { z } from 'zod';
import { estimate, figure, names } from './figure.ts';

/** What is said of a flat file. Shares are between 0 and 1. */
export const flatFileFigures = {
  /** Share of what the model goes by that the file to score lacks, and whether that is too much. */
  'file-to-score': z.object({ lost: figure, gone: z.boolean(), accepted: z.boolean() }),
  /** Test rows, and those that have the outcome: all or none. */
  'one-outcome-in-test': z.object({ rows: figure, positives: figure }),
  'ranks-better-than-chance': z.object({ rocAuc: estimate }),
  /** Log loss of the model minus that of the base rate; absent where the model is the base rate. */
  'loss-below-base-rate': z.object({ difference: estimate.optional() }),
  'scored-anyway': z.object({ lost: figure }),
  /** A column of the file to score that is not what it was in training. */
  'column-differs': z.object({
    column: z.string(),
    /** Share of what the model goes by. */
    weight: figure,
    how: z.enum(['unreadable', 'empty', 'unseen', 'outside', 'constant', 'moved']),
    /** Of the rows to score; and of the training rows, where that says something. */
    share: figure,
    before: figure.optional(),
    /** Cells that cannot be read, or levels that training never saw. */
    examples: names.optional(),
    /** The range of training. */
    least: figure.optional(),
    greatest: figure.optional(),
    /** The one value of all rows to score. */
    value: z.string().optional(),
  }),
  'more-columns-differ': z.object({ columns: figure }),
  /** The column by which the rows are in the order of time, the share of neighbours that are, and whether the rows are split by it. */
  'rows-in-time-order': z.object({ column: z.string(), newestFirst: z.boolean(), share: figure, used: z.boolean() }),
  /** Columns of dates, and the day or instant their ages are counted up to; absent where that is each row's own time. */
  'dates-counted': z.object({ columns: names, upTo: z.string().optional() }),
  'sorted-by-outcome': z.object({ splitByHash: z.boolean() }),
  /** Base rates of the training and the test rows. */
  'base-rate-moved': z.object({ train: figure, test: figure }),
  /** Base rates of the first 60% and the last 20% of the rows. */
  'base-rate-by-order': z.object({ first: figure, last: figure }),
  /** ROC AUC on the test rows without the columns that the audit warns of. */
  'without-warned': z.object({ left: names, rocAuc: figure }),
} as const;
