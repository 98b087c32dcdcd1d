import { type DateOrder, dateOrders, instantOf, type WrittenDate, writtenDate } from './writtenDate.ts';

/** Shapes beyond so many are counted together. */
const mostShapes = 12;

/** What cells of one shape say of the order of day, month and year. */
export interface ShapeEvidence {
  readonly shape: string;
  cells: number;
  /** Cells per set of orders that they fit, as bits of `dateOrders`. */
  readonly fits: Map<number, number>;
  /** Cells that are other days in another order. */
  telling: number;
  shortYears: boolean;
  /** Per order: steps forwards and backwards from one cell to the next. */
  readonly rises: Float64Array;
  readonly falls: Float64Array;
  readonly last: Float64Array;
}

/** What the cells of a column say of it as a column of dates: counts, never the cells. */
export class DateEvidence {
  readonly shapes = new Map<string, ShapeEvidence>();

  /** @returns whether the text is written like a date. */
  add(text: string): boolean {
    const date = writtenDate(text);
    if (date === null) return false;
    const found = this.shapes.get(date.shape) ?? this.#open(date.shape);
    if (!found) return false;
    found.cells++;
    found.fits.set(date.orders, (found.fits.get(date.orders) ?? 0) + 1);
    found.shortYears ||= date.shortYear;
    found.telling += Number(follow(found, date));
    return true;
  }

  #open(shape: string): ShapeEvidence | undefined {
    if (this.shapes.size === mostShapes) return undefined;
    const none = () => new Float64Array(dateOrders.length);
    const opened = { shape, cells: 0, fits: new Map(), telling: 0, shortYears: false, rises: none(), falls: none() };
    const evidence = { ...opened, last: none().fill(Number.NaN) };
    this.shapes.set(shape, evidence);
    return evidence;
  }
}

/** Compares a date with the one before it, in each order; returns whether the orders differ in what day it is. */
function follow({ rises, falls, last }: ShapeEvidence, date: WrittenDate): boolean {
  let one = Number.NaN;
  let differs = false;
  for (const [at, order] of dateOrders.entries()) {
    if (((date.orders >> at) & 1) === 0) continue;
    const instant = instantOf(date, order);
    differs ||= !Number.isNaN(one) && instant !== one;
    one = instant;
    if (instant > last[at]!) rises[at]!++;
    else if (instant < last[at]!) falls[at]!++;
    last[at] = instant;
  }
  return differs;
}

/** Cells of a shape that are dates in an order. */
export function cellsIn({ fits }: ShapeEvidence, order: DateOrder): number {
  const bit = 1 << dateOrders.indexOf(order);
  let cells = 0;
  for (const [orders, count] of fits) if ((orders & bit) !== 0) cells += count;
  return cells;
}
