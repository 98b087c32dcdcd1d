import pg from 'pg';
import { textArray } from '../../database/textArray.ts';
import { eventColumns, eventRows } from '../eventRows.ts';
import { machineColumns, type Sources } from '../source.ts';
import { freeMailDomains } from './freeMailDomains.ts';
import { linksAtOnce, peopleAtOnce, secondsAfterSend, secondsToSettle } from './machineRules.ts';
import { machineAgents } from './userAgents.ts';

/**
 * What may follow FROM for the events that features are made of, as `source`: each once, without those by machines; the other opens and clicks
 * count as known once it is decided who did them. Null where events are used as they are.
 *
 * @param told what follows FROM for all events, see `eventRows`.
 * @param further columns after `eventColumns`, quoted.
 */
export function usedEvents(sources: Sources, told: string, more: readonly string[] = []): string | null {
  if (sources.machine === null || sources.machine.keep) return null;
  const columns = [
    ...eventColumns.map((column) => (column === 'ingested_at' ? `${settled} AS ingested_at` : column)),
    ...more,
  ];
  const judged = textArray([...sources.machine.opens, ...sources.machine.clicks]);
  // Telling copies apart is done once.
  const once = sources.unique('event') ? 'NOT MATERIALIZED' : 'MATERIALIZED';
  return `(WITH told AS ${once} (${rowsOf(sources, told, more)})
    SELECT ${columns.join(', ')} FROM (${judgedAmong(sources, 'told', more)}) AS judged WHERE machine_rule IS NULL
    UNION ALL SELECT ${[...eventColumns, ...more].join(', ')} FROM told WHERE (kind = ANY(${judged})) IS NOT TRUE) AS source`;
}

/**
 * SELECT of every open and click, each once: `eventColumns` and the further ones; `domain`, that of the contact's mailbox; `machine_rule`, the code of
 * the first of `machineRules` that finds a machine, NULL where none does.
 *
 * A rule goes by what is known an hour after the open or click became known, and by nothing later. Instants at whole minutes are not judged by
 * their time: sources that know no seconds put many events into one.
 *
 * @param sources with a declaration of machines.
 */
export function judgedEvents(sources: Sources, told: string, more: readonly string[] = []): string {
  return judgedAmong(sources, `(${rowsOf(sources, told, more)}) AS told`, more);
}

/** @param rows what follows FROM for events that are there once each. */
function judgedAmong(sources: Sources, rows: string, more: readonly string[]): string {
  const { sends, opens, clicks, link, userAgent } = sources.machine!;
  const columns = [...eventColumns, ...more];
  const kinds = textArray([...sends, ...opens, ...clicks]);
  // Everything is told by windows, which the server sorts for: what it expects of joins it knows nothing of could be wrong without bounds.
  const marked = `
    SELECT ${columns.join(', ')}, contact_id::text AS who, greatest(occurred_at, ingested_at) AS known_at,
      kind = ANY(${textArray(sends)}) AS sent, kind = ANY(${textArray(clicks)}) AS clicked,
      ${link ? `coalesce(${pg.escapeIdentifier(machineColumns.link)}, '')` : 'NULL::text'} AS link,
      ${userAgent ? `${pg.escapeIdentifier(machineColumns.userAgent)} ~* ${pg.escapeLiteral(agentPattern)}` : 'false'} AS by_agent,
      CASE WHEN occurred_at BETWEEN ${firstReckoned} AND ${lastReckoned} THEN occurred_at END AS at,
      NULL::text AS domain, NULL::timestamptz AS person_known
    FROM ${rows} WHERE kind = ANY(${kinds})
    ${people(sources, columns)}`;
  const ofPerson = `
    SELECT ${columns.join(', ')}, who, known_at, clicked, link, by_agent, sent, at, ${settled} AS settled_at,
      CASE WHEN date_bin('1 minute', at, timestamptz 'epoch') <> at THEN date_bin('1 second', at, timestamptz 'epoch') END AS second,
      min(domain) OVER (PARTITION BY who) AS domain,
      greatest(known_at, min(person_known) OVER (PARTITION BY who)) AS member_known,
      min(known_at) FILTER (WHERE sent) OVER (PARTITION BY who ORDER BY at RANGE BETWEEN interval '${secondsAfterSend} seconds' PRECEDING AND CURRENT ROW)
        AS after_send
    FROM (${marked}) AS event`;
  const links = nthOf(
    `SELECT * FROM (${ofPerson}) AS event WHERE NOT sent`,
    { together: 'who, second, clicked', apart: link ? 'link' : null, known: 'known_at' },
    { nth: linksAtOnce, as: 'links_at_once' },
  );
  const domains = nthOf(
    links,
    { together: 'domain, second', apart: 'who', known: 'member_known' },
    { nth: peopleAtOnce, as: 'domain_at_once' },
  );
  return `SELECT ${columns.join(', ')}, domain, CASE
      WHEN by_agent THEN 'user-agent'
      WHEN second IS NULL THEN NULL
      WHEN after_send <= settled_at THEN 'after-send'
      WHEN clicked AND links_at_once <= settled_at THEN 'links-at-once'
      WHEN domain IS NOT NULL AND domain_at_once <= settled_at THEN 'domain-at-once' END AS machine_rule
    FROM (${domains}) AS event`;
}

/** Instants beyond these are not judged by their time: the server could not reckon with them. */
const firstReckoned = `timestamptz '0001-01-01 00:00Z'`;
const lastReckoned = `timestamptz '9999-12-31 00:00Z'`;

/** When it is decided who opened or clicked. */
const settled = `least(greatest(occurred_at, ingested_at), ${lastReckoned}) + interval '${secondsToSettle} seconds'`;

const agentPattern = machineAgents.map(({ pattern }) => `(${pattern})`).join('|');

/** Each event once, with what is declared of machines. */
function rowsOf(sources: Sources, told: string, more: readonly string[]): string {
  const { link, userAgent } = sources.machine!;
  const declared = [...(link ? [machineColumns.link] : []), ...(userAgent ? [machineColumns.userAgent] : [])];
  return eventRows(sources, told, { more: [...more, ...declared.map((column) => pg.escapeIdentifier(column))] });
}

/** Rows of contacts among those of events, which tell the domain of each and when it became known; none where there are no addresses. */
function people(sources: Sources, columns: readonly string[]): string {
  if (!sources.has('contact') || !sources.fields('contact').includes('email')) return '';
  const domain = `nullif(rtrim(lower(btrim(substring(email FROM '@([^@]*)$')) COLLATE "C"), '.'), '')`;
  return `UNION ALL SELECT ${columns.map(() => 'NULL').join(', ')}, id, NULL, true, false, NULL, false, NULL, domain, created_at
    FROM (SELECT id, created_at, ${domain} AS domain FROM (${sources.select('contact')}) AS contact WHERE isfinite(created_at)) AS contact
    WHERE domain <> ALL(${textArray([...freeMailDomains])})`;
}

/**
 * SELECT of the same rows and when the nth became known of those that belong together; NULL where there are fewer.
 *
 * @param by columns that rows which belong together share; one that tells those apart that count, by default each row; when each is known.
 */
function nthOf(
  rows: string,
  { together, apart, known }: { readonly together: string; readonly apart: string | null; readonly known: string },
  { nth, as }: { readonly nth: number; readonly as: string },
): string {
  const first = apart ? `row_number() OVER (PARTITION BY ${together}, ${apart} ORDER BY ${known}) = 1` : 'true';
  const counting = `SELECT *, ${first} AS ${as}_counts FROM (${rows}) AS event`;
  const placed = `SELECT *, row_number() OVER (PARTITION BY ${together}, ${as}_counts ORDER BY ${known}) AS ${as}_place FROM (${counting}) AS event`;
  return `SELECT *, min(${known}) FILTER (WHERE ${as}_counts AND ${as}_place = ${nth}) OVER (PARTITION BY ${together}) AS ${as} FROM (${placed}) AS event`;
}
