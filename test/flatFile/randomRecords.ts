import { Random } from '../../src/numeric/random.ts';

/** A column before anybody wrote it down: null is missing. */
export type RecordColumn =
  | {
      readonly name: string;
      readonly kind: 'number';
      readonly decimals: number;
      readonly cells: readonly (number | null)[];
    }
  | { readonly name: string; readonly kind: 'category'; readonly cells: readonly (string | null)[] }
  /** Days since 1970. */
  | { readonly name: string; readonly kind: 'day'; readonly cells: readonly number[] };

/** A table whose meaning is known, whatever dialect it is written in. */
export interface Records {
  readonly columns: readonly RecordColumn[];
  readonly label: readonly boolean[];
}

const levels = ['Zürich', 'São Paulo', 'North; South', 'Smith, "Bob"', 'A|B', 'naïve', "O'Neil", 'São  Tomé'];
const firstDay = 18_628;

/**
 * A random table with some signal: whole numbers in the thousands and millions, amounts, shares in per cent, categories with
 * separators, quotes and accents in their names, and days in ascending order.
 */
export function randomRecords(seed: number, rows = 240): Records {
  const random = new Random(seed);
  const missing = () => random.next() < 0.04;
  const numbers = (name: string, decimals: number, draw: () => number): RecordColumn => ({
    name,
    kind: 'number',
    decimals,
    cells: Array.from({ length: rows }, () => (missing() ? null : Number(draw().toFixed(decimals)))),
  });
  const scale = 10 ** (3 + random.integer(4));
  const all = [
    numbers('employees', 0, () => Math.exp(random.normal() * 1.5) * scale),
    numbers('amount', 2, () => random.normal() * 5000),
    numbers('visits', 0, () => random.integer(12)),
    numbers('ratio', 1 + random.integer(4), () => random.next() * 3),
    numbers('balance', 1, () => (random.next() - 0.5) * 3000),
  ];
  const chosen = all.filter(() => random.next() < 0.7);
  const columns = chosen.length > 0 ? chosen : [all[0]!];
  const known = levels.slice(0, 2 + random.integer(levels.length - 1));
  const category: RecordColumn = {
    name: 'where',
    kind: 'category',
    cells: Array.from({ length: rows }, () => (missing() ? null : known[random.integer(known.length)]!)),
  };
  let day = firstDay + random.integer(500);
  const days = Array.from({ length: rows }, () => {
    day += random.integer(4);
    return day;
  });
  const lead = columns[0]!.cells as readonly (number | null)[];
  const middle = lead.filter((value) => value !== null).toSorted((a, b) => a - b)[Math.floor(rows / 3)]!;
  const label = Array.from({ length: rows }, (_, row) => {
    const high = (lead[row] ?? 0) > middle;
    const first = category.cells[row] === known[0];
    return random.next() < 0.15 + (high ? 0.35 : 0) + (first ? 0.2 : 0);
  });
  return { columns: [...columns, category, { name: 'seen', kind: 'day', cells: days }], label };
}
