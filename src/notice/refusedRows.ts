import { z } from 'zod';
import { figure, names } from './figure.ts';

/** What is wrong with a row of a file. */
const rowProblem = z.discriminatedUnion('why', [
  z.object({ why: z.enum(['quote-inside', 'too-few-cells', 'too-many-cells']) }),
  z.object({ why: z.enum(['missing', 'undecodable', 'nul', 'not-a-date', 'not-a-boolean']), field: z.string() }),
  /** How numbers are written; absent where they are written plainly. */
  z.object({ why: z.literal('not-a-number'), field: z.string(), written: z.string().optional() }),
  z.object({ why: z.literal('too-long'), field: z.string(), mostBytes: figure }),
  z.object({ why: z.literal('not-allowed'), field: z.string(), allowed: names }),
  /** The fields of the key, and the earlier line that has the same. */
  z.object({ why: z.literal('key-repeated'), fields: names, line: figure.optional() }),
]);

/** What is wrong with a row of a file. */
export type RowProblem = Readonly<z.output<typeof rowProblem>>;

/** Rows that an import refused: what is wrong, with how many, and up to ten of their lines. */
export const refusedRowFigures = {
  'rows-refused': z.object({ problem: rowProblem, rows: figure, lines: z.array(figure).readonly() }),
} as const;
