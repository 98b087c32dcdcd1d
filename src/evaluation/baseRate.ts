import type { BootstrapOptions } from './bootstrap.ts';
import { checkLength, checkScores } from './checkRows.ts';
import { clusteredMean } from './clusteredMean.ts';
import type { Estimate } from './evaluation.ts';

/**
 * Share of positives, with its bootstrap interval clustered by unit.
 *
 * @throws HandraiseError `data`, see `checkScores`.
 */
export function baseRate(label: Uint8Array, unit: Int32Array, options: BootstrapOptions): Estimate {
  const values = Float64Array.from(label);
  checkScores(values, label);
  checkLength('units', unit, values);
  return clusteredMean(values, unit, options);
}
