import { sql } from 'kysely';
import pg from 'pg';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { HandraiseError } from '../../errors.ts';
import type { Landing, Preset } from './preset.ts';

/** A landing as the server's catalogue describes it. */
export interface ProbedLanding extends Landing {
  /** Rows of a table as the server last estimated them; null where it never did, and of views. */
  roughRows(table: string): number | null;
}

interface CatalogueRow {
  readonly usable: boolean;
  readonly role: string;
  readonly schema: string;
  readonly relation: string | null;
  readonly readable: boolean | null;
  readonly rows: number | null;
  readonly attribute: string | null;
  readonly type: string | null;
}

interface Table {
  readonly schema: string;
  readonly readable: boolean;
  readonly rows: number | null;
  readonly columns: Map<string, string>;
}

/**
 * Reads from the catalogue what a schema holds, or several that a connector fills together: tables, partitioned and
 * foreign ones, views, and the types of their columns.
 *
 * @throws HandraiseError `data` when there is no such schema, or when two of them hold one of the preset's tables;
 *   `permission` with the missing GRANT when one of those may not be read.
 */
export async function probeLanding(
  handle: DatabaseHandle,
  preset: Preset,
  ...schemas: readonly [string, ...string[]]
): Promise<ProbedLanding> {
  const rows = await readCatalogue(handle, schemas);
  for (const schema of schemas)
    if (!rows.some((row) => row.schema === schema))
      throw new HandraiseError('data', `there is no schema ${JSON.stringify(schema)} in ${handle.description}`, {
        hint: 'name the schema that the connector fills with --schema, and the database with --database or DATABASE_URL',
      });
  const relations = [...new Set(rows.flatMap(({ relation }) => relation ?? []))];
  const spellings = (name: string) => preset.spellings?.(name, relations) ?? [name];
  const read = new Set(preset.tables.flatMap(({ name }) => spellings(name)));
  const tables = new Map<string, Table>();
  for (const { schema, relation, readable, rows: roughRows, attribute, type } of rows) {
    if (relation === null) continue;
    const known = tables.get(relation);
    if (known && known.schema !== schema && read.has(relation)) throw inTwoSchemas(relation, known.schema, schema);
    const table = known ?? { schema, readable: readable === true, rows: roughRows, columns: new Map() };
    if (attribute !== null) table.columns.set(attribute, type ?? 'unknown');
    tables.set(relation, table);
  }
  const spelled = (name: string, there: { has(name: string): boolean }) =>
    spellings(name).find((spelling) => there.has(spelling)) ?? name;
  const found = (name: string) => tables.get(spelled(name, tables));
  const typeOf = (columns: Map<string, string>, name: string) => columns.get(spelled(name, columns));
  const closed = preset.tables.map(({ name }) => found(name)).find((table) => table?.readable === false);
  const unusable = rows.find(({ usable }) => !usable);
  const shut = unusable?.schema ?? closed?.schema;
  if (shut !== undefined) throw notReadable(shut, rows[0]!.role);
  const landing: ProbedLanding = {
    title: schemas.map((schema) => JSON.stringify(schema)).join(' and '),
    schemaOf: (table) => found(table)?.schema ?? schemas[0],
    has(table, column) {
      const columns = found(table)?.columns;
      return columns !== undefined && (column === undefined || typeOf(columns, column) !== undefined);
    },
    columns: (table) => [...(found(table)?.columns.keys() ?? [])],
    type: (table, column) => typeOf(found(table)?.columns ?? new Map(), column),
    written: (table, column) =>
      column === undefined ? spelled(table, tables) : spelled(column, found(table)?.columns ?? new Map()),
    answer: () => undefined,
    roughRows: (table) => found(table)?.rows ?? null,
  };
  return { ...landing, ...preset.unpacked?.(landing) };
}

async function readCatalogue(handle: DatabaseHandle, schemas: readonly string[]): Promise<readonly CatalogueRow[]> {
  try {
    const { rows } = await sql<CatalogueRow>`
      SELECT n.nspname::text AS schema, has_schema_privilege(n.oid, 'USAGE') AS usable, quote_ident(current_user) AS role,
        c.relname::text AS relation, has_table_privilege(c.oid, 'SELECT') AS readable,
        CASE WHEN c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0 THEN c.reltuples::float8 END AS rows,
        a.attname::text AS attribute, format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), NULL) AS type
      FROM pg_namespace AS n
      LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_type AS t ON t.oid = a.atttypid
      WHERE n.nspname = ANY (${schemas})
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum`.execute(handle.kysely);
    return rows;
  } catch (error) {
    throw databaseFailure(error, `looking at schema ${schemas.join(', ')}`);
  }
}

function inTwoSchemas(table: string, ...schemas: readonly string[]): HandraiseError {
  return new HandraiseError(
    'data',
    `table ${JSON.stringify(table)} is in schema ${schemas.map((schema) => JSON.stringify(schema)).join(' and in schema ')}`,
    { hint: 'name the one that the connector fills' },
  );
}

function notReadable(schema: string, role: string): HandraiseError {
  const quoted = pg.escapeIdentifier(schema);
  return new HandraiseError('permission', `no permission to read schema ${JSON.stringify(schema)}`, {
    hint: `GRANT USAGE ON SCHEMA ${quoted} TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA ${quoted} TO ${role}`,
  });
}
