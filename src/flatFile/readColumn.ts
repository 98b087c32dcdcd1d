import type { Column } from '../table/table.ts';
import type { ColumnKind } from './columnKind.ts';
import type { ColumnEvidence } from './reading/columnEvidence.ts';
import type { ColumnReading } from './reading/columnReading.ts';
import type { Decision } from './reading/decision.ts';

/** A column as it was read. */
export interface ReadColumn {
  readonly name: string;
  readonly kind: ColumnKind['kind'];
  /** Dates are microseconds since 1970 (UTC). Of a text that is no category: all missing. */
  readonly column: Column;
  /** What it was taken for, and what of it could not be read. */
  readonly reading: ColumnReading;
  /** Whether it has more texts than a category may. */
  readonly overflowed: boolean;
  /** Then, a hash of each text, NaN where there is none. */
  readonly hashes?: Float64Array;
  /** Mean length of the texts. */
  readonly meanLength: number;
}

/** What a column is called, what it is taken for and why. */
export interface PlannedColumn {
  readonly name: string;
  readonly decision: Decision;
  readonly evidence: ColumnEvidence;
}
