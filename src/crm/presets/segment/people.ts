import { sql } from 'kysely';
import { firstOf, type LandedTable } from '../landedTable.ts';
import { personName } from '../personName.ts';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { aliases, madeAt, receivedAt, type SegmentSource } from './source.ts';
import { ownTraits } from './traits.ts';

type Sources = PresetMapping['source'];

/** Everybody who was identified. */
export function contactRelation(source: SegmentSource): NonNullable<Sources['contact']> {
  const { identifies, users, groups } = source;
  const traits = {
    name: personName,
    email: (table: LandedTable) => table.filledText('email'),
    title: (table: LandedTable) => table.filledText('title'),
  };
  const tables = users ? [identifies, users] : [identifies];
  const shown = Object.entries(traits).filter(([, trait]) => tables.some((table) => trait(table)));
  const calls = tables.map(
    (table) =>
      sql`SELECT ${outputs({
        user_id: table.filledText(table === users ? 'id' : 'user_id'),
        // A row of users is as old as its last change: it dates nobody who has an identify of its own.
        identified_at: table === users ? sql`NULL::timestamptz` : receivedAt(table),
        known_at: receivedAt(table),
        created_at: table.instant('created_at') ?? sql`NULL::timestamptz`,
        ...Object.fromEntries(shown.map(([column, trait]) => [column, trait(table) ?? sql`NULL::text`])),
      })} FROM ${table.from}`,
  );
  const latest = (column: string) =>
    sql`(array_agg(${sql.id('call', column)} ORDER BY call.known_at DESC, ${sql.id('call', column)})
    FILTER (WHERE ${sql.id('call', column)} IS NOT NULL))[1]`;
  const people = sql`SELECT ${outputs({
    id: sql`coalesce(alias_of.person_id, call.user_id)`,
    ...Object.fromEntries(shown.map(([column]) => [column, latest(column)])),
    created_at: sql`least(min(call.created_at), coalesce(min(call.identified_at), min(call.known_at)))`,
  })}
  FROM (${unionAll(calls)}) AS call
  LEFT JOIN alias_of ON alias_of.id = call.user_id
  WHERE call.user_id IS NOT NULL GROUP BY 1`;
  const attributes: NonNullable<NonNullable<Sources['contact']>['attributes']> = ownTraits(identifies);
  if (identifies.has('title')) attributes.title = { type: 'category', availability: 'history', meaning: 'job title' };
  const select = groups
    ? sql`SELECT person.*, member.account_id FROM person LEFT JOIN member ON member.person_id = person.id`
    : sql`SELECT * FROM person`;
  const query = sql`${withSelects({ ...aliases(source), person: people, ...(groups ? { member: membership(groups) } : {}) })}${select}`;
  return { query: queryText(query), attributes };
}

function membership(groups: LandedTable): Sql {
  const user = groups.filledText('user_id');
  const group = groups.filledText('group_id');
  return sql`SELECT DISTINCT ON (1) coalesce(alias_of.person_id, ${user}) AS person_id, ${group} AS account_id
  FROM ${groups.from} LEFT JOIN alias_of ON alias_of.id = ${user}
  WHERE ${user} IS NOT NULL AND ${group} IS NOT NULL
  ORDER BY 1, ${madeAt(groups)} DESC NULLS LAST, ${receivedAt(groups)} DESC NULLS LAST, 2`;
}

/** Groups; undefined without calls of them. */
export function accountRelation({ groups }: SegmentSource): Sources['account'] {
  if (!groups) return undefined;
  const group = groups.filledText('group_id');
  const domain = firstOf(groups.filledText('domain'), websiteDomain(groups));
  const latest = (value: Sql | undefined) =>
    value &&
    sql`(array_agg(${value} ORDER BY ${receivedAt(groups)} DESC, ${value}) FILTER (WHERE ${value} IS NOT NULL))[1]`;
  const created = groups.instant('created_at');
  const query = sql`SELECT ${outputs({
    id: group,
    name: latest(groups.filledText('name')),
    domain: latest(domain),
    created_at: created ? sql`least(min(${created}), min(${receivedAt(groups)}))` : sql`min(${receivedAt(groups)})`,
  })}
FROM ${groups.from} WHERE ${group} IS NOT NULL GROUP BY 1`;
  return { query: queryText(query), attributes: ownTraits(groups) };
}
