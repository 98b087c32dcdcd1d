import type { SplitKind } from '../../flatFile/splitRows.ts';

/** What is asked of one flat file. */
export interface TableOptions {
  readonly file: string;
  /** Column of the outcome. */
  readonly label: string;
  /** Value of the label that is the outcome; by default the one that reads as a yes, else the rarer. */
  readonly positive?: string;
  /** Column of ids: rows of one id stay on one side of a split by hash. */
  readonly id?: string;
  /** Column of dates or numbers by which rows are sorted. */
  readonly time?: string;
  /** Lists of columns to leave out, with commas between the names; see `namesInLists`. */
  readonly exclude: readonly string[];
  /** A second file of the same columns: its rows are scored and, where it has the label, tested on. */
  readonly test?: string;
  /** By default `time` where there is one, else `hash`. */
  readonly split?: SplitKind;
  readonly model: 'auto' | 'logistic' | 'gbm';
  readonly predictions?: string;
  readonly report?: string;
  /** Program to publish the scored rows as. */
  readonly publish?: string;
  readonly seed: number;
  /** Day of the report, in ISO 8601. */
  readonly now: string;
}
