import { identifierSql } from '../identifier.ts';

/** A SELECT of named expressions; undefined ones are left out. */
export function select(of: {
  readonly columns: readonly (readonly [name: string, sql: string | undefined])[];
  readonly from: string;
  readonly joins?: readonly string[];
  readonly where?: readonly string[];
  readonly tail?: string;
}): string {
  const columns = of.columns.flatMap(([name, sql]) => (sql === undefined ? [] : [`  ${sql} AS ${named(name)}`]));
  return [
    `SELECT\n${columns.join(',\n')}`,
    `FROM ${of.from}`,
    ...(of.joins ?? []),
    ...(of.where && of.where.length > 0 ? [`WHERE ${of.where.join('\n  AND ')}`] : []),
    ...(of.tail === undefined ? [] : [of.tail]),
  ].join('\n');
}

/** The statement after its common table expressions. */
export function withCtes(ctes: readonly string[], statement: string): string {
  return ctes.length === 0 ? statement : `WITH ${ctes.join(', ')}\n${statement}`;
}

/** Every line two spaces further in. */
export function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function named(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : identifierSql(name);
}
