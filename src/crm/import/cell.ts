import type { FieldType } from '../../config/entity.ts';
import { isLongKey, keyLimit } from '../../config/keyLimit.ts';
import type { DayBound } from '../../config/schema.ts';
import type { DateReader } from './dateFormat.ts';
import { type NumberFormat, numberFormatText, numberReader, plainFormat } from './numberFormat.ts';

/** A value ready for the staging table: instants as text that Postgres casts. */
export type CellValue = string | number | boolean;

/** What is wrong with a cell; a value would be. */
interface CellProblem {
  readonly problem: string;
}

/** How the cells of a file are read. */
export interface CellReaders {
  readonly date: DateReader;
  readonly number: NumberCells;
}

/** How the numbers of a file are read. */
export interface NumberCells {
  /** NaN for what is no finite number. @param text without blanks around it. */
  read(text: string): number;
  /** What is wrong with a cell that is none. */
  readonly problem: string;
}

/** The reader of numbers written in a format. */
export function numberCells(format: NumberFormat): NumberCells {
  const isPlain = format.convention === plainFormat.convention && format.unit === plainFormat.unit;
  const problem = isPlain ? 'is not a finite number' : `is not a number such as ${numberFormatText(format)}`;
  return { read: numberReader(format), problem };
}

const dayLength = 'YYYY-MM-DD'.length;

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

/**
 * Reads a cell that isn't missing. Blanks around numbers, dates and booleans are ignored, those of texts and ids kept.
 *
 * @param inKey whether the field is part of the entity's key
 * @param bound which end of a day a date without a time of day is
 */
export function readCell(
  text: string,
  type: FieldType,
  inKey: boolean,
  readers: CellReaders,
  bound: DayBound,
): CellValue | CellProblem {
  switch (type) {
    case 'id':
      return readText(text, true);
    case 'text':
      return readText(text, inKey);
    case 'instant': {
      const date = readers.date(text.trim());
      if (date === null) return { problem: 'is not a date of the declared format' };
      return date.length > dayLength ? date : `${date} ${bound === 'end' ? '23:59:59.999999' : '00:00:00.000000'}`;
    }
    case 'number': {
      const value = readers.number.read(text.trim());
      return Number.isNaN(value) ? { problem: readers.number.problem } : value;
    }
    case 'boolean':
      return truths.get(text.trim().toLowerCase()) ?? { problem: 'is neither true nor false' };
  }
}

function readText(text: string, isKey: boolean): CellValue | CellProblem {
  if (text.includes('\0')) return { problem: 'contains the character NUL' };
  if (isKey && isLongKey(text)) return { problem: `is longer than ${keyLimit} bytes` };
  return text;
}
