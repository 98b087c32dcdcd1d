import { z } from 'zod';
import { estimate, figure } from './figure.ts';

/** The answers of a back-test. */
export const backtestFigures = {
  /** At how many origins it ranks better than chance, and the least and the greatest ROC AUC. */
  'ranks-at-origins': z.object({ ranks: figure, origins: figure, least: figure, greatest: figure }),
  /** Had the best k been called at each origin: expected, observed, at how many origins that lies within its interval, and observed minus expected per row. */
  'expected-and-observed': z.object({
    k: figure,
    expected: figure,
    observed: figure,
    within: figure,
    origins: figure,
    excess: estimate,
  }),
  'base-rate-over-origins': z.object({
    moves: z.enum(['rising', 'falling', 'changing', 'steady', 'unknown']),
    first: figure,
    last: figure,
    lowest: figure,
    highest: figure,
  }),
  /** At how many origins the probabilities are off beyond chance, and whether that is more than chance leaves. */
  'calibration-over-origins': z.object({ fails: z.boolean(), off: figure, origins: figure }),
  /** Log loss of the models chosen at each origin minus that of something simpler. */
  'against-simpler': z.object({ family: z.enum(['base-rate', 'points']), difference: estimate }),
  'fewer-origins': z.object({ origins: figure, asked: figure }),
} as const;
