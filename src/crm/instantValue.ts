import { type RawBuilder, sql } from 'kysely';
import type { DayBound } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { boundOf } from './dayBound.ts';
import { columnOfField } from './probe.ts';
import type { ProbedRelation } from './probedRelation.ts';
import { zoneSql } from './zone.ts';

/** Whether a field is read from a column of days. */
export function isDay(probed: ProbedRelation, field: string): boolean {
  return probed.columns.get(columnOfField(probed, field) ?? '') === 'date';
}

/**
 * A column of points in time as `timestamptz`.
 *
 * A day is known when it is over, so it counts as its last microsecond in the declared zone; what the configuration declares to count from
 * its start, as its first. Beyond the years 1 to 9999 a day, or a timestamp without a zone, is infinite: the server cannot always convert it.
 *
 * @param bound which end of a day, whatever is declared.
 * @throws HandraiseError `data` for other types, and for those without a zone where none is declared.
 */
export function instantValue(
  probed: ProbedRelation,
  field: string,
  reference: RawBuilder<unknown>,
  bound: DayBound = dayBound(probed, field),
): RawBuilder<unknown> {
  const column = columnOfField(probed, field) ?? field;
  const found = probed.columns.get(column) ?? 'unknown';
  if (found === 'timestamp with time zone') return reference;
  if (found !== 'timestamp without time zone' && found !== 'date')
    throw new HandraiseError(
      'data',
      `${probed.entity}.${field}: expected column ${column} of ${probed.title} to be timestamp with time zone, found ${found}`,
      { hint: 'map a SELECT that casts it, instead of the table' },
    );
  const { zone } = probed.relation;
  if (zone === undefined)
    throw new HandraiseError(
      'data',
      `${probed.entity}.${field}: ${probed.title} holds ${found}, which names no instant`,
      {
        hint: `declare the zone it was written in: source.${probed.entity}.zone = 'UTC'`,
      },
    );
  const written = found === 'date' && bound === 'end' ? sql`(${reference} + 1)` : reference;
  const instant = sql`${written}::timestamp AT TIME ZONE ${zoneSql(zone)}`;
  const exact = found === 'date' && bound === 'end' ? sql`(${instant}) - interval '1 microsecond'` : instant;
  return sql`(CASE WHEN ${reference} < '0001-01-01' THEN '-infinity' WHEN ${reference} > '9999-12-31' THEN 'infinity' ELSE ${exact} END)`;
}

/** Which end of its days a field counts from: as declared, else by what the field means. */
export function dayBound({ entity, relation }: ProbedRelation, field: string): DayBound {
  return boundOf(entity, field, relation.days);
}
