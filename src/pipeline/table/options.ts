import type { FileWriting } from '../../flatFile/rawRecords.ts';
import type { SplitKind } from '../../flatFile/splitRows.ts';
import type { LearnerName } from '../../model/families.ts';
import type { Instant } from '../../time/instant.ts';

/** What is asked of one flat file. */
export interface TableOptions {
  readonly file: string;
  /** How the files are written, as far as it is known. */
  readonly written?: FileWriting;
  /** Column of the outcome. */
  readonly label: string;
  /** Values of the label that are the outcome, and that are not; see `LabelChoice`. */
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  /** Whether some of those need not occur, as of a schema file. */
  readonly mayLack?: boolean;
  /** Column of ids, which name the rows; where they repeat, rows of one id are a group. */
  readonly id?: string;
  /** Column whose values are groups that stay on one side, or `none`; by default the id, or what is found. */
  readonly group?: string;
  /** Column of dates or numbers by which rows are sorted. */
  readonly time?: string;
  /** The instant that ages are counted up to, in microseconds since 1970; by default the latest date of the file. */
  readonly daysUpTo?: Instant;
  /** Lists of columns to leave out, with commas between the names; see `namesInLists`. */
  readonly exclude: readonly string[];
  /** Columns that are used anyway where the audit would leave them out, each with the reason. */
  readonly keep?: ReadonlyMap<string, string>;
  /** What columns are, as `settledType` takes it. */
  readonly types: ReadonlyMap<string, string>;
  /** A second file of the same columns: its rows are scored and, where it has the label, tested on. */
  readonly test?: string;
  /** Whether that file is scored though it lacks what the model goes by. */
  readonly acceptDrift?: boolean;
  /** By default `time` where there is one, `order` where the rows are found to be in the order of time, else `hash`. */
  readonly split?: SplitKind;
  readonly model: 'auto' | LearnerName;
  /** File to write what each column was taken for. */
  readonly writeSchema?: string;
  readonly predictions?: string;
  readonly report?: string;
  /** Program to publish the scored rows as. */
  readonly publish?: string;
  readonly seed: number;
  /** Day of the report, in ISO 8601. */
  readonly now: string;
}
