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
 * Puts the rows on the sides of their dates; a unit whose rows could be both learned from and judged is drawn to one of the two by a hash of its id and
 * the seed, in proportion to all rows of these, and its other rows are left out.
 *
 * Where contacts are asked about date after date, a unit is drawn by when it first occurs, never by how long it stays: whoever reaches the outcome
 * is not asked about any more, so that a draw among the sides on which a unit is found would put the outcomes before the test and leave too few in it.
 *
 * @param sideByDate one of `dateSides` per row.
 * @param options.draw `none` where rows of a unit are all on one side already, or every row of the test is to be kept whatever was learned from before.
 * @throws HandraiseError `data` when a side has no unit left.
 */
export function divideByUnit(
  population: Population,
  snapshots: Snapshots,
  program: Program,
  sideByDate: Uint8Array,
  { draw }: { readonly draw: 'units' | 'none' },
): Pick<Split, 'train' | 'calibration' | 'test' | 'ledger'> {
  const isTested = draw === 'units' ? testUnits(population, snapshots, program, sideByDate) : undefined;
  const sides = [growingIntegers(), growingIntegers(), growingIntegers()] as const;
  const excluded = new Tally<ExclusionReason>();
  let considered = 0;
  for (let row = 0; row < snapshots.rows; row++) {
    const side = sideByDate[row]!;
    if (side === dateSides.later) continue;
    considered++;
    if (side === dateSides.gap) excluded.add('gap before the test dates');
    else if (isTested && isTested[snapshots.unit[row]!] !== Number(side === dateSides.test))
      excluded.add('unit on another side');
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

/** 1 for each unit, by its number, whose rows are judged; those of units without a row mean nothing. */
function testUnits(
  population: Population,
  { rows, unit, contact }: Snapshots,
  program: Program,
  sideByDate: Uint8Array,
): Uint8Array {
  const units = population.accounts.ids.length + population.contacts.ids.length;
  const [before, after] = [new Uint8Array(units), new Uint8Array(units)];
  const contactOf = new Int32Array(units).fill(-1);
  const rowsOn = { before: 0, after: 0 };
  for (let row = 0; row < rows; row++) {
    const side = sideByDate[row]!;
    if (side > dateSides.test) continue;
    const own = unit[row]!;
    contactOf[own] = contact[row]!;
    if (side === dateSides.test) after[own] = 1;
    else before[own] = 1;
    rowsOn[side === dateSides.test ? 'after' : 'before']++;
  }
  const share = rowsOn.after / (rowsOn.before + rowsOn.after);
  const stays = 'every' in program.cutoffs;
  const tested = new Uint8Array(units);
  for (let number = 0; number < units; number++) {
    if (contactOf[number]! < 0) continue;
    if (before[number] === 0) tested[number] = 1;
    else if (stays || after[number] === 1) {
      const draw = hash32(`split/${unitId(population, program, contactOf[number]!)}`, program.seed) / 2 ** 32;
      tested[number] = Number(draw < share);
    }
  }
  return tested;
}
