import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { firstPlausible, lastPlausible } from '../plausible.ts';
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

/** What rows may point to, or be pointed to by; null where it cannot be read. */
export interface Others {
  readonly contact: Readable | null;
  readonly account: Readable | null;
  readonly opportunity: Readable | null;
  readonly opportunityContact: Readable | null;
}

/**
 * The rows of an entity as `s`, and those they point to: `c` the contact, `a` the account, `t` the account of today, `o` the
 * opportunity; of an opportunity, `l` tells that it has contacts, `n` that contacts name its account, known or not.
 */
export function joined({ entity, select, fields }: Readable, others: Others): RawBuilder<unknown> {
  const parts = [sql`(${select}) AS s`];
  const distinct = (of: Readable, column: string) =>
    sql`(SELECT ${sql.id(column)} AS id FROM (${of.select}) AS others GROUP BY 1)`;
  const contactId = idOf(entity, 'contact');
  const accountId = idOf(entity, 'account');
  const { contact, account, opportunity, opportunityContact } = others;
  if (contact && contactId)
    parts.push(sql`LEFT JOIN (
      SELECT id, min(created_at) AS created_at FROM (${contact.select}) AS contacts GROUP BY id
    ) AS c ON c.id = s.${sql.id(contactId)}`);
  if (account && accountId) parts.push(sql`LEFT JOIN ${distinct(account, 'id')} AS a ON a.id = s.${sql.id(accountId)}`);
  if (account && fields.has('currentAccountId'))
    parts.push(sql`LEFT JOIN ${distinct(account, 'id')} AS t ON t.id = s.current_account_id`);
  if (opportunity && entity === 'opportunityContact')
    parts.push(sql`LEFT JOIN ${distinct(opportunity, 'id')} AS o ON o.id = s.opportunity_id`);
  if (opportunityContact && entity === 'opportunity')
    parts.push(sql`LEFT JOIN ${distinct(opportunityContact, 'opportunity_id')} AS l ON l.id = s.id`);
  if (contact && entity === 'opportunity')
    parts.push(sql`LEFT JOIN (
      SELECT coalesce(nullif(current_account_id, ''), account_id) AS id FROM (${contact.select}) AS others GROUP BY 1
    ) AS n ON n.id = s.account_id`);
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
        sql`${microseconds(sql`min(${column}) FILTER (WHERE ${isPlausible(column)})`)} AS ${sql.id(`first${index}`)}`,
        sql`${microseconds(sql`max(${column}) FILTER (WHERE ${isPlausible(column)})`)} AS ${sql.id(`last${index}`)}`,
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
  return rows.map((row) => shortened(row.id));
}

/** The id itself, or the beginning of a long one and its length. */
function shortened(id: string): string {
  return id.length <= 100 ? id : `${id.slice(0, 40)}… (${Buffer.byteLength(id)} bytes)`;
}

/** Whether an instant may be one of the record, and no placeholder. */
export function isPlausible(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${instant} >= ${sql.lit(firstPlausible)} AND ${instant} < ${sql.lit(lastPlausible)}`;
}

/** Microseconds since 1970 UTC as float8, exact to 2^53. */
function microseconds(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(extract(epoch FROM ${instant}) * 1000000)::float8`;
}
