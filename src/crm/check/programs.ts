import { sql } from 'kysely';
import type { Config, Program } from '../../config/schema.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { isPlausible, type Run } from './measure.ts';
import { outcomeShape } from './outcomeShape.ts';
import type { Readable } from './readable.ts';
import type { CheckedEntity, CheckedProgram } from './report.ts';

/** Kinds of outcome that are named, where several count as one. */
const namedKinds = 5;

interface Reached {
  readonly kind: string | null;
  readonly positives: number;
  readonly first: number;
}

/** What the programs will find, and what of it will not do. */
export async function checkPrograms(
  run: Run,
  programs: Config['programs'],
  outcome: Readable,
  contact: Readable,
  entities: readonly CheckedEntity[],
): Promise<{ programs: CheckedProgram[]; problems: Finding[] }> {
  const span = factSpan(entities);
  const contacts = entities.find(({ entity }) => entity === 'contact')?.rows ?? 0;
  const checked: CheckedProgram[] = [];
  const problems: Finding[] = [];
  for (const [name, program] of Object.entries(programs)) {
    const { kinds, positives } = await reachedKinds(run, outcome, contact, program.outcome.kind);
    checked.push({ program: name, positives, contacts, days: (span.last - span.first) / microsecondsPerDay });
    problems.push(...programProblems(name, program, kinds, positives, span));
    if (positives > 0)
      problems.push(...(await outcomeShape(run, name, outcome, contact, program.outcome.kind, contacts)));
    if (program.outcome.kind !== undefined && positives === 0)
      problems.push(await unknownKind(run, name, program.outcome.kind, outcome));
  }
  return { programs: checked, problems };
}

/** Contacts per kind of outcome; those that reached several kinds count for each, but once in all. */
async function reachedKinds(
  run: Run,
  outcome: Readable,
  contact: Readable,
  kind: string | undefined,
): Promise<{ kinds: Reached[]; positives: number }> {
  const reached = sql`(${outcome.select}) AS s
    JOIN (SELECT id FROM (${contact.select}) AS contacts GROUP BY id) AS c ON c.id = s.contact_id
    WHERE ${kind === undefined ? sql`true` : sql`kind = ${kind}`}`;
  const kinds = await run<Reached>(sql`
    SELECT kind, count(DISTINCT contact_id)::float8 AS positives,
      (extract(epoch FROM min(occurred_at) FILTER (WHERE ${isPlausible(sql`occurred_at`)})) * 1000000)::float8 AS first
    FROM ${reached} GROUP BY kind ORDER BY kind COLLATE "C"`);
  if (kinds.length < 2) return { kinds, positives: kinds[0]?.positives ?? 0 };
  const [all] = await run<{ positives: number }>(
    sql`SELECT count(DISTINCT contact_id)::float8 AS positives FROM ${reached}`,
  );
  return { kinds, positives: all?.positives ?? 0 };
}

function programProblems(
  name: string,
  program: Program,
  kinds: readonly Reached[],
  positives: number,
  span: { first: number; last: number },
): Finding[] {
  const of = { entity: 'outcome', program: name };
  const problems: Finding[] = [];
  const { trainPositives, testPositives } = program.minimum;
  if (positives === 0) problems.push(notice('outcome-never-reached', of));
  else if (positives < trainPositives + testPositives)
    problems.push(notice('outcome-rare', { ...of, positives, trainPositives, testPositives }));
  if (program.outcome.kind === undefined && kinds.length > 1) {
    const first = kinds.slice(0, namedKinds).map(({ kind }) => kind);
    problems.push(notice('outcome-kinds-mixed', { ...of, kinds: kinds.length, first }));
  }
  const days = (span.last - span.first) / microsecondsPerDay;
  const wait = 'daysAfterCreation' in program.cutoffs ? program.cutoffs.daysAfterCreation : 0;
  const { horizonDays } = program;
  const needed = horizonDays + wait;
  if (days < needed) problems.push(notice('history-below-horizon', { ...of, days, needed }));
  else if (days < 2 * needed + horizonDays) problems.push(notice('history-short', { ...of, days, horizonDays }));
  const firstOutcome = Math.min(...kinds.map(({ first }) => first ?? Number.POSITIVE_INFINITY));
  const silence = (firstOutcome - span.first) / microsecondsPerDay;
  if (program.outcome.recordedSince === undefined && Number.isFinite(silence) && silence > horizonDays)
    problems.push(notice('outcome-starts-late', { ...of, days: silence }));
  return problems;
}

async function unknownKind(run: Run, program: string, kind: string, { entity, select }: Readable): Promise<Finding> {
  const found = await run<{ kind: string | null }>(
    sql`SELECT kind FROM (${select}) AS s GROUP BY kind ORDER BY count(*) DESC, kind COLLATE "C" LIMIT 10`,
  );
  return notice('outcome-kind-unknown', {
    ...{ entity, program },
    outcomeKind: kind,
    commonest: found.map((row) => row.kind),
  });
}

/** From the first contact, event or outcome to the last; ±Infinity the wrong way round without any. */
function factSpan(entities: readonly CheckedEntity[]): { first: number; last: number } {
  const spans = entities.flatMap(({ entity, spans }) =>
    spans.filter(({ field }) => (entity === 'contact' ? field === 'createdAt' : field === 'occurredAt')),
  );
  return {
    first: Math.min(...spans.map(({ first }) => first)),
    last: Math.max(...spans.map(({ last }) => last)),
  };
}
