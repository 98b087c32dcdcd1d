import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { type Columns, combined, derived, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
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
    { kind: `'demo request'` },
    raisedHands,
    (calls) => `SELECT contact_id, occurred_at, ingested_at, kind FROM ${derived(calls, 'call')}`,
  );
}

/** Opt-outs among the tracked events: for good, from when they were known. */
export function suppressionRelation(source: SegmentSource): Sources['suppression'] {
  return tracked(
    source,
    { reason: `'unsubscribed'` },
    optOuts,
    (calls) => `SELECT contact_id, reason, min(greatest(occurred_at, ingested_at)) AS since
FROM ${derived(calls, 'call')}
GROUP BY 1, 2`,
  );
}

function tracked(source: SegmentSource, others: Columns, names: readonly string[], select: (calls: string) => string) {
  const { tracks } = source;
  const calls = unionAll(callsOfPeople(tracks, others, [isOneOf(tracks.text('event'), names)]));
  return { query: withCtes(owners(source), `${select(calls)}`) };
}

/** Tracked events under their own names, and page views. */
export function eventRelation(source: SegmentSource): Sources['event'] {
  const { tracks, pages } = source;
  const name = tracks.text('event');
  const kind = `CASE ${name} WHEN 'email_opened' THEN 'email_open' WHEN 'email_link_clicked' THEN 'email_click' ELSE ${name} END`;
  const others = `NOT ${isOneOf(name, [...raisedHands, ...optOuts])}`;
  const hasIds = tracks.has('id') || pages?.has('id');
  const id = (table: TableReader) => (hasIds ? (table.text('id') ?? `NULL::text`) : undefined);
  const selects = [
    ...callsOfPeople(tracks, { id: id(tracks), kind }, [others]),
    ...(pages ? callsOfPeople(pages, { id: id(pages), kind: viewOf(pages) }, []) : []),
  ];
  return { query: withCtes(owners(source), unionAll(selects)) };
}

function isOneOf(value: string | undefined, names: readonly string[]): string {
  return `${value} IN (${names.map(literalSql).join(', ')})`;
}

function viewOf(pages: TableReader): string {
  const address = combined('coalesce', pages.filledText('path'), pages.filledText('url'), pages.filledText('title'));
  if (address === undefined) return `'page_view'`;
  return `CASE WHEN '/' || lower(${address}) LIKE ANY (ARRAY['%/pricing%', '%/prices%', '%/plans%']) THEN 'pricing_view' ELSE 'page_view' END`;
}
