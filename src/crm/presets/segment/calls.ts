import { sql } from 'kysely';
import { firstOf, type LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { callsOfPeople, owners, type SegmentSource } from './source.ts';

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
