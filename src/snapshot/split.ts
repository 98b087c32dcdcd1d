import type { Program } from '../config/schema.ts';
import { microsecondsOf } from '../time/instant.ts';
import { dateSides, divideByUnit } from './divideByUnit.ts';
import type { Population } from './population.ts';
import type { Snapshots, Split } from './snapshots.ts';
import { sidesByUnit } from './splitByUnit.ts';
import { splitDates } from './splitDates.ts';

/**
 * Splits snapshots in time: training on earlier dates, calibration on later ones, the test on the last.
 *
 * Rows before the test whose horizon reaches into it are left out as a gap, so that no label is learned from that the
 * test is about. A unit is either learned from, on the training and the calibration dates, or judged on the test dates; see `divideByUnit`. Its other rows
 * are left out. The same rows and seed give the same split.
 *
 * Where there are too few dates for that, units are split, whatever their dates.
 *
 * @throws HandraiseError `config` when the shares leave nothing for training, `data` when there are no rows or units too few.
 */
export function splitSnapshots(population: Population, snapshots: Snapshots, program: Program): Split {
  const dates = splitDates(snapshots.asOf, population, program);
  if (dates === null) {
    const first = snapshots.asOf.reduce((least, date) => Math.min(least, date), Number.POSITIVE_INFINITY);
    const sides = sidesByUnit(population, snapshots, program);
    const divided = divideByUnit(population, snapshots, program, sides, { draw: 'none' });
    return { ...divided, calibrationFrom: first, testFrom: first, byUnit: true };
  }
  const { calibrationFrom, testFrom } = dates;
  const horizon = microsecondsOf(program.horizonDays);
  const sideByDate = new Uint8Array(snapshots.rows);
  for (let row = 0; row < snapshots.rows; row++) {
    const asOf = snapshots.asOf[row]!;
    if (asOf >= testFrom) sideByDate[row] = dateSides.test;
    else if (asOf + horizon > testFrom) sideByDate[row] = dateSides.gap;
    else sideByDate[row] = asOf >= calibrationFrom ? dateSides.calibration : dateSides.train;
  }
  const divided = divideByUnit(population, snapshots, program, sideByDate, { draw: 'units' });
  return { ...divided, calibrationFrom, testFrom, byUnit: false };
}
