import type { Hands } from '../hands.ts';
import { literalSql } from '../identifier.ts';
import { emailKinds, machinesAmong } from '../machines.ts';
import type { Landing, PresetMapping } from '../preset.ts';
import { type Columns, combined, derived, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { namedId } from './namedId.ts';
import { callsOfPeople, owners, type SegmentSource } from './source.ts';

type Sources = PresetMapping['source'];

/** Names of events as the pipelines write them: in snake case. */
const optOuts = ['unsubscribed', 'email_unsubscribed', 'user_unsubscribed', 'opted_out', 'email_opted_out'];

type EmailKind = keyof typeof emailKinds;

/** Under which names e-mail is tracked. */
const emailNames: readonly (readonly [kind: EmailKind, tracked: string])[] = [
  ['sent', 'email_sent'],
  ['opened', 'email_opened'],
  ['clicked', 'email_link_clicked'],
];

const trackedEmail = 'tracked e-mail';

/** What has to be known of tracked e-mail: most sources track none. */
export function emailQuestions({ tracks }: SegmentSource): Record<string, string> {
  const name = tracks.text('event');
  const names = emailNames.map(([, tracked]) => tracked);
  return {
    [trackedEmail]: `SELECT DISTINCT ${name} AS event
FROM ${tracks.from}
WHERE ${isOneOf(name, names)}
ORDER BY 1`,
  };
}

/** What of e-mail is tracked; all of it where nobody waited to hear: `check` names what there is not. */
export function emailTracked(landing: Landing): readonly EmailKind[] {
  const answer = landing.answer(trackedEmail);
  const found = new Set(answer?.map(({ event }) => event));
  return emailNames.filter(([, tracked]) => answer === undefined || found.has(tracked)).map(([kind]) => kind);
}

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
export function eventRelation(source: SegmentSource, hands: Hands, mail: readonly EmailKind[]): Sources['event'] {
  const { tracks, pages } = source;
  const name = tracks.text('event');
  const kind = `CASE ${name} ${emailNames.map(([kind, tracked]) => `WHEN '${tracked}' THEN '${emailKinds[kind]}'`).join(' ')} ELSE ${name} END`;
  const judged = mail.includes('opened') || mail.includes('clicked');
  const agent = judged ? tracks.text('context_user_agent') : undefined;
  const told = { user_agent: agent && 'NULL::text' };
  const others = [`NOT ${isOneOf(name, optOuts)}`, `(${isRaised(name, hands)}) IS NOT TRUE`];
  const hasIds = tracks.has('id') || pages?.has('id');
  const id = (table: TableReader) => (hasIds ? (table.text('id') ?? `NULL::text`) : undefined);
  const selects = [
    ...callsOfPeople(tracks, { id: id(tracks), kind, user_agent: agent }, others),
    ...(pages ? callsOfPeople(pages, { id: id(pages), kind: viewOf(pages), ...told }, []) : []),
  ];
  return {
    query: withCtes(owners(source), unionAll(selects)),
    ...(judged ? { machine: machinesAmong(told, mail) } : {}),
  };
}

function isOneOf(value: string | undefined, names: readonly string[]): string {
  return `${value} IN (${names.map(literalSql).join(', ')})`;
}

function viewOf(pages: TableReader): string {
  const address = combined('coalesce', pages.filledText('path'), pages.filledText('url'), pages.filledText('title'));
  if (address === undefined) return `'page_view'`;
  return `CASE WHEN '/' || lower(${address}) LIKE ANY (ARRAY['%/pricing%', '%/prices%', '%/plans%']) THEN 'pricing_view' ELSE 'page_view' END`;
}
