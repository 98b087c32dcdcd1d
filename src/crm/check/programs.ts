import { sql } from 'kysely';
import type { Config, Program } from '../../config/schema.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { isPlausible, type Run } from './measure.ts';
import { outcomeShape } from './outcomeShape.ts';
import type { Readable } from './readable.ts';
import type { CheckedEntity, CheckedProgram, CheckProblem } from './report.ts';

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
): Promise<{ programs: CheckedProgram[]; problems: CheckProblem[] }> {
  const span = factSpan(entities);
  const contacts = entities.find(({ entity }) => entity === 'contact')?.rows ?? 0;
  const checked: CheckedProgram[] = [];
  const problems: CheckProblem[] = [];
  for (const [name, program] of Object.entries(programs)) {
    const { kinds, positives } = await reachedKinds(run, outcome, contact, program.outcome.kind);
    checked.push({ program: name, positives, contacts, days: (span.last - span.first) / microsecondsPerDay });
    problems.push(...programProblems(name, program, kinds, positives, span));
    if (positives > 0)
      for (const remark of await outcomeShape(run, outcome, contact, program.outcome.kind, contacts))
        problems.push({
          ...{ entity: 'outcome', severity: 'warning', ...remark, examples: [] },
          problem: `program ${name}: ${remark.problem}`,
        });
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
): CheckProblem[] {
  const problems: CheckProblem[] = [];
  const add = (severity: CheckProblem['severity'], problem: string, rows: number, cost: string, remedy: string) => {
    problems.push({
      entity: 'outcome',
      severity,
      problem: `program ${name}: ${problem}`,
      rows,
      cost,
      remedy,
      examples: [],
    });
  };
  const { trainPositives, testPositives } = program.minimum;
  if (positives === 0)
    add(
      'error',
      'no contact of the CRM reached its outcome',
      0,
      'there is nothing to learn from',
      'map or import outcomes of known contacts',
    );
  else if (positives < trainPositives + testPositives)
    add(
      'warning',
      `fewer contacts reached its outcome than training and test need (${trainPositives} + ${testPositives})`,
      positives,
      'a points score is published instead of a model, and says so',
      'wait for more outcomes, widen the outcome, or lower programs.*.minimum knowing what that costs',
    );
  if (program.outcome.kind === undefined && kinds.length > 1)
    add(
      'info',
      `counts ${kinds.length} kinds of outcome as one: ${kinds
        .slice(0, 5)
        .map(({ kind }) => kind ?? 'none')
        .join(', ')}`,
      0,
      'the model learns what they have in common',
      'choose one with outcome.kind, if they differ',
    );
  const days = (span.last - span.first) / microsecondsPerDay;
  const wait = 'daysAfterCreation' in program.cutoffs ? program.cutoffs.daysAfterCreation : 0;
  const once = program.horizonDays + wait;
  if (days < once)
    add(
      'error',
      `the data spans ${Math.floor(days)} days, less than one horizon (${once} days)`,
      0,
      'no snapshot has an outcome that is known',
      'wait, load older data, or shorten horizonDays',
    );
  else if (days < 2 * once + program.horizonDays)
    add(
      'warning',
      `the data spans ${Math.floor(days)} days, little for a horizon of ${program.horizonDays}`,
      0,
      'training, calibration and test dates must lie a horizon apart: few or none may remain',
      'load older data, or shorten horizonDays',
    );
  const firstOutcome = Math.min(...kinds.map(({ first }) => first ?? Number.POSITIVE_INFINITY));
  const silence = (firstOutcome - span.first) / microsecondsPerDay;
  if (program.outcome.recordedSince === undefined && Number.isFinite(silence) && silence > program.horizonDays)
    add(
      'warning',
      `its first outcome comes ${Math.floor(silence)} days after the first fact`,
      0,
      'if outcomes were not recorded from the start, early snapshots look like failures that were none',
      'set outcome.recordedSince to the day recording began',
    );
  return problems;
}

async function unknownKind(run: Run, name: string, kind: string, outcome: Readable): Promise<CheckProblem> {
  const found = await run<{ kind: string | null }>(
    sql`SELECT kind FROM (${outcome.select}) AS s GROUP BY kind ORDER BY count(*) DESC, kind COLLATE "C" LIMIT 10`,
  );
  return {
    entity: 'outcome',
    severity: 'error',
    problem: `program ${name}: no outcome is of the kind ${JSON.stringify(kind)}`,
    rows: 0,
    cost: 'the program has no positives',
    remedy: `set outcome.kind to one there is: ${found.map((row) => JSON.stringify(row.kind)).join(', ')}`,
    examples: [],
  };
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
