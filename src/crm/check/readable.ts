import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf, type FieldType } from '../../config/entity.ts';
import type { Config } from '../../config/schema.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { HandraiseError } from '../../errors.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { columnOfField, probeRelation } from '../probe.ts';
import type { ProbedRelation } from '../probedRelation.ts';
import { attributeValue, canonicalField, typedNull } from '../source.ts';

/** What of an entity can be read, whatever is wrong with the rest. */
export interface Readable {
  readonly entity: EntityName;
  readonly probed: ProbedRelation;
  /** Fields that a column of the right type holds. */
  readonly fields: ReadonlySet<string>;
  /** Declared attributes that can be read. */
  readonly attributes: ReadonlySet<string>;
  /** A SELECT of every field and readable attribute; NULL where there is none. A day is its first instant, infinite years are ±infinity. */
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
  problems: Finding[],
): Promise<Readable | null> {
  const probed = await attempt(entity, problems, () => probeRelation(handle, entity, source));
  if (!probed) return null;
  const fields = new Set<string>();
  const attributes = new Set<string>();
  const outputs: RawBuilder<unknown>[] = [];
  for (const [field, { type }] of Object.entries(entityOf(entity).fields)) {
    const value = await attempt(entity, problems, () => canonicalField(probed, field, 'start'));
    if (value !== undefined && columnOfField(probed, field) !== null) fields.add(field);
    outputs.push(sql`${within(type, value ?? typedNull(type))} AS ${sql.id(columnOf(field))}`);
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
  problems: Finding[],
  work: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HandraiseError) || !['data', 'permission', 'config'].includes(error.code)) throw error;
    const { message, hint = 'correct the mapping in the configuration' } = error;
    problems.push(notice('entity-refused', { entity, message, hint }));
    return undefined;
  }
}

/** An instant beyond the years 1 to 9999 (of any zone) as an infinite one, with which the server can reckon without leaving its range. */
function within(type: FieldType, value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (type !== 'instant') return value;
  return sql`CASE WHEN ${value} < '0001-12-30 00:00Z BC' THEN '-infinity' WHEN ${value} >= '10000-01-02 00:00Z' THEN 'infinity' ELSE ${value} END`;
}
