import { z } from 'zod';
import { figure, names } from './figure.ts';

/** The first values of the label that are read alike, with their rows, and how many more there are. */
const values = z
  .object({
    first: z.array(z.object({ value: z.string(), rows: figure }).readonly()).readonly(),
    more: figure,
  })
  .readonly();

/** Why rows of one value of a column are taken together. */
const because = z.enum(['asked', 'e-mail', 'name', 'outcome']);

const splitBy = z.enum(['time', 'order', 'hash']);

/** How the columns and rows of a flat file were read. */
export const fileRowFigures = {
  'cells-unreadable': z.object({
    /** Whether they are in the second file, the one to test on or to score. */
    second: z.boolean(),
    column: z.string(),
    type: z.string(),
    cells: figure,
    examples: names,
    lines: z.array(figure).readonly(),
    /** Whether nobody has said yet what the column is, so that it may be words. */
    mayBeWords: z.boolean(),
  }),
  'cells-infinite': z.object({ column: z.string(), cells: figure }),
  /** Days that stand for no date, and the cells that hold one. */
  'placeholder-dates': z.object({ column: z.string(), cells: figure, days: names }),
  'missing-marker-number': z.object({ column: z.string(), value: figure }),
  'label-read': z.object({
    label: z.string(),
    because: z.enum(['asked', 'pair', 'negation', 'name']),
    yes: values,
    no: values,
    leftOut: values,
  }),
  /** By what rows were put on their sides, and whether the test rows are a file of their own. */
  'rows-split': z.object({ by: splitBy, testFile: z.boolean() }),
  'groups-too-few': z.object({ column: z.string(), because }),
  /** Values of the column, and rows that share theirs. */
  'rows-grouped': z.object({ column: z.string(), because, values: figure, sharing: figure }),
  /** Rows that equal another, how many different ones they are, those that are alike in the outcome too, and what was made of them. */
  'rows-equal': z.object({
    ...{ rows: figure, different: figure, alike: figure },
    ...{ together: z.boolean(), copies: z.boolean(), by: splitBy },
  }),
  /** Test rows whose group was learned from, and what put them there. */
  'groups-on-both-sides': z.object({
    rows: figure,
    groups: figure,
    by: z.enum(['time', 'order', 'hash', 'second file']),
    /** Absent where they belong together by being equal. */
    column: z.string().optional(),
  }),
} as const;
