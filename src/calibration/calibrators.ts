import { HandraiseError } from '../errors.ts';
import { beta } from './beta.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { isotonic } from './isotonic.ts';
import { none } from './none.ts';
import { platt } from './platt.ts';
import { quadratic } from './quadratic.ts';
import { temperature } from './temperature.ts';
import { vennAbers } from './vennAbersCalibrator.ts';

/**
 * Every calibrator, simplest first: of equals, `auto` takes the first. Each is an object with its `method`, `title`, `formula`, `fit` and `load`.
 *
 * @example
 * const platt = calibrators.find(({ method }) => method === 'platt')!;
 * const fitted = platt.fit(Float64Array.of(-2, -1, 0, 1, 2), Uint8Array.of(0, 0, 1, 0, 1));
 * fitted.probabilities(Float64Array.of(0.5)).length // 1
 */
export const calibrators = [
  none,
  temperature,
  platt,
  beta,
  quadratic,
  vennAbers,
  isotonic,
] as const satisfies readonly Calibrator[];

/** The name of a calibrator. */
export type CalibrationMethod = (typeof calibrators)[number]['method'];

/** The names of the calibrators, simplest first. */
export const calibrationMethods: readonly CalibrationMethod[] = calibrators.map(({ method }) => method);

/** A calibration method as prose calls it; the method itself where no calibrator here has it, as of a newer version's model. */
export function calibrationTitle(method: string): string {
  return calibrators.find((calibrator) => calibrator.method === method)?.title ?? method;
}

/**
 * A fitted calibrator, made again from what its `parameters()` gave.
 *
 * @param method its name, one of `calibrationMethods`
 * @param parameters plain JSON
 * @throws HandraiseError `artefact` for a method nobody knows or parameters of the wrong shape.
 * @example
 * const stored = loadCalibrator('platt', { slope: 1, intercept: 0 });
 * stored.probabilities(Float64Array.of(0)) // Float64Array.of(0.5)
 */
export function loadCalibrator(method: string, parameters: unknown): FittedCalibrator {
  const calibrator = calibrators.find((candidate) => candidate.method === method);
  if (!calibrator)
    throw new HandraiseError('artefact', `there is no calibrator ${JSON.stringify(method)}`, {
      hint: 'the model may come from a newer version: upgrade handraise, or train again',
    });
  return calibrator.load(parameters);
}
