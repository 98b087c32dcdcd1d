import type { Random } from '../../numeric/random.ts';
import { Draw, type InventedWorld } from './draw.ts';
import { cutoff } from './instants.ts';
import { type InventedCrm, type InventedFuture, type InventedRow, together } from './inventedCrm.ts';

/** Facts known before the cutoff, two ways the world may have gone on, and rows no later than the cutoff. */
export interface ForkedHistory {
  readonly past: InventedCrm;
  readonly futures: readonly [InventedFuture, InventedFuture];
  /** Rows of people of the past, none after the cutoff. */
  readonly rows: readonly InventedRow[];
  /** Rows after the cutoff, of anybody. */
  readonly laterRows: readonly [readonly InventedRow[], readonly InventedRow[]];
  readonly lookbackDays: readonly number[];
}

/** Draws a history: the same random numbers give the same one. */
export function inventHistory(random: Random, world: InventedWorld): ForkedHistory {
  const draw = new Draw(random, world);
  const past = draw.past();
  const futures = [draw.future(past), draw.future(past)] as const;
  const rows = draw.rows(past, () => (draw.chance(0.4) ? cutoff : draw.before()));
  const after = (future: InventedFuture) => draw.rows(together(past, future), () => draw.atOrAfter() + 1);
  return {
    ...{ past, futures, rows, laterRows: [after(futures[0]), after(futures[1])] },
    lookbackDays: draw.one(world.lookbackDays),
  };
}
