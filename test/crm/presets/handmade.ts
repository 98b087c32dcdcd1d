import { sql } from 'kysely';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import type { DatabaseHandle } from '../../../src/database/connection.ts';

/** Names of 63 bytes that hold everything that could end a quotation, begin a comment or be replaced. */
export const hostileSchema = `we"ird %s \\ \`$\{x}\`; -- '\n\u202eünï`.padEnd(58, 'é').slice(0, 44);
export const hostileColumn = '"%;$${`\'\\ü/*'.padEnd(36, 'é').concat('_c');

export type Row = Readonly<Record<string, unknown>>;

/** Type of a column by the way connectors name them; Marketo's `activity_date` is a time, Salesforce's a day. */
export function typeOf(name: string, table = ''): string {
  const column = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  if (column === 'activity_date' && table.startsWith('activity_')) return 'timestamptz';
  if (/^(created_date|timestamp|received_at|created_at|_fivetran_start)$|_date_time$/.test(column))
    return 'timestamptz';
  if (/_date$/.test(column)) return 'date';
  if (/^(is|has|do|should)_|^_fivetran_(active|deleted)$/.test(column)) return 'boolean';
  return /^(number|annual)_|_in_(seconds|minutes)$/.test(column) ? 'numeric' : 'text';
}

/** Makes every table of a preset with every column it may have, the company's own among them, and fills them. */
export async function createHandmade(
  handle: DatabaseHandle,
  preset: Preset,
  own: readonly string[],
  rows: Readonly<Record<string, readonly Row[]>>,
): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(handle.kysely);
  await run(sql`CREATE SCHEMA ${sql.id(hostileSchema)}`);
  for (const { name, columns } of preset.tables) {
    const table = sql.id(hostileSchema, name);
    const all = [...columns.map((column) => column.name), ...(own.includes(name) ? [hostileColumn] : [])];
    await run(
      sql`CREATE TABLE ${table} (${sql.join(all.map((column) => sql`${sql.id(column)} ${sql.raw(typeOf(column, name))}`))})`,
    );
    for (const row of rows[name] ?? []) {
      const given = Object.keys(row);
      await run(
        sql`INSERT INTO ${table} (${sql.join(given.map((column) => sql.id(column)))}) VALUES (${sql.join(Object.values(row))})`,
      );
    }
  }
}
