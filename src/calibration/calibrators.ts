import { HandraiseError } from '../errors.ts';
import { beta } from './beta.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { isotonic } from './isotonic.ts';
import { none } from './none.ts';
import { platt } from './platt.ts';

/** Every calibrator, simplest first. */
export const calibrators: readonly Calibrator[] = [none, platt, beta, isotonic];

/**
 * The calibrator an artefact holds.
 *
 * @throws HandraiseError `artefact` for a method nobody knows or parameters of the wrong shape.
 */
export function loadCalibrator(method: string, parameters: unknown): FittedCalibrator {
  const calibrator = calibrators.find((candidate) => candidate.method === method);
  if (!calibrator)
    throw new HandraiseError('artefact', `there is no calibrator ${JSON.stringify(method)}`, {
      hint: 'the model may come from a newer version: upgrade handraise, or train again',
    });
  return calibrator.load(parameters);
}
