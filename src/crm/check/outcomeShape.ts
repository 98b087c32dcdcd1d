import { type RawBuilder, sql } from 'kysely';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

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

/** What is said about a program's outcome, before the entity and the program's name. */
type Remark = Pick<CheckProblem, 'problem' | 'rows' | 'cost' | 'remedy'>;

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
  outcome: Readable,
  contact: Readable,
  kind: string | undefined,
  contacts: number,
): Promise<Remark[]> {
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
  return [...manyReached(shape, contacts), ...earlyReached(shape), ...reachedTogether(shape)];
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

function manyReached({ people }: Shape, contacts: number): Remark[] {
  if (!(people > tooMany * contacts)) return [];
  return [
    {
      problem: `${percent(people / contacts)} of all contacts reached its outcome`,
      rows: people,
      cost: 'hardly so many asked to be called: what counts as the outcome may be a download, a newsletter or an import; whoever reached it is not on the list',
      remedy: 'see what the outcome is made of, in source.outcome, and leave out what nobody does to be called',
    },
  ];
}

function earlyReached({ early, people }: Shape): Remark[] {
  if (early < fewest || early < tooEarly * people) return [];
  return [
    {
      problem: `${percent(early / people)} of the contacts that reached its outcome did so within ${atOnce} seconds of their creation, or before`,
      rows: early,
      cost: 'at no date were they known and still to be won: they teach the model nothing',
      remedy:
        'nothing, if contacts are created by asking; else see that no import dated both, and map the date at which each was reached',
    },
  ];
}

function reachedTogether(shape: Shape): Remark[] {
  const found = [
    [shape.burst0, shape.start0],
    [shape.burst1, shape.start1],
    [shape.burst2, shape.start2],
  ] as const;
  // Dates without a time of day are all at midnight: of them only the day says something.
  const isDated = shape.midnights > shape.outcomes / 2;
  for (const [index, { unit, share }] of bursts.entries()) {
    const [rows, start] = found[index]!;
    if ((isDated && unit !== 'day') || rows === null || rows < fewest || rows < share * shape.outcomes) continue;
    return [
      {
        problem: `${percent(rows / shape.outcomes)} of its outcomes are dated within one ${unit}, from ${unit === 'day' ? start?.slice(0, 10) : start} on`,
        rows,
        cost: 'an import or a migration leaves such dates: what contacts did before it looks like what led them there, and what they did after it is not used',
        remedy:
          'map the date at which each was reached, or leave out what was imported; if recording began then, set outcome.recordedSince',
      },
    ];
  }
  return [];
}

/** A share as whole per cent. */
export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
