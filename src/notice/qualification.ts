import { z } from 'zod';
import { names } from './figure.ts';

/** What is said at scoring of the criteria of a program. */
export const qualificationFigures = {
  /** Sources of evidence of which nothing was read, such as `answer:budget`. */
  'evidence-unheard': z.object({ sources: names }),
} as const;
