import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { columnOf, entityOf, type FieldType } from '../../config/entity.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { type CopyWriter, copyIn } from '../../database/copyIn.ts';
import { databaseFailure } from '../../database/failure.ts';
import { zoneSetting } from '../zone.ts';
import type { ImportPlan } from './importPlan.ts';
import type { Row } from './rowReader.ts';
import { comparedKey, identifiedRows, isPlanned, replaceColumns, stagedColumns, stagedRows } from './stagedRows.ts';

/** A row with the line of the file it came from. */
export interface StagedRow extends Row {
  readonly line: number;
}

/** A line whose key stands on an earlier line, the first such, too. */
export interface RepeatedKey {
  readonly line: number;
  readonly first: number;
}

const name = 'handraise_staging';
const table = sql`${sql.id('pg_temp', name)}`;
const ready = sql`${sql.id('pg_temp', 'handraise_ready')}`;

/** Instants are staged as text: the session's zone then decides what those without an offset mean. */
const stagedTypes: Readonly<Record<FieldType, string>> = {
  id: 'text',
  text: 'text',
  instant: 'text',
  number: 'float8',
  boolean: 'boolean',
};

/**
 * The temporary table a file is loaded into before its entity's own; it goes with the transaction.
 *
 * Use it inside one transaction: create, load, then repeatedKeys, then merge.
 */
export class Staging {
  private readonly handle: DatabaseHandle;
  private readonly client: pg.PoolClient;
  private readonly plan: ImportPlan;

  constructor(handle: DatabaseHandle, client: pg.PoolClient, plan: ImportPlan) {
    this.handle = handle;
    this.client = client;
    this.plan = plan;
  }

  /** Makes the table, and lets dates without an offset be read in `zone` until the transaction ends. */
  async create(zone: string): Promise<void> {
    await this.run('setting the zone of dates', sql`SELECT set_config('TimeZone', ${zoneSetting(zone)}, true)`);
    const columns = this.plan.fields.map(({ column, type }) => sql`${sql.id(column)} ${sql.raw(stagedTypes[type])}`);
    if (this.plan.attributes.length > 0) columns.push(sql`attributes jsonb`);
    await this.run(
      'creating the staging table',
      sql`CREATE TEMPORARY TABLE ${sql.id(name)} (line integer, ${sql.join(columns)}) ON COMMIT DROP`,
    );
  }

  /** Loads rows by binary COPY; how many there were. */
  load(batches: AsyncIterable<readonly StagedRow[]>): Promise<number> {
    const { plan } = this;
    const target = { schema: 'pg_temp', table: name, columns: ['line', ...stagedColumns(plan)] };
    return copyIn(this.client, target, async function* (writer) {
      for await (const batch of batches) {
        for (const row of batch) writeRow(writer, plan, row);
        yield;
      }
    });
  }

  /** Rows whose key stands on an earlier line too, ascending by line, in batches. */
  async *repeatedKeys(): AsyncGenerator<readonly RepeatedKey[]> {
    const { plan } = this;
    const doing = 'looking for repeated keys';
    if (plan.entity === 'event' && !isPlanned(plan, 'id')) return;
    const given = plan.entity === 'event' ? sql`WHERE id IS NOT NULL` : sql``;
    await this.run(
      doing,
      sql`DECLARE handraise_repeated NO SCROLL CURSOR FOR
        SELECT line, first FROM (
          SELECT line, min(line) OVER (PARTITION BY ${comparedKey(plan)}) AS first FROM ${stagedRows(plan, table)} ${given}
        ) keyed WHERE line > first ORDER BY line`,
    );
    for (;;) {
      const rows = await this.run<RepeatedKey>(doing, sql`FETCH 10000 FROM handraise_repeated`);
      if (rows.length === 0) break;
      yield rows;
    }
    await this.run(doing, sql`CLOSE handraise_repeated`);
  }

  /**
   * Brings the rows into the entity's table: new ones are inserted, and the columns the file has replace those of rows
   * that were there.
   *
   * @param repeated whether keys are repeated: then the first row of each counts
   */
  async merge(repeated: boolean): Promise<{ inserted: number; updated: number }> {
    const { plan } = this;
    const entity = entityOf(plan.entity);
    const target = sql.id('handraise', entity.table);
    const key = entity.key.map(columnOf);
    const columns = [...new Set([...key, ...stagedColumns(plan)])];
    const list = sql.join(columns.map((column) => sql.id(column)));
    await this.run(
      'making the rows ready',
      sql`CREATE TEMPORARY TABLE handraise_ready ON COMMIT DROP AS
        SELECT ${repeated ? sql`DISTINCT ON (${comparedKey(plan)})` : sql``} ${list} FROM ${identifiedRows(plan, table)}
        ${repeated ? sql`ORDER BY ${comparedKey(plan)}, line` : sql``}`,
    );
    await this.run('making the rows ready', sql`ANALYZE ${ready}`);
    const same = key.map((column) => sql`t.${sql.id(column)} = s.${sql.id(column)}`);
    const count = async (from: RawBuilder<unknown>): Promise<number> => {
      const doing = 'counting rows that are there';
      const [counted] = await this.run<{ rows: string }>(doing, sql`SELECT count(*) AS rows FROM ${from}`);
      return Number(counted?.rows ?? 0);
    };
    const rows = await count(ready);
    const updated = await count(sql`${ready} s JOIN ${target} t ON ${sql.join(same, sql` AND `)}`);
    const changed = columns.filter((column) => !key.includes(column));
    await this.run(
      `loading handraise.${entity.table}`,
      sql`INSERT INTO ${target} AS t (${list}) SELECT ${list} FROM ${ready}
        ON CONFLICT (${sql.join(key.map((column) => sql.id(column)))})
        DO ${changed.length > 0 ? replaceColumns(changed) : sql`NOTHING`}`,
    );
    return { inserted: rows - updated, updated };
  }

  private async run<T>(doing: string, statement: RawBuilder<unknown>): Promise<T[]> {
    const compiled = statement.compile(this.handle.kysely);
    try {
      const result = await this.client.query(compiled.sql, [...compiled.parameters]);
      return result.rows as T[];
    } catch (error) {
      throw databaseFailure(error, doing);
    }
  }
}

function writeRow(writer: CopyWriter, plan: ImportPlan, row: StagedRow): void {
  writer.integer(row.line);
  for (const [index, { type }] of plan.fields.entries()) {
    const value = row.values[index] ?? null;
    if (type === 'number') writer.float(typeof value === 'number' ? value : Number.NaN);
    else if (type === 'boolean') writer.boolean(typeof value === 'boolean' ? value : null);
    else writer.text(typeof value === 'string' ? value : null);
  }
  if (plan.attributes.length > 0) writer.json(row.attributes);
}
