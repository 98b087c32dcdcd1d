import type pg from 'pg';
import { type Config, configSchema, type Program } from '../../src/config/schema.ts';
import { instantSql } from '../../src/snapshot/instant.ts';
import type { SmallCrm } from './smallCrm.ts';

/** Tables of a company that keeps no unique keys, so that duplicates can occur. */
export const createTables = `
  CREATE SCHEMA small;
  CREATE TABLE small.company (id text, created_at timestamptz, industry text);
  CREATE TABLE small.person (id text, account_id text, created_at timestamptz, title text, email text);
  CREATE TABLE small.activity (id text, contact_id text, occurred_at timestamptz, ingested_at timestamptz, kind text, value float8);
  CREATE TABLE small.conversion (contact_id text, occurred_at timestamptz);
  CREATE TABLE small.history (entity text, entity_id text, name text, value text, valid_from timestamptz);`;

/** The configuration that maps them. */
export function smallConfig(lookbackDays: readonly number[], exclude: readonly string[] = []): Config {
  return configSchema.parse({
    source: {
      account: {
        table: 'small.company',
        attributes: {
          industry: { type: 'category', availability: 'stable' },
          plan: { type: 'category', availability: 'history' },
        },
      },
      contact: {
        table: 'small.person',
        attributes: { score: { type: 'number', availability: 'history' } },
      },
      event: { table: 'small.activity' },
      outcome: { table: 'small.conversion' },
      attributeHistory: { table: 'small.history' },
    },
    programs: {
      default: {
        horizonDays: 30,
        cutoffs: { every: 'month' },
        lookbackDays: [...lookbackDays],
        exclude: { eventKinds: [...exclude] },
      },
    },
  });
}

/** The only program of a configuration. */
export function programOf(config: Config): Program {
  return config.programs.default!;
}

/** Replaces what the tables hold. */
export async function fillTables(client: pg.Pool, crm: SmallCrm): Promise<void> {
  await client.query('TRUNCATE small.company, small.person, small.activity, small.conversion, small.history');
  await insert(client, 'company', 'id, created_at, industry', crm.accounts, (row) => [
    text(row.id),
    instant(row.createdAt),
    text(row.industry),
  ]);
  await insert(client, 'person', 'id, account_id, created_at, title, email', crm.contacts, (row) => [
    text(row.id),
    text(row.account),
    instant(row.createdAt),
    text(row.title),
    text(row.emailDomain && `someone@${row.emailDomain}`),
  ]);
  await insert(client, 'activity', 'id, contact_id, occurred_at, ingested_at, kind, value', crm.events, (row) => [
    text(row.id),
    text(row.contact),
    instant(row.occurredAt),
    instant(row.ingestedAt),
    text(row.kind),
    Number.isNaN(row.value) ? 'NULL' : `'${row.value}'::float8`,
  ]);
  await insert(client, 'history', 'entity, entity_id, name, value, valid_from', crm.history, (row) => [
    text(row.entity),
    text(row.id),
    text(row.entity === 'contact' ? 'score' : 'plan'),
    text(row.value),
    instant(row.validFrom),
  ]);
}

async function insert<Row>(
  client: pg.Pool,
  table: string,
  columns: string,
  rows: readonly Row[],
  valuesOf: (row: Row) => readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${valuesOf(row).join(', ')})`).join(', ');
  await client.query(`INSERT INTO small.${table} (${columns}) VALUES ${values}`);
}

function text(value: string | null): string {
  return value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`;
}

function instant(value: number): string {
  if (Number.isNaN(value)) return 'NULL';
  return Number.isFinite(value) ? instantSql(value) : `'${value < 0 ? '-' : ''}infinity'::timestamptz`;
}
