import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';

/** A piece of SQL with its identifiers quoted and its literals written out. */
export type Sql = RawBuilder<unknown>;

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The text of a statement, as a configuration holds it; values are to be literals, as text has no parameters. */
export function queryText(query: Sql): string {
  const { sql: text, parameters } = query.compile(compiler);
  if (parameters.length > 0) throw new Error('the query of a preset binds values');
  return text;
}

/** Output columns by name, in order; those that are undefined are left out. */
export function outputs(columns: Readonly<Record<string, Sql | undefined>>): Sql {
  const given = Object.entries(columns).flatMap(([name, value]) =>
    value === undefined ? [] : [sql`${value} AS ${sql.id(name)}`],
  );
  return sql.join(given, sql`, `);
}

/** SELECTs one under the other. */
export function unionAll(selects: readonly Sql[]): Sql {
  return sql.join(selects, sql`\nUNION ALL\n`);
}

/** `WITH` and named SELECTs, each of which may read those before it. */
export function withSelects(selects: Readonly<Record<string, Sql>>): Sql {
  const named = Object.entries(selects).map(([name, select]) => sql`${sql.id(name)} AS (\n${select}\n)`);
  return sql`WITH ${sql.join(named, sql`, `)}\n`;
}
