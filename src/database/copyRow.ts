/**
 * One row of a binary COPY, read in place.
 *
 * The same object is handed to every call: read it during the callback, keep nothing of it. Columns count from 0, in
 * the order of the SELECT. The type of each column must be the one its reader says (cast in the SELECT).
 */
export interface CopyRow {
  /** The bytes `start` and `end` point into; valid in the callback only. */
  readonly bytes: Buffer;
  isNull(column: number): boolean;
  /** Offset of the first byte of the column's value; -1 when null. */
  start(column: number): number;
  /** Offset after the last byte of the column's value; -1 when null. */
  end(column: number): number;
  /** text (or any type whose binary form is its text: varchar, name, json). */
  text(column: number): string | null;
  /** float8; NaN when null. */
  float(column: number): number;
  /** timestamptz as microseconds since 1970 UTC, exact within ±2^53; NaN when null, ±Infinity for ±infinity. */
  instant(column: number): number;
  /** boolean. */
  boolean(column: number): boolean | null;
}
