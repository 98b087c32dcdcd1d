import type { RawBuilder } from 'kysely';
import type { Severity } from './report.ts';

/** Something a single row may have wrong with it. */
export interface RowRule {
  readonly severity: Severity;
  readonly problem: string;
  readonly cost: string;
  readonly remedy: string;
  /** A condition on `s`, the row; `c`, its contact; `a`, its account. */
  readonly when: RawBuilder<unknown>;
  /** Field whose values are the examples; by default the row's id. */
  readonly shows?: string;
}
