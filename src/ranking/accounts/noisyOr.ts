import { z } from 'zod';
import { parseParameters } from '../../storedParameters.ts';
import { anyConverts } from './anyConverts.ts';
import { fitDependence } from './fitDependence.ts';
import type { FittedRollUp, RollUp } from './rollUp.ts';

const schema = z.strictObject({ dependence: z.number().min(-1).max(1) });

/** Contacts combined as if each were on its own, but for a dependence that past accounts show. */
export const noisyOr: RollUp<'noisy-or'> = {
  method: 'noisy-or',
  title: 'all contacts together',
  works: 'takes the probabilities of all contacts, and how much those of one account have in common',
  formula: '1 − Π(1 − pᵢ), moved towards p₁ or Σ pᵢ by the dependence',
  parameters: '1, drawn towards 0',
  source: 'noisy-or: Pearl 1988; dependence: Clayton 1978, Cook and Johnson 1981; shrinkage: James and Stein 1961',
  fit: async (accounts) => fitted(fitDependence(accounts)),
  load: (parameters) => fitted(parseParameters('the combination of contacts', schema, parameters).dependence),
};

function fitted(dependence: number): FittedRollUp {
  return {
    method: 'noisy-or',
    reads: [],
    probabilities: ({ rows, start, probability }) =>
      Float64Array.from({ length: rows }, (_, row) =>
        anyConverts(probability, start[row]!, start[row + 1]!, dependence),
      ),
    parameters: () => ({ dependence }),
  };
}
