import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { attributeColumn, type Readable } from './readable.ts';
import type { FieldSpan } from './report.ts';
import type { RowRule } from './rowRule.ts';

/** A statement's rows, in whatever transaction the client is in. */
export type Run = <T>(statement: RawBuilder<unknown>) => Promise<T[]>;

/** Runs statements on one client. */
export function runOn(handle: DatabaseHandle, client: pg.ClientBase, doing: string): Run {
  return async <T>(statement: RawBuilder<unknown>) => {
    const compiled = statement.compile(handle.kysely);
    try {
      return (await client.query(compiled.sql, [...compiled.parameters])).rows as T[];
    } catch (error) {
      throw databaseFailure(error, doing);
    }
  };
}

/** The rows of an entity and those they point to, as `s`, `c` and `a`. */
export function joined(readable: Readable, contacts: Readable | null, accounts: Readable | null): RawBuilder<unknown> {
  const parts = [sql`(${readable.select}) AS s`];
  const contactId = idOf(readable.entity, 'contact');
  const accountId = idOf(readable.entity, 'account');
  if (contacts && contactId)
    parts.push(sql`LEFT JOIN (
      SELECT id, min(created_at) AS created_at FROM (${contacts.select}) AS contacts GROUP BY id
    ) AS c ON c.id = s.${sql.id(contactId)}`);
  if (accounts && accountId)
    parts.push(sql`LEFT JOIN (
      SELECT id FROM (${accounts.select}) AS accounts GROUP BY id
    ) AS a ON a.id = s.${sql.id(accountId)}`);
  return sql.join(parts, sql` `);
}

function idOf(entity: EntityName, target: 'contact' | 'account'): string | null {
  if (entity === target) return null;
  if (entity === 'attributeHistory') return 'entity_id';
  return Object.hasOwn(entityOf(entity).fields, `${target}Id`) ? `${target}_id` : null;
}

export interface Measured {
  readonly rows: number;
  readonly spans: readonly FieldSpan[];
  /** Rows that each rule holds for, in the order of the rules. */
  readonly broken: readonly number[];
  /** Rows in which each readable attribute is missing. */
  readonly missing: ReadonlyMap<string, number>;
}

/** Everything about an entity that one pass over its rows can count. */
export async function measure(
  run: Run,
  readable: Readable,
  from: RawBuilder<unknown>,
  rules: readonly RowRule[],
): Promise<Measured> {
  const instants = [...readable.fields].filter((field) => entityOf(readable.entity).fields[field]?.type === 'instant');
  const attributes = [...readable.attributes];
  const outputs = [
    sql`count(*)::float8 AS rows`,
    ...instants.flatMap((field, index) => {
      const column = sql`s.${sql.id(columnOf(field))}`;
      return [
        sql`${microseconds(sql`min(${column}) FILTER (WHERE isfinite(${column}))`)} AS ${sql.id(`first${index}`)}`,
        sql`${microseconds(sql`max(${column}) FILTER (WHERE isfinite(${column}))`)} AS ${sql.id(`last${index}`)}`,
      ];
    }),
    ...rules.map(({ when }, index) => sql`(count(*) FILTER (WHERE ${when}))::float8 AS ${sql.id(`rule${index}`)}`),
    ...attributes.map((name, index) => {
      const column = sql`s.${sql.id(attributeColumn(name))}`;
      return sql`(count(*) FILTER (WHERE ${column} IS NULL))::float8 AS ${sql.id(`missing${index}`)}`;
    }),
  ];
  const [found = {}] = await run<Record<string, number | null>>(sql`SELECT ${sql.join(outputs)} FROM ${from}`);
  return {
    rows: found.rows ?? 0,
    spans: instants.flatMap((field, index) => {
      const first = found[`first${index}`];
      const last = found[`last${index}`];
      return typeof first === 'number' && typeof last === 'number' ? [{ field, first, last }] : [];
    }),
    broken: rules.map((_, index) => found[`rule${index}`] ?? 0),
    missing: new Map(attributes.map((name, index) => [name, found[`missing${index}`] ?? 0])),
  };
}

/** Up to five ids of rows for which a rule holds, or of what they point to, ascending by bytes. */
export async function examplesOf(
  run: Run,
  readable: Readable,
  from: RawBuilder<unknown>,
  { when, shows }: Pick<RowRule, 'when' | 'shows'>,
): Promise<string[]> {
  const id = shows ?? ['id', 'contactId', 'entityId'].find((field) => readable.fields.has(field));
  if (id === undefined) return [];
  const column = sql`s.${sql.id(columnOf(id))} COLLATE "C"`;
  const rows = await run<{ id: string }>(
    sql`SELECT ${column} AS id FROM ${from} WHERE ${when} AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT 5`,
  );
  return rows.map((row) => row.id);
}

/** Microseconds since 1970 UTC as float8, exact to 2^53. */
function microseconds(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(extract(epoch FROM ${instant}) * 1000000)::float8`;
}
