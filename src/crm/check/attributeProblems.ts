import { sql } from 'kysely';
import type { Measured, Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** Above this share of missing values an attribute hardly says anything. */
const mostlyMissing = 0.95;

/** What the declared attributes of an entity cost. */
export function attributeProblems({ entity, probed }: Readable, { rows, missing }: Measured): CheckProblem[] {
  const problems: CheckProblem[] = [];
  for (const [name, { availability }] of Object.entries(probed.relation.attributes)) {
    const absent = missing.get(name) ?? 0;
    if (rows > 0 && absent > mostlyMissing * rows)
      problems.push({
        entity,
        severity: 'warning',
        problem: `attribute ${name} is missing in more than ${mostlyMissing * 100}% of rows`,
        rows: absent,
        cost: 'it hardly tells one row from another',
        remedy: 'check its column and type; where only converted contacts have it, leave it out',
        examples: [],
      });
    if (availability === 'current-state')
      problems.push({
        entity,
        severity: 'info',
        problem: `attribute ${name} is known as it is today only`,
        rows: 0,
        cost: 'no feature uses it: at a past date it would tell the future',
        remedy: "declare availability 'stable' or 'created-with' if that is true, or keep its history",
        examples: [],
      });
  }
  return problems;
}

/** Attributes that are to be read from history, of which history has no value. */
export async function historyProblems(
  run: Run,
  history: Readable | null,
  owners: readonly Readable[],
): Promise<CheckProblem[]> {
  const declared = owners.flatMap(({ entity, probed }) =>
    Object.entries(probed.relation.attributes)
      .filter(([, { availability }]) => availability === 'history')
      .map(([name]) => ({ entity, name })),
  );
  if (declared.length === 0) return [];
  const found = history
    ? await run<{ entity: string; name: string }>(
        sql`SELECT entity, name FROM (${history.select}) AS s GROUP BY entity, name`,
      )
    : [];
  return declared
    .filter(({ entity, name }) => !found.some((row) => row.entity === entity && row.name === name))
    .map(({ entity, name }) => ({
      entity,
      severity: 'warning',
      problem: `attribute ${name} is declared as history, but attributeHistory has no value of it`,
      rows: 0,
      cost: 'it is missing in every row',
      remedy: `write its values to attributeHistory under the name ${name}, or declare another availability`,
      examples: [],
    }));
}
