import { z } from 'zod';
import { parseParameters } from '../../storedParameters.ts';
import type { AccountRows } from './accountRows.ts';
import type { FittedRollUp, RollUp } from './rollUp.ts';

const schema = z.strictObject({});

/** The account is what its best contact is: right where its people convert together or not at all. */
export const bestContact: RollUp<'best-contact'> = {
  method: 'best-contact',
  title: 'the best contact alone',
  works: 'takes the probability of the best contact for that of the account',
  formula: 'p₁',
  parameters: 'none',
  source: '',
  fit: async () => fitted,
  load(parameters) {
    parseParameters('the best contact of an account', schema, parameters);
    return fitted;
  },
};

const fitted: FittedRollUp = { method: 'best-contact', reads: [], probabilities: bestOf, parameters: () => ({}) };

/** Probability of the best contact of each account. */
export function bestOf({ rows, start, probability }: AccountRows): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => probability[start[row]!]!);
}
