import type { FieldType } from '../../config/entity.ts';
import type { DateReader } from './dateFormat.ts';

/** A value ready for the staging table: instants as text that Postgres casts. */
export type CellValue = string | number | boolean;

/** What is wrong with a cell; a value would be. */
interface CellProblem {
  readonly problem: string;
}

/** Longest id or key text, in bytes of UTF-8: an index entry of Postgres holds 2,704 bytes, and a key three texts. */
export const keyLimit = 800;

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

/**
 * Reads a cell that isn't missing. Blanks around numbers, dates and booleans are ignored, those of texts and ids kept.
 *
 * @param inKey whether the field is part of the entity's key
 */
export function readCell(text: string, type: FieldType, inKey: boolean, readDate: DateReader): CellValue | CellProblem {
  switch (type) {
    case 'id':
      return readText(text, true);
    case 'text':
      return readText(text, inKey);
    case 'instant':
      return readDate(text.trim()) ?? { problem: 'is not a date of the declared format' };
    case 'number': {
      const value = number.test(text.trim()) ? Number(text) : Number.NaN;
      // Zero has one form only, or equal rows would differ.
      return Number.isFinite(value) ? value + 0 : { problem: 'is not a finite number' };
    }
    case 'boolean':
      return truths.get(text.trim().toLowerCase()) ?? { problem: 'is neither true nor false' };
  }
}

function readText(text: string, isKey: boolean): CellValue | CellProblem {
  if (text.includes('\0')) return { problem: 'contains the character NUL' };
  if (isKey && text.length * 3 > keyLimit && Buffer.byteLength(text) > keyLimit)
    return { problem: `is longer than ${keyLimit} bytes` };
  return text;
}
