import type { Landing } from './preset.ts';
import {
  booleanSql,
  columnValue,
  emailSql,
  type IdReader,
  instantSql,
  numberSql,
  type SqlValue,
  tableSql,
  textSql,
} from './sqlValue.ts';

/** The columns of one table as SQL expressions of the type wanted; undefined where it lacks the column. */
export interface TableReader {
  /** What follows FROM, the alias included. */
  readonly from: string;
  /** Conditions that leave deleted rows out, as far as they are marked. */
  readonly where: readonly string[];
  value(column: string): SqlValue | undefined;
  text(column: string): string | undefined;
  email(column: string): string | undefined;
  instant(column: string): string | undefined;
  number(column: string): string | undefined;
  boolean(column: string): string | undefined;
  id(column: string, ids: IdReader): string | undefined;
}

/** By what connectors mark rows that the source no longer has. */
const deletionMarks = ['_fivetran_deleted', 'is_deleted', 'archived'];

/**
 * Reads a table under an alias.
 *
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
  const as = (read: (value: SqlValue) => string) => (column: string) => {
    const found = value(column);
    return found === undefined ? undefined : read(found);
  };
  return {
    from: `${options.from ?? tableSql(landing, table)} AS ${alias}`,
    where: deletionMarks.flatMap((mark) => {
      const found = plain(mark);
      return found === undefined ? [] : [`${booleanSql(found)} IS NOT TRUE`];
    }),
    value,
    text: as(textSql),
    email: as(emailSql),
    instant: as(instantSql),
    number: as(numberSql),
    boolean: as(booleanSql),
    id: (column, ids) => as(ids.read)(column),
  };
}

/** An expression for a column that a preset requires, and so finds. */
export function required(sql: string | undefined): string {
  if (sql === undefined) throw new Error('a preset maps a required column that is not there');
  return sql;
}
