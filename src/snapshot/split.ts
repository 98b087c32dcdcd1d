import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { hash32 } from '../numeric/hash.ts';
import { growingIntegers } from './growingArray.ts';
import { microsecondsOf } from './instant.ts';
import { type ExclusionReason, ledgerOf } from './ledger.ts';
import type { Population } from './population.ts';
import type { Snapshots, Split } from './snapshots.ts';
import { splitDates } from './splitDates.ts';
import { Tally } from './tally.ts';
import { unitId } from './unit.ts';

const sideNames = ['training', 'calibration', 'test'] as const;
const inGap = 3;

/**
 * Splits snapshots in time: training on earlier dates, calibration on later ones, the test on the last.
 *
 * Rows before the test whose horizon reaches into it are left out as a gap, so that no label is learned from that the
 * test is about. A unit found on several sides keeps one of them, drawn by a hash of its id and the seed in proportion to
 * the rows of those sides; its other rows are left out. The same rows and seed give the same split.
 *
 * @throws HandraiseError `config` when the shares leave nothing for training, `data` when the history is too short or units too few.
 */
export function splitSnapshots(population: Population, snapshots: Snapshots, program: Program): Split {
  const { calibrationFrom, testFrom } = splitDates(snapshots.asOf, population, program);
  const horizon = microsecondsOf(program.horizonDays);
  const sideByDate = new Uint8Array(snapshots.rows);
  for (let row = 0; row < snapshots.rows; row++) {
    const asOf = snapshots.asOf[row]!;
    if (asOf >= testFrom) sideByDate[row] = 2;
    else if (asOf + horizon > testFrom) sideByDate[row] = inGap;
    else sideByDate[row] = asOf >= calibrationFrom ? 1 : 0;
  }
  const sideOfUnit = chooseSides(population, snapshots, program, sideByDate);
  const sides = [growingIntegers(), growingIntegers(), growingIntegers()] as const;
  const excluded = new Tally<ExclusionReason>();
  for (let row = 0; row < snapshots.rows; row++) {
    const side = sideByDate[row]!;
    if (side === inGap) excluded.add('gap before the test dates');
    else if (sideOfUnit[snapshots.unit[row]!] !== side) excluded.add('unit on another side');
    else sides[side]!.push(row);
  }
  for (const [side, name] of sideNames.entries())
    if (sides[side]!.length === 0)
      throw new HandraiseError('data', `no ${program.unit} is left for ${name}`, {
        hint: `every ${program.unit} is kept on one side of the split, so more of them are needed`,
      });
  const [train, calibration, test] = sides;
  const kept = train.length + calibration.length + test.length;
  return {
    train: train.finish(),
    calibration: calibration.finish(),
    test: test.finish(),
    calibrationFrom,
    testFrom,
    ledger: ledgerOf(snapshots.rows, kept, excluded),
  };
}

/** The one side of each unit, by its number; those of units without a row mean nothing. */
function chooseSides(
  population: Population,
  { rows, unit, contact }: Snapshots,
  program: Program,
  sideByDate: Uint8Array,
): Uint8Array {
  const units = population.accounts.ids.length + population.contacts.ids.length;
  const found = new Uint8Array(units);
  const contactOf = new Int32Array(units).fill(-1);
  const rowsOnSide: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const side = sideByDate[row]!;
    if (side === inGap) continue;
    rowsOnSide[side]!++;
    found[unit[row]!]! |= 1 << side;
    contactOf[unit[row]!] = contact[row]!;
  }
  const chosen = new Uint8Array(units);
  for (let number = 0; number < units; number++) {
    if (contactOf[number]! < 0) continue;
    const weights = rowsOnSide.map((count, side) => (found[number]! & (1 << side) ? count : 0));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const draw = hash32(`split/${unitId(population, program, contactOf[number]!)}`, program.seed) / 2 ** 32;
    let side = 0;
    for (let below = weights[0]!; draw * total >= below; below += weights[side]!) side++;
    chosen[number] = side;
  }
  return chosen;
}
