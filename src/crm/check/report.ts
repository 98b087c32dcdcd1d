import type { EntityName } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';

/** First and last value of a field, in microseconds since 1970 UTC. */
export interface FieldSpan {
  readonly field: string;
  readonly first: number;
  readonly last: number;
}

/** What was read of one entity. */
export interface CheckedEntity {
  readonly entity: EntityName;
  /** The table, or `the query of …`; null where the entity is neither mapped nor imported, or can't be read. */
  readonly relation: string | null;
  readonly rows: number;
  /** One per instant that has any value. */
  readonly spans: readonly FieldSpan[];
}

/** What a program finds in the data, roughly: before eligibility and cutoffs. */
export interface CheckedProgram {
  readonly program: string;
  /** Contacts that reached its outcome. */
  readonly positives: number;
  readonly contacts: number;
  /** Days from the first fact to the last one; NaN without any. */
  readonly days: number;
}

/** What a check found. */
export interface CheckReport {
  readonly entities: readonly CheckedEntity[];
  /** Errors first, then warnings; within them in the order of the entities. */
  readonly problems: readonly Finding[];
  readonly programs: readonly CheckedProgram[];
}
