import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { plainNumberPattern } from '../import/plainNumber.ts';
import { unreadableProperty } from '../propertyNumber.ts';
import { unreadableNumber } from '../source.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Attributes declared as numbers that hold something else, with what they hold most often. */
export async function unreadableNumbers(run: Run, { entity, probed }: Readable): Promise<Finding[]> {
  const problems: Finding[] = [];
  for (const [name, attribute] of Object.entries(probed.relation.attributes)) {
    const text = attribute.availability === 'history' ? null : unreadableNumber(probed, name, attribute);
    if (text) problems.push(...(await found(run, entity, name, sql`SELECT ${text} AS value FROM ${probed.from}`)));
  }
  return problems;
}

/** The same of properties of events. */
export async function unreadableProperties(run: Run, { entity, probed }: Readable): Promise<Finding[]> {
  const problems: Finding[] = [];
  for (const [name, property] of Object.entries(probed.relation.properties ?? {})) {
    if (property.type !== 'number') continue;
    const values = sql`SELECT ${unreadableProperty(probed, name, property)} AS value FROM ${probed.from}`;
    const most = await mostFrequent(run, values);
    if (most) problems.push(notice('property-not-numeric', { entity, property: name, ...most }));
  }
  return problems;
}

/** The same of the values that history has of them. */
export async function unreadableHistory(
  run: Run,
  history: Readable | null,
  owners: readonly Readable[],
): Promise<Finding[]> {
  if (!history) return [];
  const problems: Finding[] = [];
  for (const { entity, probed } of owners)
    for (const [name, { availability, type }] of Object.entries(probed.relation.attributes)) {
      if (availability !== 'history' || type !== 'number') continue;
      const values = sql`SELECT value FROM (${history.select}) AS s
        WHERE entity = ${entity} AND name = ${name} AND value ~ '\\S' AND btrim(value) !~ ${plainNumberPattern}`;
      problems.push(...(await found(run, entity, name, values)));
    }
  return problems;
}

async function found(run: Run, entity: EntityName, name: string, values: RawBuilder<unknown>): Promise<Finding[]> {
  const most = await mostFrequent(run, values);
  return most ? [notice('attribute-not-numeric', { entity, attribute: name, ...most })] : [];
}

async function mostFrequent(
  run: Run,
  values: RawBuilder<unknown>,
): Promise<{ readonly rows: number; readonly examples: readonly string[] } | null> {
  const rows = await run<{ value: string; count: number; all: number }>(sql`
    SELECT left(value, 40) AS value, count(*)::float8 AS count, (sum(count(*)) OVER ())::float8 AS "all"
    FROM (${values}) AS v WHERE value IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, left(value, 40) COLLATE "C" LIMIT 5`);
  const [first] = rows;
  return first ? { rows: first.all, examples: rows.map(({ value }) => value) } : null;
}
