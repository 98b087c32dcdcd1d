import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Above this share of contacts an outcome is hardly one that people ask for. */
const tooMany = 0.3;
/** From this share of those who reached it on, an outcome at the contact's creation is more than a coincidence. */
const tooEarly = 0.2;
/** So many seconds after a contact's creation it was the outcome, or an import, that created the contact. */
const atOnce = 60;
/** A burst has at least so many outcomes. */
const fewest = 20;

/** Spans of time, the shortest first, and the share of outcomes that no ordinary one has. */
const bursts = [
  { unit: 'minute', length: '1 minute', share: 0.1 },
  { unit: 'hour', length: '1 hour', share: 0.2 },
  { unit: 'day', length: '24 hours', share: 0.3 },
] as const;

/** Whose outcome it is. */
interface Of {
  readonly entity: string;
  readonly program: string;
}

interface Shape {
  readonly people: number;
  readonly early: number;
  readonly outcomes: number;
  readonly midnights: number;
  readonly burst0: number | null;
  readonly start0: string | null;
  readonly burst1: number | null;
  readonly start1: string | null;
  readonly burst2: number | null;
  readonly start2: string | null;
}

/** Whether an outcome looks like one that people reached one by one, of their own accord: how many did, how soon, how many at once. */
export async function outcomeShape(
  run: Run,
  program: string,
  outcome: Readable,
  contact: Readable,
  kind: string | undefined,
  contacts: number,
): Promise<Finding[]> {
  const counted = bursts.map(({ length }, index) => burstOf(length, index));
  const [shape] = await run<Shape>(sql`
    WITH reached AS MATERIALIZED (
      SELECT s.contact_id, s.occurred_at, c.created_at FROM (${outcome.select}) AS s
      JOIN (SELECT id, min(created_at) AS created_at FROM (${contact.select}) AS contacts GROUP BY id) AS c
        ON c.id = s.contact_id
      WHERE isfinite(s.occurred_at) AND ${kind === undefined ? sql`true` : sql`s.kind = ${kind}`}
    ), people AS (
      SELECT min(occurred_at) < min(created_at) + ${atOnce}::float8 * interval '1 second' AS early
      FROM reached GROUP BY contact_id
    )
    SELECT (SELECT count(*)::float8 FROM people) AS people,
      (SELECT count(*)::float8 FROM people WHERE early) AS early,
      (SELECT count(*)::float8 FROM reached) AS outcomes,
      (SELECT count(*)::float8 FROM reached WHERE date_bin('24 hours', occurred_at, 'epoch') = occurred_at) AS midnights,
      ${sql.join(counted.map(({ columns }) => columns))}
    FROM ${sql.join(counted.map(({ from }) => from))}`);
  if (!shape) return [];
  const of = { entity: outcome.entity, program };
  return [...manyReached(of, shape, contacts), ...earlyReached(of, shape), ...reachedTogether(of, shape)];
}

/** The fullest span of a length: how many outcomes, and when it begins, in the words of ISO 8601. */
function burstOf(length: string, index: number): { columns: RawBuilder<unknown>; from: RawBuilder<unknown> } {
  const alias = sql.id(`burst_${index}`);
  return {
    columns: sql`${alias}.rows AS ${sql.id(`burst${index}`)}, ${alias}.start AS ${sql.id(`start${index}`)}`,
    from: sql`(SELECT max(rows) AS rows, (array_agg(start ORDER BY rows DESC, start))[1] AS start FROM (
        SELECT count(*)::float8 AS rows,
          to_char(date_bin(${sql.lit(length)}::interval, occurred_at, 'epoch') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') AS start
        FROM reached GROUP BY 2) AS spans) AS ${alias}`,
  };
}

function manyReached(of: Of, { people }: Shape, contacts: number): Finding[] {
  return people > tooMany * contacts ? [notice('outcome-of-most', { ...of, reached: people, contacts })] : [];
}

function earlyReached(of: Of, { early, people }: Shape): Finding[] {
  if (early < fewest || early < tooEarly * people) return [];
  return [notice('outcome-with-creation', { ...of, early, reached: people, seconds: atOnce })];
}

function reachedTogether(of: Of, shape: Shape): Finding[] {
  const found = [
    [shape.burst0, shape.start0],
    [shape.burst1, shape.start1],
    [shape.burst2, shape.start2],
  ] as const;
  const { outcomes } = shape;
  // Dates without a time of day are all at midnight: of them only the day says something.
  const isDated = shape.midnights > outcomes / 2;
  for (const [index, { unit, share }] of bursts.entries()) {
    const [rows, start] = found[index]!;
    if ((isDated && unit !== 'day') || rows === null || rows < fewest || rows < share * outcomes) continue;
    const from = (unit === 'day' ? start?.slice(0, 10) : start) ?? '';
    return [notice('outcomes-dated-together', { ...of, together: rows, outcomes, unit, from })];
  }
  return [];
}
