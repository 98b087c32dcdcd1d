import { type RawBuilder, sql } from 'kysely';
import { HandraiseError } from '../errors.ts';
import type { Instant } from '../time/instant.ts';

/** SQL of an instant, exact to the microsecond and independent of the session's time zone. */
export function instantSql(instant: Instant): string {
  if (!Number.isSafeInteger(instant)) throw new HandraiseError('unexpected', `${instant} is no instant`);
  return `(timestamptz 'epoch' + interval '${instant} microseconds')`;
}

/** A `timestamptz` column as an instant, exact to the microsecond, which a Date is not. */
export function instantOf(column: string): RawBuilder<Instant> {
  return sql<Instant>`(extract(epoch from ${sql.ref(column)}) * 1000000)::float8`;
}
