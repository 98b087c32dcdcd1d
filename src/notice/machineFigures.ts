import { z } from 'zod';
import { figure } from './figure.ts';

/** Opens and clicks, those of them by machines, and whether these are still used; by the code of the rule, and the domains with most. */
export const machineFigures = {
  events: figure,
  found: figure,
  kept: z.boolean(),
  rules: z.array(z.object({ rule: z.string(), events: figure }).readonly()).readonly(),
  domains: z.array(z.object({ domain: z.string(), events: figure, found: figure }).readonly()).readonly(),
} as const;
