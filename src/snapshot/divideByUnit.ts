import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { hash32 } from '../numeric/hash.ts';
import { growingIntegers } from './growingArray.ts';
import { type ExclusionReason, ledgerOf } from './ledger.ts';
import type { Population } from './population.ts';
import type { Snapshots, Split } from './snapshots.ts';
import { Tally } from './tally.ts';
import { unitId } from './unit.ts';

/** Where the date of a row puts it; `later` are rows that are not looked at. */
export const dateSides = { train: 0, calibration: 1, test: 2, gap: 3, later: 4 } as const;

const sideNames = ['training', 'calibration', 'test'] as const;

/**
 * Gives each unit that occurs on several sides one of them, drawn by a hash of its id and the seed in proportion to the rows of
 * those sides, and leaves its other rows out.
 *
 * @param sideByDate one of `dateSides` per row.
 * @param options.wholeTest keep every test row, whatever side its unit has before.
 * @throws HandraiseError `data` when a side has no unit left.
 */
export function divideByUnit(
  population: Population,
  snapshots: Snapshots,
  program: Program,
  sideByDate: Uint8Array,
  { wholeTest = false }: { readonly wholeTest?: boolean } = {},
): Pick<Split, 'train' | 'calibration' | 'test' | 'ledger'> {
  const isDrawn = (side: number) => side < dateSides.test || (side === dateSides.test && !wholeTest);
  const sideOfUnit = chooseSides(population, snapshots, program, sideByDate, isDrawn);
  const sides = [growingIntegers(), growingIntegers(), growingIntegers()] as const;
  const excluded = new Tally<ExclusionReason>();
  let considered = 0;
  for (let row = 0; row < snapshots.rows; row++) {
    const side = sideByDate[row]!;
    if (side === dateSides.later) continue;
    considered++;
    if (side === dateSides.gap) excluded.add('gap before the test dates');
    else if (isDrawn(side) && sideOfUnit[snapshots.unit[row]!] !== side) excluded.add('unit on another side');
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
    ledger: ledgerOf(considered, kept, excluded),
  };
}

/** The one side of each unit, by its number; those of units without a row mean nothing. */
function chooseSides(
  population: Population,
  { rows, unit, contact }: Snapshots,
  program: Program,
  sideByDate: Uint8Array,
  isDrawn: (side: number) => boolean,
): Uint8Array {
  const units = population.accounts.ids.length + population.contacts.ids.length;
  const found = new Uint8Array(units);
  const contactOf = new Int32Array(units).fill(-1);
  const rowsOnSide: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const side = sideByDate[row]!;
    if (!isDrawn(side)) continue;
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
