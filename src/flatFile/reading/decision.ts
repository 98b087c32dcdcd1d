import type { ReadingDoubt, ReadingReason } from '../../notice/columnReading.ts';
import type { ColumnKind } from '../columnKind.ts';
import type { FileMarks } from './decideNumber.ts';
import type { DateOrder } from './writtenDate.ts';

/** What keeps a column from being told. */
export type UnclearReason =
  | { readonly why: 'day-or-month' | 'days-in-both-places' | 'two-ways' }
  | { readonly why: 'mark-open'; readonly mark: string };

/** What a column is taken for, before its values are read. */
export interface Decision {
  readonly kind: ColumnKind;
  readonly because: readonly ReadingReason[];
  readonly settled: boolean;
  /** What keeps it from being told, with the types that would settle it; such a column cannot be used, or not as the time. */
  readonly unclear?: {
    readonly problem: UnclearReason;
    readonly types: readonly string[];
    readonly matters: 'always' | 'as time';
  };
  readonly doubt?: ReadingDoubt;
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
export function text(reason: ReadingReason, isId = false): Decision {
  return { kind: { kind: 'text' }, because: [reason], settled: false, isId };
}

/** The decision that a column is text though it may be something else. @param type what it may be. */
export function doubtfulText(reason: ReadingReason, type?: string): Decision {
  return { ...text(reason), doubt: { reason, asText: true, ...(type === undefined ? {} : { type }) } };
}
