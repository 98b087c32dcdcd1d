import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { columnOf, type Entity, type EntityName, entityNames, entityOf } from '../config/entity.ts';
import type { Relation, Source } from '../config/schema.ts';
import { databaseFailure } from '../database/failure.ts';
import { HandraiseError } from '../errors.ts';
import { latestOf } from './latestVersions.ts';
import { looseColumns } from './looseColumns.ts';
import { noPermission } from './noPermission.ts';
import type { ProbedRelation } from './probedRelation.ts';
import { type Probing, rowsOf } from './probing.ts';
import { parseQualifiedName } from './qualifiedName.ts';
import { staleOrders } from './staleOrders.ts';
import { checkZone } from './zone.ts';

const unmapped: Relation = { columns: {}, attributes: {} };

/**
 * Looks at the relation an entity is mapped onto; null where none is mapped and nothing was imported.
 *
 * @throws HandraiseError `data` when it does not exist, `permission` with the missing GRANT, `config` for a bad name.
 */
export async function probeRelation(on: Probing, entity: EntityName, source: Source): Promise<ProbedRelation | null> {
  const mapped = source[entity];
  const relation = mapped ?? unmapped;
  const imported = !relation.table && !relation.query;
  const name = imported
    ? ['handraise', entityOf(entity).table]
    : relation.table
      ? parseQualifiedName(relation.table)
      : [];
  const title = relation.query ? `the query of ${entity}` : name.join('.');
  // The line break ends a comment that the query may end in.
  const from = relation.query ? sql`(${sql.raw(relation.query)}\n) AS source` : sql`${sql.id(...name)} AS source`;
  if (imported && !mapped && !(await hasRows(on, from))) return null;
  if (relation.zone !== undefined) await checkZone(on, relation.zone);
  const columns = await readColumns(on, entity, title, name, from);
  const loose = await looseColumns(on, from, columns);
  const uniqueKeys = name.length > 0 ? await readUniqueKeys(on, name) : [];
  const probed = { entity, title, from, olderVersions: null, imported, relation, columns, loose, uniqueKeys };
  return relation.version === undefined ? probed : latestOf(probed, relation.version, columnOfField(probed, 'id')!);
}

/** Every entity's relation; entities that are neither mapped nor imported are absent. */
export async function probeRelations(on: Probing, source: Source): Promise<ReadonlyMap<EntityName, ProbedRelation>> {
  const found = new Map<EntityName, ProbedRelation>();
  for (const entity of entityNames) {
    const probed = await probeRelation(on, entity, source);
    if (probed) found.set(entity, probed);
  }
  return found;
}

/**
 * The column that holds a field: the mapped one, else one named like the field.
 *
 * @throws HandraiseError `data` when a mapped or required column is not there.
 */
export function columnOfField(probed: ProbedRelation, field: string): string | null {
  const entity: Entity = entityOf(probed.entity);
  const mapped = probed.relation.columns[field];
  const candidates = mapped === undefined ? [columnOf(field), field] : [mapped];
  const found = candidates.find((candidate) => probed.columns.has(candidate));
  if (found !== undefined) return found;
  if (mapped === undefined && !entity.fields[field]?.required) return null;
  throw new HandraiseError(
    'data',
    `${probed.entity}.${field}: expected column ${mapped ?? columnOf(field)} in ${probed.title}, found ${[...probed.columns.keys()].join(', ')}`,
    { hint: `map it: source.${probed.entity}.columns.${field}` },
  );
}

async function hasRows(on: Probing, from: RawBuilder<unknown>): Promise<boolean> {
  try {
    return (await rowsOf(on, sql`SELECT 1 AS found FROM ${from} LIMIT 1`)).length > 0;
  } catch (error) {
    throw databaseFailure(error, 'looking for imported rows');
  }
}

async function readColumns(
  on: Probing,
  entity: EntityName,
  title: string,
  name: readonly string[],
  from: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const statement = sql`SELECT * FROM ${from} LIMIT 0`.compile(on.kysely).sql;
  try {
    const { fields } = await on.pool.query(statement);
    const oids = fields.map((field) => field.dataTypeID);
    const rows = await rowsOf<{ type: string }>(
      on,
      sql`SELECT format_type(oid, NULL) AS type FROM unnest(${oids}::oid[]) WITH ORDINALITY AS found (oid, position)
      ORDER BY position`,
    );
    return new Map(fields.map((field, index) => [field.name, rows[index]?.type ?? 'unknown']));
  } catch (error) {
    const failure = databaseFailure(error, `reading ${title}`);
    if (failure.code === 'permission') throw await noPermission(on, title, name, error);
    if (isMissing(error))
      throw new HandraiseError('data', `${title} can't be read: ${(error as Error).message}`, {
        hint: `correct source.${entity} in the configuration`,
        cause: error,
      });
    throw failure;
  }
}

function isMissing(error: unknown): boolean {
  const state = (error as { code?: unknown }).code;
  return typeof state === 'string' && (state.startsWith('42') || state === '3F000');
}

async function readUniqueKeys(on: Probing, name: readonly string[]): Promise<string[][]> {
  const quoted = name.map(pg.escapeIdentifier).join('.');
  const rows = await rowsOf<{ columns: string[] }>(
    on,
    sql`SELECT array_agg(a.attname::text) AS columns
    FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = to_regclass(${quoted}) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
      -- An index of a table says nothing of the rows of tables that inherit from it; that of a partitioned table does of its partitions.
      AND NOT EXISTS (SELECT FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
        WHERE h.inhparent = i.indrelid AND p.relkind = 'r')
      -- Nor does one in an order that is no longer the system's: looking up a text that is there may have missed it.
      AND NOT EXISTS (${staleOrders(sql`i.indcollation`)})
    GROUP BY i.indexrelid`,
  );
  return rows.map((row) => row.columns);
}
