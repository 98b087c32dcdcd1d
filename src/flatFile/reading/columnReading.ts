import type { Notice } from '../../notice/notice.ts';

/** What a column may be taken for. */
export type ColumnType = 'number' | 'date' | 'yes/no' | 'category' | 'text' | 'id' | 'constant';

/** Cells that have a value which does not fit what the column was taken for. */
export interface UnreadableCells {
  readonly cells: number;
  /** Lines of the first ten. */
  readonly lines: readonly number[];
  /** A few of them. */
  readonly examples: readonly string[];
}

/** What a column was taken for, why, and what of it could not be read. */
export interface ColumnReading {
  readonly name: string;
  readonly type: ColumnType;
  /** How numbers or dates are written, as `--type` takes it. */
  readonly format?: string;
  /** Whether nothing tells how a mark before three digits is meant, for its numbers are whole and have none. */
  readonly unmarked?: true;
  /** What says that it is. */
  readonly because: Notice<'column-read'>;
  /** Whether somebody said so. */
  readonly settled: boolean;
  /** Of the first file; they count as missing. */
  readonly unreadable: UnreadableCells;
  /** Of the second file. */
  readonly unreadableInSecond: UnreadableCells;
  /** Infinite numbers, which count as missing. */
  readonly infinite: number;
  /** Dates that stand for none, which count as missing; absent where there are none. */
  readonly placeholders?: { readonly cells: number; readonly days: readonly string[] };
  /** What to look at, and how to settle it; absent mostly. */
  readonly doubt?: Notice<'column-doubtful'>;
}
