import { z } from 'zod';
import { names } from './figure.ts';

/** What a training says beside its figures. */
export const trainingFigures = {
  /** Tables of which row-level security hides rows from the role that trained, as SQL writes them. */
  'training-rows-hidden': z.object({ tables: names }),
} as const;
