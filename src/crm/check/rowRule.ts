import type { RawBuilder } from 'kysely';
import type { Finding, FoundRows } from '../../notice/finding.ts';

/** Something a single row may have wrong with it. */
export interface RowRule {
  /** What is said of the rows that have it. */
  readonly says: (found: FoundRows) => Finding;
  /** A condition on `s`, the row; `c`, its contact; `a`, its account. */
  readonly when: RawBuilder<unknown>;
  /** Field whose values are the examples; by default the row's id. */
  readonly shows?: string;
}
