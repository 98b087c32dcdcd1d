import { shellWord } from '../../text/shellWord.ts';
import type { ColumnKind } from '../columnKind.ts';
import type { FileMarks } from './decideNumber.ts';
import type { DateOrder } from './writtenDate.ts';

/** What a column is taken for, before its values are read. */
export interface Decision {
  readonly kind: ColumnKind;
  readonly because: string;
  readonly settled: boolean;
  /** What keeps it from being told, with the types that would settle it; such a column cannot be used, or not as the time. */
  readonly unclear?: {
    readonly problem: string;
    readonly types: readonly string[];
    readonly matters: 'always' | 'as time';
  };
  readonly remark: string;
  /** What somebody said that it is. */
  readonly settledAs?: 'number' | 'date' | 'category' | 'text' | 'id';
  /** A text that stands for somebody or something, not a category. */
  readonly isId: boolean;
}

/** What the whole file says. */
export interface FileEvidence extends FileMarks {
  readonly orders: ReadonlySet<DateOrder>;
}

/** So many of the cells that have a value must fit for a column to be numbers or dates; the others are counted and shown. */
export const most = 0.9;

/** The decision that a column is text. */
export function text(because: string, remark = '', isId = false): Decision {
  return { kind: { kind: 'text' }, because, settled: false, remark, isId };
}

/** What to type where the column is that type, other cells being missing. */
export function settling(name: string, type: string): string {
  return `to read what fits: --type ${shellWord(`${name}=${type}`)}`;
}

/** How many of the cells that have a value fit. */
export function shareText(fits: number, known: number): string {
  return fits === known ? 'every cell' : `${fits} of ${known} cells`;
}

/** `3 cells`. */
export function cellsText(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}
