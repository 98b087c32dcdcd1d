import type { Landing } from '../preset.ts';
import { type Columns, type Ctes, combined, select, unionAll } from '../statement.ts';
import { required, type TableReader, tableReader } from '../tableReader.ts';
import { mostUsers, namedId } from './namedId.ts';

/** The usable tables of one event source. */
export interface SegmentSource {
  readonly identifies: TableReader;
  readonly tracks: TableReader;
  readonly pages: TableReader | undefined;
  readonly users: TableReader | undefined;
  readonly groups: TableReader | undefined;
  readonly aliases: TableReader | undefined;
}

/**
 * What of a landing schema can be read.
 *
 * @param mergesUsers whether `aliases` say which users are one
 */
export function segmentSource(landing: Landing, mergesUsers: boolean): SegmentSource {
  const table = (name: string) => tableReader(landing, name, name);
  const optional = (name: string) => (landing.has(name) ? table(name) : undefined);
  return {
    identifies: table('identifies'),
    tracks: table('tracks'),
    pages: optional('pages'),
    users: optional('users'),
    groups: optional('groups'),
    aliases: mergesUsers ? optional('aliases') : undefined,
  };
}

/** When a call was made: its timestamp, else its arrival. */
export function madeAt(table: TableReader): string {
  return required(combined('coalesce', table.instant('timestamp'), table.instant('received_at')));
}

/** When a call arrived. */
export function receivedAt(table: TableReader): string {
  return required(table.instant('received_at'));
}

/**
 * SELECTs up to `alias_of (id, person_id, made_at, known_at)`: ids that were merged into another, through up to three
 * mergers; of several mergers of one id the last counts.
 */
export function aliases({ aliases: table }: SegmentSource): Ctes {
  if (!table)
    return {
      alias_of: `SELECT NULL::text AS id, NULL::text AS person_id, NULL::timestamptz AS made_at, NULL::timestamptz AS known_at
WHERE false`,
    };
  const from = required(namedId(table, 'previous_id'));
  const to = required(namedId(table, 'user_id'));
  return {
    alias_call: `SELECT DISTINCT ON (1) ${from} AS id, ${to} AS person_id, ${madeAt(table)} AS made_at, ${receivedAt(table)} AS known_at
FROM ${table.from}
WHERE ${from} <> ${to} AND ${receivedAt(table)} IS NOT NULL
ORDER BY 1, 3 DESC, 4 DESC, 2`,
    alias_of: `SELECT a.id, coalesce(c.person_id, b.person_id, a.person_id) AS person_id, a.made_at,
  greatest(a.known_at, b.known_at, c.known_at) AS known_at
FROM alias_call AS a
LEFT JOIN alias_call AS b ON b.id = a.person_id
LEFT JOIN alias_call AS c ON c.id = b.person_id`,
  };
}

/**
 * SELECTs up to `owner (anonymous_id, person_id, starts_at, ends_at, known_at)`: whose an anonymous id was, and since
 * when that was known.
 *
 * The user identified last before an event, else the first one after it; nobody where too many were. Known from the first arrival of an identify of
 * this user under this id.
 */
export function owners(source: SegmentSource): Ctes {
  const { identifies } = source;
  const anonymous = namedId(identifies, 'anonymous_id');
  const user = required(namedId(identifies, 'user_id'));
  const links = ['SELECT id AS anonymous_id, person_id, made_at, known_at\nFROM alias_of'];
  if (anonymous !== undefined)
    links.push(`SELECT ${anonymous}, coalesce(alias_of.person_id, ${user}), ${madeAt(identifies)},
  greatest(${receivedAt(identifies)}, alias_of.known_at)
FROM ${identifies.from}
LEFT JOIN alias_of ON alias_of.id = ${user}
WHERE ${anonymous} IS NOT NULL AND ${user} IS NOT NULL AND ${madeAt(identifies)} IS NOT NULL`);
  return {
    ...aliases(source),
    link: unionAll(links),
    shared: `SELECT anonymous_id
FROM link
GROUP BY 1
HAVING count(DISTINCT person_id) > ${mostUsers}`,
    turn: `SELECT link.anonymous_id, person_id, made_at,
  min(known_at) OVER (PARTITION BY link.anonymous_id, person_id) AS known_at,
  row_number() OVER turns AS number, lag(person_id) OVER turns AS before
FROM link
LEFT JOIN shared ON shared.anonymous_id = link.anonymous_id
WHERE shared.anonymous_id IS NULL
WINDOW turns AS (PARTITION BY link.anonymous_id ORDER BY made_at, known_at, person_id)`,
    owner: `SELECT anonymous_id, person_id, known_at,
  CASE WHEN number = 1 THEN '-infinity' ELSE made_at END AS starts_at,
  coalesce(lead(made_at) OVER (PARTITION BY anonymous_id ORDER BY number), 'infinity') AS ends_at
FROM turn
WHERE number = 1 OR person_id <> before`,
  };
}

/**
 * SELECTs of who did something and when: contact_id, occurred_at, ingested_at; they read `owners`.
 *
 * @param others further columns, made of the table's own
 * @param where conditions all of which hold for a call that counts
 */
export function callsOfPeople(table: TableReader, others: Columns, where: readonly string[]): readonly string[] {
  const user = required(namedId(table, 'user_id'));
  const anonymous = table.filledText('anonymous_id');
  const at = madeAt(table);
  const arrived = receivedAt(table);
  const identified = select({
    columns: {
      ...others,
      contact_id: `coalesce(alias_of.person_id, ${user})`,
      occurred_at: at,
      ingested_at: `greatest(${arrived}, alias_of.known_at)`,
    },
    from: table.from,
    joins: [`LEFT JOIN alias_of ON alias_of.id = ${user}`],
    where: [`${user} IS NOT NULL`, ...where],
  });
  if (anonymous === undefined) return [identified];
  return [
    identified,
    select({
      columns: {
        ...others,
        contact_id: 'owner.person_id',
        occurred_at: at,
        ingested_at: `greatest(${arrived}, owner.known_at)`,
      },
      from: table.from,
      joins: [`JOIN owner ON owner.anonymous_id = ${anonymous} AND ${at} >= owner.starts_at AND ${at} < owner.ends_at`],
      where: [`${user} IS NULL`, ...where],
    }),
  ];
}
