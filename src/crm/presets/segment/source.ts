import { sql } from 'kysely';
import { firstOf, LandedTable, landedTable } from '../landedTable.ts';
import type { Landing, LandingTable } from '../preset.ts';
import { type Sql, unionAll } from '../queryText.ts';

/** The usable tables of one event source. */
export interface SegmentSource {
  readonly identifies: LandedTable;
  readonly tracks: LandedTable;
  readonly pages: LandedTable | undefined;
  readonly users: LandedTable | undefined;
  readonly groups: LandedTable | undefined;
  readonly aliases: LandedTable | undefined;
}

/** What of a landing schema can be read. */
export function segmentSource(landing: Landing, tables: readonly LandingTable[]): SegmentSource {
  const table = (name: string) =>
    tables.some((known) => known.name === name) ? landedTable(landing, tables, name) : undefined;
  return {
    identifies: new LandedTable(landing, 'identifies'),
    tracks: new LandedTable(landing, 'tracks'),
    pages: table('pages'),
    users: table('users'),
    groups: table('groups'),
    aliases: table('aliases'),
  };
}

/** When a call was made: its timestamp, else its arrival. */
export function madeAt(table: LandedTable): Sql {
  return firstOf(table.instant('timestamp'), table.instant('received_at')) ?? sql`NULL::timestamptz`;
}

/** When a call arrived. */
export function receivedAt(table: LandedTable): Sql {
  return table.instant('received_at') ?? sql`NULL::timestamptz`;
}

/**
 * SELECTs up to `alias_of (id, person_id, made_at, known_at)`: ids that were merged into another, through up to three
 * mergers; of several mergers of one id the last counts.
 */
export function aliases({ aliases: table }: SegmentSource): Record<string, Sql> {
  if (!table)
    return {
      alias_of: sql`SELECT NULL::text AS id, NULL::text AS person_id, NULL::timestamptz AS made_at,
    NULL::timestamptz AS known_at WHERE false`,
    };
  const from = table.filledText('previous_id');
  const to = table.filledText('user_id');
  return {
    alias_call: sql`SELECT DISTINCT ON (1) ${from} AS id, ${to} AS person_id, ${madeAt(table)} AS made_at, ${receivedAt(table)} AS known_at
  FROM ${table.from}
  WHERE ${from} <> ${to} AND ${receivedAt(table)} IS NOT NULL
  ORDER BY 1, 3 DESC, 4 DESC, 2`,
    alias_of: sql`SELECT first.id, coalesce(third.person_id, second.person_id, first.person_id) AS person_id, first.made_at,
    greatest(first.known_at, second.known_at, third.known_at) AS known_at
  FROM alias_call AS first
  LEFT JOIN alias_call AS second ON second.id = first.person_id
  LEFT JOIN alias_call AS third ON third.id = second.person_id`,
  };
}

/**
 * SELECTs up to `owner (anonymous_id, person_id, starts_at, ends_at, known_at)`: whose an anonymous id was, and since
 * when that was known.
 *
 * The user identified last before an event, else the first one after it. Known from the first arrival of an identify of
 * this user under this id.
 */
export function owners(source: SegmentSource): Record<string, Sql> {
  const { identifies } = source;
  const anonymous = identifies.filledText('anonymous_id');
  const user = identifies.filledText('user_id');
  const links = [
    sql`SELECT id AS anonymous_id, person_id, made_at, known_at FROM alias_of`,
    ...(anonymous
      ? [
          sql`SELECT ${anonymous}, coalesce(alias_of.person_id, ${user}), ${madeAt(identifies)},
    greatest(${receivedAt(identifies)}, alias_of.known_at)
  FROM ${identifies.from} LEFT JOIN alias_of ON alias_of.id = ${user}
  WHERE ${anonymous} IS NOT NULL AND ${user} IS NOT NULL AND ${madeAt(identifies)} IS NOT NULL`,
        ]
      : []),
  ];
  return {
    ...aliases(source),
    link: unionAll(links),
    turn: sql`SELECT anonymous_id, person_id, made_at,
    min(known_at) OVER (PARTITION BY anonymous_id, person_id) AS known_at,
    row_number() OVER turns AS number, lag(person_id) OVER turns AS before
  FROM link WINDOW turns AS (PARTITION BY anonymous_id ORDER BY made_at, known_at, person_id)`,
    owner: sql`SELECT anonymous_id, person_id, known_at,
    CASE WHEN number = 1 THEN '-infinity' ELSE made_at END AS starts_at,
    coalesce(lead(made_at) OVER (PARTITION BY anonymous_id ORDER BY number), 'infinity') AS ends_at
  FROM turn WHERE number = 1 OR person_id <> before`,
  };
}

/** Columns that say who did something: occurred_at, ingested_at, contact_id, and others made from the table's own. */
export function callsOfPeople(table: LandedTable, others: Sql, where: Sql): readonly Sql[] {
  const user = table.filledText('user_id');
  const anonymous = table.filledText('anonymous_id');
  const at = madeAt(table);
  const arrived = receivedAt(table);
  const identified = sql`SELECT ${others}, coalesce(alias_of.person_id, ${user}) AS contact_id, ${at} AS occurred_at,
  greatest(${arrived}, alias_of.known_at) AS ingested_at
FROM ${table.from}
LEFT JOIN alias_of ON alias_of.id = ${user}
WHERE ${user} IS NOT NULL AND ${where}`;
  if (!anonymous) return [identified];
  return [
    identified,
    sql`SELECT ${others}, owner.person_id, ${at}, greatest(${arrived}, owner.known_at)
FROM ${table.from}
JOIN owner ON owner.anonymous_id = ${anonymous} AND ${at} >= owner.starts_at AND ${at} < owner.ends_at
WHERE ${user} IS NULL AND ${where}`,
  ];
}
