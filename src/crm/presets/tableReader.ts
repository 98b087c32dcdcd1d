import type { Landing } from './preset.ts';
import {
  booleanSql,
  columnValue,
  emailSql,
  type IdReader,
  instantFromSql,
  instantSql,
  isInstantType,
  isNumberType,
  numberSql,
  type SqlValue,
  tableSql,
  textSql,
} from './sqlValue.ts';

/** The columns of one table as SQL expressions of the type wanted; undefined where it lacks the column. */
export interface TableReader {
  readonly name: string;
  /** Names of all columns. */
  readonly columns: readonly string[];
  has(column: string): boolean;
  isNumber(column: string): boolean;
  /** Whether the column's type is one of points in time, be they only days. */
  isInstant(column: string): boolean;
  isDate(column: string): boolean;
  /** What follows FROM, the alias included. */
  readonly from: string;
  /** Conditions that leave deleted rows out, as far as they are marked. */
  readonly where: readonly string[];
  value(column: string): SqlValue | undefined;
  text(column: string): string | undefined;
  /** The text that is neither missing nor empty. */
  filledText(column: string): string | undefined;
  email(column: string): string | undefined;
  /** A day is its last microsecond. */
  instant(column: string): string | undefined;
  /** A day is its first instant: of outcomes, openings of deals and refusals. */
  instantFrom(column: string): string | undefined;
  number(column: string): string | undefined;
  boolean(column: string): string | undefined;
  /** Whether the column says true, which what is missing or empty does not. */
  flag(column: string): string;
  id(column: string, ids: IdReader): string | undefined;
}

/** By what connectors mark rows that the source no longer has. */
const deletionMarks = ['_fivetran_deleted', 'is_deleted', 'archived'];

/**
 * Reads a table under an alias.
 *
 * @param alias a name that needs no quotes
 * @param options.from rows to read instead of the table's own, such as the latest of each id
 * @param options.value how a column is found, where it is not simply one of the table's
 */
export function tableReader(
  landing: Landing,
  table: string,
  alias: string,
  options: { readonly from?: string; readonly value?: (column: string) => SqlValue | undefined } = {},
): TableReader {
  const plain = (column: string) => columnValue(landing, table, alias, column);
  const value = options.value ?? plain;
  const type = (column: string) => value(column)?.type;
  const as = (read: (value: SqlValue) => string) => (column: string) => {
    const found = value(column);
    return found === undefined ? undefined : read(found);
  };
  return {
    name: table,
    columns: landing.columns(table),
    has: (column) => value(column) !== undefined,
    isNumber: (column) => isNumberType(type(column)),
    isInstant: (column) => isInstantType(type(column)),
    isDate: (column) => type(column) === 'date',
    from: `${options.from ?? tableSql(landing, table)} AS ${alias}`,
    where: deletionMarks.flatMap((mark) => {
      const found = plain(mark);
      return found === undefined ? [] : [`${booleanSql(found)} IS NOT TRUE`];
    }),
    value,
    text: as(textSql),
    filledText: as((found) => `nullif(${textSql(found)}, '')`),
    email: as(emailSql),
    instant: as(instantSql),
    instantFrom: as(instantFromSql),
    number: as(numberSql),
    boolean: as(booleanSql),
    flag: (column) => `coalesce(${as(booleanSql)(column) ?? 'NULL::boolean'}, false)`,
    id: (column, ids) => as(ids.read)(column),
  };
}

/** An expression for a column that a preset requires, and so finds. */
export function required(sql: string | undefined): string {
  if (sql === undefined) throw new Error('a preset maps a required column that is not there');
  return sql;
}
