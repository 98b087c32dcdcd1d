import type { Hands } from '../hands.ts';
import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { type Columns, combined, derived, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { namedId } from './namedId.ts';
import { callsOfPeople, owners, type SegmentSource } from './source.ts';

type Sources = PresetMapping['source'];

/** Names of events as the pipelines write them: in snake case. */
const optOuts = ['unsubscribed', 'email_unsubscribed', 'user_unsubscribed', 'opted_out', 'email_opted_out'];

/** Tracked events, of which some raise a hand; page views raise none. */
export function eventCandidates({ tracks }: SegmentSource, sample: string): { what: string; query: string } {
  const name = tracks.text('event');
  return {
    what: 'event',
    query: `SELECT ${name} AS key, ${name} AS name, count(*) AS times, count(DISTINCT ${namedId(tracks, 'user_id')}) AS contacts
FROM ${tracks.from}${sample}
WHERE ${name} <> '' AND NOT ${isOneOf(name, optOuts)}
GROUP BY 1`,
  };
}

/** Raised hands among the tracked events, each of the kind that the list gives it. */
export function outcomeRelation(source: SegmentSource, hands: Hands): Sources['outcome'] {
  const name = source.tracks.text('event');
  return tracked(
    source,
    { name },
    isRaised(name, hands),
    (calls) => `SELECT call.contact_id, call.occurred_at, call.ingested_at, raised.kind
FROM ${derived(calls, 'call')}
JOIN ${hands.rows} AS raised (key, kind) ON raised.key = call.name`,
  );
}

function isRaised(name: string | undefined, hands: Hands): string {
  return `${name} IN (SELECT raised.key FROM ${hands.rows} AS raised (key, kind))`;
}

/** Opt-outs among the tracked events: for good, from when they were known. */
export function suppressionRelation(source: SegmentSource): Sources['suppression'] {
  return tracked(
    source,
    { reason: `'unsubscribed'` },
    isOneOf(source.tracks.text('event'), optOuts),
    (calls) => `SELECT contact_id, reason, min(greatest(occurred_at, ingested_at)) AS since
FROM ${derived(calls, 'call')}
GROUP BY 1, 2`,
  );
}

function tracked(source: SegmentSource, others: Columns, where: string, select: (calls: string) => string) {
  const { tracks } = source;
  const calls = unionAll(callsOfPeople(tracks, others, [where]));
  return { query: withCtes(owners(source), `${select(calls)}`) };
}

/** Tracked events under their own names, and page views. */
export function eventRelation(source: SegmentSource, hands: Hands): Sources['event'] {
  const { tracks, pages } = source;
  const name = tracks.text('event');
  const kind = `CASE ${name} WHEN 'email_opened' THEN 'email_open' WHEN 'email_link_clicked' THEN 'email_click' ELSE ${name} END`;
  const others = [`NOT ${isOneOf(name, optOuts)}`, `(${isRaised(name, hands)}) IS NOT TRUE`];
  const hasIds = tracks.has('id') || pages?.has('id');
  const id = (table: TableReader) => (hasIds ? (table.text('id') ?? `NULL::text`) : undefined);
  const selects = [
    ...callsOfPeople(tracks, { id: id(tracks), kind }, others),
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
