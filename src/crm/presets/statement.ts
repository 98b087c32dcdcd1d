import { identifierSql } from './identifier.ts';

/** Output columns by name, in order; those that are undefined are left out. */
export type Columns = Readonly<Record<string, string | undefined>>;

/** A SELECT of named expressions. */
export function select(of: {
  readonly columns: Columns;
  readonly from: string;
  readonly joins?: readonly string[];
  readonly where?: readonly string[];
  readonly tail?: string;
}): string {
  const columns = Object.entries(of.columns).flatMap(([name, sql]) =>
    sql === undefined ? [] : [`  ${sql} AS ${named(name)}`],
  );
  return [
    `SELECT\n${columns.join(',\n')}`,
    `FROM ${of.from}`,
    ...(of.joins ?? []),
    ...(of.where && of.where.length > 0 ? [`WHERE ${of.where.join('\n  AND ')}`] : []),
    ...(of.tail === undefined ? [] : [of.tail]),
  ].join('\n');
}

/** SELECTs one under the other. */
export function unionAll(selects: readonly string[]): string {
  return selects.join('\nUNION ALL\n');
}

/** Named SELECTs, each of which may read those before it, as `WITH` has them. */
export type Ctes = Readonly<Record<string, string>>;

/** The statement after its common table expressions. */
export function withCtes(ctes: Ctes, statement: string): string {
  const all = Object.entries(ctes).map(([name, query]) => `${named(name)} AS (\n${indented(query)}\n)`);
  return all.length === 0 ? statement : `WITH ${all.join(', ')}\n${statement}`;
}

/** A SELECT as something to select from. */
export function derived(query: string, alias: string): string {
  return `(\n${indented(query)}\n) AS ${alias}`;
}

/** Every line two spaces further in. */
export function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** The first of several values that is there, the least, or the greatest; undefined where none is given. */
export function combined(
  by: 'coalesce' | 'least' | 'greatest',
  ...values: readonly (string | undefined)[]
): string | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length < 2 ? given[0] : `${by}(${given.join(', ')})`;
}

function named(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : identifierSql(name);
}
