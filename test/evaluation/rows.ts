import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

/** A scored row that occurs `copies` times. */
export interface Row {
  readonly p: number;
  readonly label: number;
  readonly copies: number;
}

/** Rows with many ties and with the ends 0 and 1. */
export const anyRows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    p: fc.oneof(
      fc.nat(10).map((tenths) => tenths / 10),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    label: fc.nat(1),
    copies: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** The rows as columns; `weight` holds the copies. */
export function columns(rows: readonly Row[]) {
  return {
    probabilities: Float64Array.from(rows, (row) => row.p),
    label: Uint8Array.from(rows, (row) => row.label),
    weight: Float64Array.from(rows, (row) => row.copies),
  };
}

/** A copy in an order given by the seed. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = new Random(seed);
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
