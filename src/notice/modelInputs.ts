import { z } from 'zod';
import { names } from './figure.ts';

/** How what a model's features are made of is read at scoring, beside how it was for training. */
export const modelInputFigures = {
  'inputs-unrecorded': z.object({ modelId: z.string() }),
  /** Entities that are read from another table under the same columns. */
  'inputs-elsewhere': z.object({ modelId: z.string(), entities: names }),
} as const;
