import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Measured, Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Above this share of missing values an attribute hardly says anything. */
const mostlyMissing = 0.95;

/** What the declared attributes of an entity cost. */
export function attributeProblems({ entity, probed }: Readable, { rows, missing }: Measured): Finding[] {
  const problems: Finding[] = [];
  for (const [name, { availability }] of Object.entries(probed.relation.attributes)) {
    const absent = missing.get(name) ?? 0;
    if (rows > 0 && absent > mostlyMissing * rows)
      problems.push(
        notice('attribute-mostly-missing', { entity, attribute: name, rows: absent, above: mostlyMissing }),
      );
    if (availability === 'current-state') problems.push(notice('attribute-of-today', { entity, attribute: name }));
  }
  return problems;
}

/** Attributes that are to be read from history, of which history has no value. */
export async function historyProblems(
  run: Run,
  history: Readable | null,
  owners: readonly Readable[],
): Promise<Finding[]> {
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
    .map(({ entity, name }) => notice('attribute-without-history', { entity, attribute: name }));
}
