import { type RawBuilder, sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { HandraiseError } from '../errors.ts';

const offset = /^([+-])(\d{2})(?::?(\d{2}))?$/;

/**
 * A declared zone as SQL that may follow AT TIME ZONE.
 *
 * Offsets are ISO 8601's: `+02:00` is east of Greenwich. As text Postgres reads them as POSIX does, the other way round
 * (https://www.postgresql.org/docs/18/datetime-posix-timezone-specs.html); as an interval it reads them as ISO does.
 *
 * @throws HandraiseError `config` as {@link checkZone}.
 */
export function zoneSql(zone: string): RawBuilder<unknown> {
  const minutes = offsetMinutes(zone);
  if (minutes === null) return sql.lit(namedZone(zone));
  return sql`${sql.lit(`${minutes} minutes`)}::interval`;
}

/** A declared zone as a value of the server's setting TimeZone, in POSIX's words. @throws HandraiseError `config` as {@link checkZone}. */
export function zoneSetting(zone: string): string {
  const minutes = offsetMinutes(zone);
  if (minutes === null) return namedZone(zone);
  const [, sign, hours, rest = '00'] = offset.exec(zone) ?? [];
  return `<${sign}${hours}${rest}>${minutes < 0 ? '+' : '-'}${hours}:${rest}`;
}

/**
 * Refuses what is no zone, or not the same one for this machine and for the server.
 *
 * @throws HandraiseError `config` for abbreviations (CET names one offset to Postgres, and one with summer time elsewhere), offsets as
 *   POSIX writes them, and names that either side does not know; `database`.
 */
export async function checkZone(handle: Pick<DatabaseHandle, 'kysely'>, zone: string): Promise<void> {
  if (offsetMinutes(zone) !== null || namedZone(zone) === 'UTC') return;
  try {
    const { rows } = await sql`
      SELECT 1 AS found FROM pg_catalog.pg_timezone_names WHERE lower(name) = lower(${zone}) LIMIT 1`.execute(
      handle.kysely,
    );
    if (rows.length > 0) return;
  } catch (error) {
    throw databaseFailure(error, 'looking for a zone');
  }
  throw new HandraiseError('config', `zone ${JSON.stringify(zone)} is not known to the database server`, {
    hint: "use an older name of the same zone, or renew the server's time zone data",
  });
}

/** East of Greenwich; null for what is no offset. */
function offsetMinutes(zone: string): number | null {
  const [, sign, hours = '', minutes = '0'] = offset.exec(zone) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

/** The name as it may stand in SQL. */
function namedZone(zone: string): string {
  if (/^(UTC|GMT|Z|Etc\/UTC)$/i.test(zone)) return 'UTC';
  try {
    if (!/^[A-Za-z_]+\//.test(zone)) throw new RangeError('it names no place');
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch (error) {
    throw new HandraiseError('config', `zone ${JSON.stringify(zone)} is not known`, {
      hint: 'write UTC, an ISO offset such as +02:00 (east of Greenwich), or a place such as Europe/Berlin; abbreviations mean different zones to different programs',
      cause: error,
    });
  }
}
