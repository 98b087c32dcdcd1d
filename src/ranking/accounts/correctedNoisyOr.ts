import { z } from 'zod';
import { loadCalibrator } from '../../calibration/calibrators.ts';
import { logit } from '../../numeric/special.ts';
import { parseParameters } from '../../storedParameters.ts';
import type { AccountRows } from './accountRows.ts';
import type { FittedRollUp } from './rollUp.ts';

export const correctedMethod = 'corrected-noisy-or';

/** Log-odds of 1 − 1e-15: those of a probability nearer to 0 or 1 count as these. */
const farthest = -logit(1e-15);

const schema = z.strictObject({ method: z.string(), parameters: z.unknown() });

/**
 * Contacts combined as if each were on its own, then calibrated: what accounts are by models of artefacts up to version 4. An account may fall below its best contact.
 *
 * @throws HandraiseError `artefact` when the parameters have the wrong shape.
 */
export function loadCorrectedNoisyOr(parameters: unknown): FittedRollUp {
  const stored = parseParameters('the correction of accounts', schema, parameters);
  const calibrator = loadCalibrator(stored.method, stored.parameters);
  return {
    method: correctedMethod,
    reads: [],
    probabilities: (accounts) => calibrator.probabilities(margins(accounts)),
    parameters: () => stored,
  };
}

function margins({ rows, start, probability }: AccountRows): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let logNone = 0;
    for (let at = start[row]!; at < start[row + 1]!; at++) logNone += Math.log1p(-probability[at]!);
    const margin = Math.log(-Math.expm1(logNone)) - logNone;
    return Math.min(Math.max(margin, -farthest), farthest);
  });
}
