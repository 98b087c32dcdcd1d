import type { FieldType } from '../../config/entity.ts';
import { isLongKey, keyLimit } from '../../config/keyLimit.ts';
import type { DayBound } from '../../config/schema.ts';
import type { RowProblem } from '../../notice/refusedRows.ts';
import type { DateReader } from './dateFormat.ts';
import { type NumberFormat, numberFormatText, numberReader, plainFormat } from './numberFormat.ts';

/** A value ready for the staging table: instants as text that Postgres casts. */
export type CellValue = string | number | boolean;

/** The field that a cell belongs to. */
export interface CellField {
  readonly field: string;
  readonly type: FieldType;
  /** Whether the field is part of the entity's key. */
  readonly inKey: boolean;
  /** Which end of a day a date without a time of day is. */
  readonly bound: DayBound;
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
  /** How they are written; undefined where that is plainly. */
  readonly written: string | undefined;
}

/** The reader of numbers written in a format. */
export function numberCells(format: NumberFormat): NumberCells {
  const isPlain = format.convention === plainFormat.convention && format.unit === plainFormat.unit;
  return { read: numberReader(format), written: isPlain ? undefined : numberFormatText(format) };
}

const dayLength = 'YYYY-MM-DD'.length;

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

/** Reads a cell that isn't missing. Blanks around numbers, dates and booleans are ignored, those of texts and ids kept. */
export function readCell(text: string, of: CellField, readers: CellReaders): CellValue | RowProblem {
  const { field, bound } = of;
  switch (of.type) {
    case 'id':
      return readText(text, field, true);
    case 'text':
      return readText(text, field, of.inKey);
    case 'instant': {
      const date = readers.date(text.trim());
      if (date === null) return { why: 'not-a-date', field };
      return date.length > dayLength ? date : `${date} ${bound === 'end' ? '23:59:59.999999' : '00:00:00.000000'}`;
    }
    case 'number': {
      const { read, written } = readers.number;
      const value = read(text.trim());
      return Number.isNaN(value)
        ? { why: 'not-a-number', field, ...(written === undefined ? {} : { written }) }
        : value;
    }
    case 'boolean':
      return truths.get(text.trim().toLowerCase()) ?? { why: 'not-a-boolean', field };
  }
}

function readText(text: string, field: string, isKey: boolean): CellValue | RowProblem {
  if (text.includes('\0')) return { why: 'nul', field };
  if (isKey && isLongKey(text)) return { why: 'too-long', field, mostBytes: keyLimit };
  return text;
}
