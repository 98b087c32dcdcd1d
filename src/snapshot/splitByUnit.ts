import type { Program } from '../config/schema.ts';
import { hash32 } from '../numeric/hash.ts';
import type { Population } from './population.ts';
import type { Snapshots } from './snapshots.ts';
import { unitId } from './unit.ts';

/**
 * The side of each row where the record has too few dates to split it in time: that of its unit, drawn by a hash of its id and the seed in
 * the shares of the program.
 *
 * @returns 0 training, 1 calibration or 2 test per row.
 */
export function sidesByUnit(population: Population, { contact }: Snapshots, program: Program): Uint8Array {
  const { calibrationShare, testShare } = program.split;
  return Uint8Array.from(contact, (index) => {
    const draw = hash32(`unit split/${unitId(population, program, index)}`, program.seed) / 2 ** 32;
    if (draw < 1 - calibrationShare - testShare) return 0;
    return draw < 1 - testShare ? 1 : 2;
  });
}
