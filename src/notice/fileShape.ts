import { z } from 'zod';
import { figure, names } from './figure.ts';

const lines = z.array(figure).readonly();
/** Whether it is said of the second file, the one to test on or to score. */
const second = z.boolean();
/** So many records, and the lines of the first ten. */
const records = { second, records: figure, lines };

/** What was decided about the shape of a file while it was read. */
export const fileShapeFigures = {
  /** The first line is all numbers: it is a row, and the columns are called c1, c2 … */
  'no-header': z.object({ second }),
  /** The file in a zip that was read. */
  'file-in-zip': z.object({ second, name: z.string() }),
  'sheet-read': z.object({ second, sheet: z.string() }),
  /** Cells of a sheet that hold an error, such as `#N/A`, are missing. */
  'error-cells': z.object({ second, cells: figure, lines }),
  'text-encoding': z.object({ second, encoding: z.string(), because: z.enum(['mark', 'declared']) }),
  'cell-separator': z.object({
    ...{ second, delimiter: z.string(), because: z.enum(['records', 'first line', 'declared']) },
  }),
  /** Cells are quoted with another character than `"`. */
  'quote-character': z.object({ second, quote: z.string() }),
  /** Quotes within cells are written `\\"`. */
  'backslashes-removed': z.object({ second }),
  /** Lines above the header that belong to no table. */
  'title-lines': z.object({ second, lines, first: z.string() }),
  'comment-lines': z.object(records),
  /** Records right after the header that describe the columns: text where `columns` columns hold nothing but numbers. */
  'second-header': z.object({ second, lines, columns: figure }),
  /** The header is one name short: the first cell of each record is the number of its row, as R writes it. */
  'row-names': z.object({ second, name: z.string() }),
  /** Columns without a name at the right end, empty in every record, are left out. */
  'empty-columns': z.object({ second, columns: figure }),
  'unnamed-columns': z.object({ second, names }),
  'repeated-header': z.object(records),
  /** Records whose cells are all empty. */
  'empty-records': z.object(records),
  /** Records between the others that begin with a word for a sum; they are read. */
  'subtotal-records': z.object(records),
  /** The last record sums the others up, or may: it is left out where it is empty in a column that the others fill. */
  'total-line': z.object({ second, line: figure, text: z.string(), leftOut: z.boolean() }),
  /** Text below the table, such as `(1234 rows)`. */
  'footer-lines': z.object({ second, lines, first: z.string() }),
  /** The file has as many records as a sheet of Excel may have rows: the rest may have been cut off. */
  'row-limit': z.object({ second, records: figure }),
  /** Records that are not read. Where a quote is to blame, `records` are its lines: nobody can tell how many records they were. */
  'odd-records': z.object({
    ...{ second, records: figure },
    /** Cells of a record that is not odd. */
    width: figure,
    first: z
      .array(z.object({ line: figure, cells: figure, why: z.enum(['cells', 'quotes', 'records', 'nul']) }).readonly())
      .readonly(),
  }),
  /** Text that was once decoded wrongly, such as `Ã¼` for `ü`. */
  'decoded-twice': z.object({ second, line: figure, example: z.string() }),
} as const;
