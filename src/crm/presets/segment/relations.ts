import { sql } from 'kysely';
import { historyRows } from '../historyRows.ts';
import { firstOf, type LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { aliases, callsOfPeople, madeAt, owners, receivedAt, type SegmentSource } from './source.ts';
import { ownTraits } from './traits.ts';

type Sources = PresetMapping['source'];

/** Names of events as the pipelines write them: in snake case. */
const raisedHands = [
  'demo_requested',
  'demo_request',
  'demo_request_submitted',
  'demo_booked',
  'demo_scheduled',
  'request_demo',
  'requested_demo',
  'request_a_demo',
  'book_demo',
  'book_a_demo',
  'schedule_demo',
  'schedule_a_demo',
  'quote_requested',
  'request_quote',
  'request_a_quote',
  'pricing_requested',
  'call_requested',
  'request_a_call',
  'book_a_call',
  'contact_sales',
  'contacted_sales',
];
const optOuts = ['unsubscribed', 'email_unsubscribed', 'user_unsubscribed', 'opted_out', 'email_opted_out'];

/** Raised hands among the tracked events. */
export function outcomeRelation(source: SegmentSource): Sources['outcome'] {
  return tracked(
    source,
    sql`'demo request' AS kind`,
    raisedHands,
    (calls) => sql`SELECT contact_id, occurred_at, ingested_at, kind FROM (${calls}) AS call`,
  );
}

/** Opt-outs among the tracked events: for good, from when they were known. */
export function suppressionRelation(source: SegmentSource): Sources['suppression'] {
  return tracked(
    source,
    sql`'unsubscribed' AS reason`,
    optOuts,
    (calls) => sql`SELECT contact_id, reason, min(greatest(occurred_at, ingested_at)) AS since
FROM (${calls}) AS call GROUP BY 1, 2`,
  );
}

function tracked(source: SegmentSource, others: Sql, names: readonly string[], select: (calls: Sql) => Sql) {
  const { tracks } = source;
  const calls = unionAll(callsOfPeople(tracks, others, isOneOf(tracks.text('event'), names)));
  return { query: queryText(sql`${withSelects(owners(source))}${select(calls)}`) };
}

/** Tracked events under their own names, and page views. */
export function eventRelation(source: SegmentSource): Sources['event'] {
  const { tracks, pages } = source;
  const name = tracks.text('event');
  const kind = sql`CASE ${name} WHEN 'email_opened' THEN 'email_open' WHEN 'email_link_clicked' THEN 'email_click' ELSE ${name} END`;
  const others = sql`NOT ${isOneOf(name, [...raisedHands, ...optOuts])}`;
  const hasIds = tracks.has('id') || pages?.has('id');
  const id = (table: LandedTable) => (hasIds ? (table.text('id') ?? sql`NULL::text`) : undefined);
  const selects = [
    ...callsOfPeople(tracks, outputs({ id: id(tracks), kind }), others),
    ...(pages ? callsOfPeople(pages, outputs({ id: id(pages), kind: viewOf(pages) }), sql`true`) : []),
  ];
  return { query: queryText(sql`${withSelects(owners(source))}${unionAll(selects)}`) };
}

function isOneOf(value: Sql | undefined, names: readonly string[]): Sql {
  return sql`${value} IN (${sql.join(names.map((name) => sql.lit(name)))})`;
}

function viewOf(pages: LandedTable): Sql {
  const address = firstOf(pages.filledText('path'), pages.filledText('url'), pages.filledText('title'));
  if (address === undefined) return sql`'page_view'`;
  return sql`CASE WHEN '/' || lower(${address}) LIKE ANY (ARRAY['%/pricing%', '%/prices%', '%/plans%']) THEN 'pricing_view' ELSE 'page_view' END`;
}

/** Everybody who was identified. */
export function contactRelation(source: SegmentSource): NonNullable<Sources['contact']> {
  const { identifies, users, groups } = source;
  const name = (table: LandedTable) => firstOf(table.filledText('name'), fullName(table));
  const traits = {
    name,
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
  const website = groups.filledText('website');
  const host =
    website && sql`substring(regexp_replace(lower(${website}), '^ *([a-z]+:/+)?(www[.])?', '') FROM '^[^/:?# ]+')`;
  const domain = firstOf(groups.filledText('domain'), host);
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

/** Traits over time, as the calls set them. */
export function attributeHistoryRelation(source: SegmentSource): Sources['attributeHistory'] {
  const { identifies, groups } = source;
  const columns = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const changes = (table: LandedTable, id: string, names: readonly string[]) =>
    historyRows(table, {
      id: table.filledText(id)!,
      validFrom: receivedAt(table),
      columns: columns(names),
      missing: 'says nothing',
    });
  const ofPeople = [...(identifies.has('title') ? ['title'] : []), ...Object.keys(ownTraits(identifies))];
  const ofGroups = groups ? Object.keys(ownTraits(groups)) : [];
  const selects = [
    ...(ofPeople.length > 0
      ? [
          sql`SELECT 'contact' AS entity, coalesce(alias_of.person_id, change.id) AS entity_id, change.name, change.value,
  greatest(change.valid_from, alias_of.known_at) AS valid_from
FROM (${changes(identifies, 'user_id', ofPeople)}) AS change
LEFT JOIN alias_of ON alias_of.id = change.id`,
        ]
      : []),
    ...(groups && ofGroups.length > 0
      ? [
          sql`SELECT 'account' AS entity, change.id AS entity_id, change.name, change.value, change.valid_from
FROM (${changes(groups, 'group_id', ofGroups)}) AS change`,
        ]
      : []),
  ];
  return selects.length === 0
    ? undefined
    : { query: queryText(sql`${withSelects(aliases(source))}${unionAll(selects)}`) };
}

function fullName(table: LandedTable): Sql | undefined {
  const parts = [table.filledText('first_name'), table.filledText('last_name')].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : sql`nullif(concat_ws(' ', ${sql.join(parts)}), '')`;
}
