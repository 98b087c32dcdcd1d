import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import type { Config } from '../../config/schema.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { HandraiseError } from '../../errors.ts';
import { columnOfField, type ProbedRelation, probeRelation } from '../probe.ts';
import { attributeValue, canonicalField, typedNull } from '../source.ts';
import type { CheckProblem } from './report.ts';

/** What of an entity can be read, whatever is wrong with the rest. */
export interface Readable {
  readonly entity: EntityName;
  readonly probed: ProbedRelation;
  /** Fields that a column of the right type holds. */
  readonly fields: ReadonlySet<string>;
  /** Declared attributes that can be read. */
  readonly attributes: ReadonlySet<string>;
  /** A SELECT of every field and readable attribute; NULL where there is none. */
  readonly select: RawBuilder<unknown>;
}

/** Column that holds an attribute in the SELECT of a {@link Readable}. */
export function attributeColumn(name: string): string {
  return `attribute:${name}`;
}

/** Looks at one entity and reports everything that keeps it, or parts of it, from being read; null when nothing can be. */
export async function readable(
  handle: DatabaseHandle,
  entity: EntityName,
  source: Config['source'],
  problems: CheckProblem[],
): Promise<Readable | null> {
  const probed = await attempt(entity, problems, () => probeRelation(handle, entity, source));
  if (!probed) return null;
  const fields = new Set<string>();
  const attributes = new Set<string>();
  const outputs: RawBuilder<unknown>[] = [];
  for (const [field, { type }] of Object.entries(entityOf(entity).fields)) {
    const value = await attempt(entity, problems, () => canonicalField(probed, field));
    if (value !== undefined && columnOfField(probed, field) !== null) fields.add(field);
    outputs.push(sql`${value ?? typedNull(type)} AS ${sql.id(columnOf(field))}`);
  }
  for (const [name, attribute] of Object.entries(probed.relation.attributes)) {
    if (attribute.availability === 'history') continue;
    const value = await attempt(entity, problems, () => attributeValue(probed, name, attribute));
    if (value === undefined) continue;
    attributes.add(name);
    outputs.push(sql`${value} AS ${sql.id(attributeColumn(name))}`);
  }
  return { entity, probed, fields, attributes, select: sql`SELECT ${sql.join(outputs)} FROM ${probed.from}` };
}

/** The result; undefined, and a problem reported, when the data or the mapping is at fault. */
export async function attempt<T>(
  entity: EntityName,
  problems: CheckProblem[],
  work: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HandraiseError) || !['data', 'permission', 'config'].includes(error.code)) throw error;
    problems.push({
      entity,
      severity: 'error',
      problem: error.message,
      rows: 0,
      cost: 'no command that reads the CRM runs until then',
      remedy: error.hint ?? 'correct the mapping in the configuration',
      examples: [],
    });
    return undefined;
  }
}
