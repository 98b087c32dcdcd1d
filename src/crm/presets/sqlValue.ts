import { plainNumberPattern } from '../import/plainNumber.ts';
import { identifierSql } from './identifier.ts';
import type { Landing } from './preset.ts';

/** An SQL expression and its type as Postgres calls it. */
export interface SqlValue {
  readonly sql: string;
  readonly type: string;
}

const integers = new Set(['smallint', 'integer', 'bigint']);
const numbers = new Set([...integers, 'real', 'double precision', 'numeric']);
const instants = new Set(['timestamp with time zone', 'timestamp without time zone', 'date']);
const jsons = new Set(['json', 'jsonb']);
const texts = new Set(['text', 'character varying', 'character', 'name', 'citext']);

/** `"schema"."table"`. */
export function tableSql(landing: Landing, table: string): string {
  return `${identifierSql(landing.schemaOf(table))}.${identifierSql(landing.written(table))}`;
}

/** A column of a table called `alias` in the statement; undefined where the table has none. */
export function columnValue(landing: Landing, table: string, alias: string, column: string): SqlValue | undefined {
  const type = landing.type(table, column);
  if (type === undefined) return undefined;
  const packed = landing.expression?.(table, column, alias);
  return { sql: packed ?? `${alias}.${identifierSql(landing.written(table, column))}`, type };
}

/** The value as text; one of JSON without the quotes around it. */
export function textSql({ sql, type }: SqlValue): string {
  if (texts.has(type)) return sql;
  return jsons.has(type) ? `(${sql} #>> '{}')` : `${sql}::text`;
}

/** An address of e-mail without blanks around it, in lower case. */
export function emailSql(value: SqlValue): string {
  return `lower(btrim(${textSql(value)}))`;
}

/** Whether a text says yes, as loaders of all kinds write it. */
export function saysYes(text: string): string {
  return `(lower(btrim(${text})) IN ('true', 't', 'yes', 'y', 'on', '1', '1.0'))`;
}

/** The value as boolean; a text or number is true when it says yes. */
export function booleanSql(value: SqlValue): string {
  return value.type === 'boolean' ? value.sql : saysYes(textSql(value));
}

/** The value as a number; NULL where a text is none. */
export function numberSql({ sql, type }: SqlValue): string {
  if (numbers.has(type)) return sql;
  const text = textSql({ sql, type });
  return `CASE WHEN ${text} ~ '${plainNumberPattern}' THEN ${text}::float8 END`;
}

/** Numbers below it are seconds since 1970, others milliseconds: of these it is a day of 1973, before any CRM. */
const leastMilliseconds = '100000000000';

/**
 * The value as `timestamptz`: numbers, and texts of ten, twelve or thirteen digits with or without decimals, are seconds or milliseconds since
 * 1970, by their size; what names no zone is UTC, and a day is its last microsecond, when it is over.
 */
export function instantSql({ sql, type }: SqlValue): string {
  if (type === 'timestamp with time zone') return sql;
  if (numbers.has(type)) return sinceEpoch(sql);
  if (type === 'date') return withinDay(sql, '86399.999999 seconds');
  if (type === 'timestamp without time zone') return `(${sql} AT TIME ZONE 'UTC')`;
  const text = textSql({ sql, type });
  return `CASE WHEN ${text} ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]' THEN ${text}::timestamptz
    WHEN ${text} ~ '^[0-9]{10}([0-9]{2,3})?([.][0-9]*)?$' THEN ${sinceEpoch(`${text}::numeric`)} END`;
}

function sinceEpoch(number: string): string {
  return `to_timestamp(CASE WHEN abs(${number}) < ${leastMilliseconds} THEN ${number} ELSE ${number} / 1000.0 END)`;
}

/** The same, except that a day is its first instant: of what keeps people off a list, as days of imported files are read. */
export function instantFromSql(value: SqlValue): string {
  return value.type === 'date' ? withinDay(value.sql, '0 seconds') : instantSql(value);
}

function withinDay(day: string, time: string): string {
  return `((${day} + interval '${time}') AT TIME ZONE 'UTC')`;
}

/** Whether a type is one of numbers. */
export function isNumberType(type: string | undefined): boolean {
  return numbers.has(type ?? '');
}

/** Whether a type is one of points in time, be they only days. */
export function isInstantType(type: string | undefined): boolean {
  return instants.has(type ?? '');
}

/**
 * How ids are compared: as they are where all columns that hold some are whole numbers, so that a join can use an index
 * and a shard key, else as text.
 */
export function idReader(landing: Landing, columns: readonly (readonly [table: string, column: string])[]) {
  const types = columns.map(([table, column]) => landing.type(table, column)).filter((type) => type !== undefined);
  const whole = types.every((type) => integers.has(type));
  const someNumbers = types.some((type) => numbers.has(type));
  return {
    /** Type of what `read` gives. */
    type: whole ? 'bigint' : 'text',
    read({ sql, type }: SqlValue): string {
      if (whole && integers.has(type)) return sql;
      // A connector may write whole numbers into numeric or float8 columns, or as such into texts, where 12.0 is the same
      // id as 12; by way of text, because a float8 that is cast to numeric keeps 15 digits only.
      const plain = textSql({ sql, type });
      const fromText =
        someNumbers && !integers.has(type) ? `regexp_replace(${plain}, '^([0-9]+)[.]0+$', '\\1')` : plain;
      const text = numbers.has(type) && !integers.has(type) ? `trim_scale(${sql}::text::numeric)::text` : fromText;
      return whole ? `${text}::bigint` : text;
    },
  };
}

export type IdReader = ReturnType<typeof idReader>;
