import { z } from 'zod';
import { estimate, figure } from './figure.ts';

/** What the gates of a flat file measured. */
export const flatFileFigures = {
  /** Share of what the model goes by that the file to score lacks, and whether that is too much. */
  'file-to-score': z.object({ lost: figure, gone: z.boolean(), accepted: z.boolean() }),
  /** Test rows, and those that have the outcome: all or none. */
  'one-outcome-in-test': z.object({ rows: figure, positives: figure }),
  'ranks-better-than-chance': z.object({ rocAuc: estimate }),
  /** Log loss of the model minus that of the base rate; absent where the model is the base rate. */
  'loss-below-base-rate': z.object({ difference: estimate.optional() }),
} as const;
