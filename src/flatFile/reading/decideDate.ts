import type { ColumnEvidence } from './columnEvidence.ts';
import { cellsIn, type ShapeEvidence } from './dateEvidence.ts';
import type { DateFormat } from './dateFormat.ts';
import { type DateOrder, dateOrders } from './writtenDate.ts';

/** What a column is as a column of dates. */
export interface DateFinding {
  readonly format: Exclude<DateFormat, { count: unknown }>;
  /** Cells that are dates of that format. */
  readonly fits: number;
  /** Cells written alike that are dates in some order. */
  readonly cells: number;
  /** What says which of day and month is which. */
  readonly by:
    | 'days-above-12'
    | 'order-of-file'
    | 'other-columns'
    | 'day-is-month'
    | 'day-or-month'
    | 'days-in-both-places'
    | 'shape';
  readonly shortYears: boolean;
}

/** Steps from which on being in order is no chance; and from which on nearly being so. */
const fewestSteps = 5;
const fewestNearly = 20;
const nearlyNone = 0.01;
/** Fewer than one in so many of the days that they contradict may be slips. */
const slipShare = 20;
const surelySome = 0.1;

/**
 * Looks for the one format that fits most cells of a column.
 *
 * @param known orders of day, month and year that other columns of the file prove.
 */
export function findDates({ dates }: ColumnEvidence, known: ReadonlySet<DateOrder>): DateFinding | null {
  let best: { shape: ShapeEvidence; order: DateOrder; fits: number } | undefined;
  for (const shape of dates.shapes.values())
    for (const order of dateOrders) {
      const fits = cellsIn(shape, order);
      if (fits > (best?.fits ?? 0)) best = { shape, order, fits };
    }
  if (!best) return null;
  const { shape, fits } = best;
  const tied = dateOrders.filter((order) => cellsIn(shape, order) === fits);
  const { order, by } = settle(shape, tied, known);
  return { format: { shape: shape.shape, order }, fits, cells: anyOrder(shape), by, shortYears: shape.shortYears };
}

function settle(
  shape: ShapeEvidence,
  tied: readonly DateOrder[],
  known: ReadonlySet<DateOrder>,
): { order: DateOrder; by: DateFinding['by'] } {
  const [first = 'DMY'] = tied;
  const bit = 1 << dateOrders.indexOf(first);
  const contrary = anyOrder(shape) - cellsIn(shape, first);
  if (contrary * slipShare > (shape.fits.get(bit) ?? 0)) return { order: first, by: 'days-in-both-places' };
  if (tied.length === 1) return { order: first, by: /^(last|short)/.test(shape.shape) ? 'days-above-12' : 'shape' };
  if (shape.telling === 0) return { order: first, by: 'day-is-month' };
  const steady = tied.filter((order) => isSteady(shape, order, 0, fewestSteps));
  const nearly = tied.filter((order) => isSteady(shape, order, nearlyNone, fewestNearly));
  const unsteady = tied.filter((order) => !isSteady(shape, order, surelySome, 1));
  if (steady.length === 1) return { order: steady[0]!, by: 'order-of-file' };
  if (nearly.length === 1 && unsteady.length === tied.length - 1) return { order: nearly[0]!, by: 'order-of-file' };
  const proven = tied.filter((order) => known.has(order));
  if (proven.length === 1) return { order: proven[0]!, by: 'other-columns' };
  return { order: tied.includes('DMY') ? 'DMY' : first, by: 'day-or-month' };
}

function anyOrder({ fits }: ShapeEvidence): number {
  let cells = 0;
  for (const [orders, count] of fits) if (orders !== 0) cells += count;
  return cells;
}

/** Whether the dates of an order only rise or only fall along the file, but for a share of the steps. */
function isSteady({ rises, falls }: ShapeEvidence, order: DateOrder, share: number, steps: number): boolean {
  const at = dateOrders.indexOf(order);
  const all = rises[at]! + falls[at]!;
  return all >= steps && Math.min(rises[at]!, falls[at]!) <= share * all;
}
