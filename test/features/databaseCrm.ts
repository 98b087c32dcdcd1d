import type pg from 'pg';
import { type Config, configSchema, type Program } from '../../src/config/schema.ts';
import { instantSql } from '../../src/database/instantSql.ts';
import { catalogue } from '../../src/features/catalogue.ts';
import { defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import { knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm } from '../../src/features/pointInTime/inventedCrm.ts';

/** Tables of a company that keeps no unique keys, so that duplicates can occur. */
export const createTables = `
  CREATE SCHEMA small;
  CREATE TABLE small.company (id text, created_at timestamptz, industry text, employees float8, country text);
  CREATE TABLE small.person (id text, account_id text, created_at timestamptz, title text, email text, source text, stage text);
  CREATE TABLE small.activity (id text, contact_id text, occurred_at timestamptz, ingested_at timestamptz, kind text, value float8,
    content text, details jsonb, order_text text);
  CREATE TABLE small.conversion (contact_id text, occurred_at timestamptz, ingested_at timestamptz);
  CREATE TABLE small.deal (id text, account_id text, created_at timestamptz, closed_at timestamptz, won boolean);
  CREATE TABLE small.history (entity text, entity_id text, name text, value text, valid_from timestamptz);`;

/** The configuration that maps them. */
export function smallConfig(lookbackDays: readonly number[], exclude: readonly string[] = []): Config {
  return configSchema.parse({
    source: {
      account: {
        table: 'small.company',
        attributes: {
          industry: { type: 'category', availability: 'stable' },
          employees: { type: 'number', availability: 'stable' },
          country: { type: 'category', availability: 'stable' },
          plan: { type: 'category', availability: 'history' },
        },
      },
      contact: {
        table: 'small.person',
        attributes: {
          source: { type: 'category', availability: 'created-with' },
          stage: { type: 'category' },
          score: { type: 'number', availability: 'history' },
        },
      },
      event: {
        table: 'small.activity',
        properties: {
          content: {},
          order: { column: 'order_text', type: 'number', numberFormat: '1.234,5' },
          campaign: { column: 'details', path: ['utm', 'campaign name'] },
        },
      },
      outcome: { table: 'small.conversion' },
      opportunity: { table: 'small.deal' },
      attributeHistory: { table: 'small.history' },
    },
    programs: {
      default: {
        horizonDays: 30,
        // What is known of outcomes then does not hang on when the last one came.
        outcome: { recordedUntil: new Date(knownBefore / 1000).toISOString() },
        cutoffs: { every: 'month' },
        lookbackDays: [...lookbackDays],
        exclude: { eventKinds: [...exclude] },
        features: { families: catalogue.map(({ family }) => family), stages: [...defaultWorld.stages] },
      },
    },
  });
}

/** The only program of a configuration. */
export function programOf(config: Config): Program {
  return config.programs.default!;
}

/** Replaces what the tables hold. */
export async function fillTables(client: pg.Pool, crm: InventedCrm): Promise<void> {
  await client.query(
    'TRUNCATE small.company, small.person, small.activity, small.conversion, small.deal, small.history',
  );
  await insert(client, 'company', 'id, created_at, industry, employees, country', crm.accounts, (row) => [
    text(row.id),
    instant(row.createdAt),
    text(row.attributes.industry),
    text(row.attributes.employees),
    text(row.attributes.country),
  ]);
  await insert(client, 'person', 'id, account_id, created_at, title, email, source, stage', crm.contacts, (row) => [
    text(row.id),
    text(row.account),
    instant(row.createdAt),
    text(row.title),
    text(row.emailDomain && `someone@${row.emailDomain}`),
    text(row.attributes.source),
    text(row.attributes.stage),
  ]);
  const activity = 'id, contact_id, occurred_at, ingested_at, kind, value, content, details, order_text';
  await insert(client, 'activity', activity, crm.events, (row) => [
    text(row.id),
    text(row.contact),
    instant(row.occurredAt),
    instant(row.ingestedAt),
    text(row.kind),
    Number.isNaN(row.value) ? 'NULL' : `'${row.value}'::float8`,
    text(row.about?.[0]),
    text(JSON.stringify({ utm: { 'campaign name': row.about?.[1] ?? null } })),
    text(written(row.amounts?.[0] ?? Number.NaN)),
  ]);
  await insert(client, 'conversion', 'contact_id, occurred_at, ingested_at', crm.outcomes ?? [], (row) => [
    text(row.contact),
    instant(row.occurredAt),
    instant(row.ingestedAt),
  ]);
  await insert(client, 'deal', 'id, account_id, created_at, closed_at, won', crm.opportunities, (row) => [
    text(row.id),
    text(row.account),
    instant(row.createdAt),
    instant(row.closedAt),
    row.won === null ? 'NULL' : String(row.won),
  ]);
  await insert(client, 'history', 'entity, entity_id, name, value, valid_from', crm.history, (row) => [
    text(row.entity),
    text(row.id),
    text(row.name),
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

/** As a German export writes numbers, and nothing where there is none. */
function written(value: number): string | null {
  if (Number.isNaN(value)) return null;
  return value.toLocaleString('de-DE', { maximumFractionDigits: 4 });
}

function text(value: string | number | null | undefined): string {
  return value === null || value === undefined ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
}

function instant(value: number): string {
  if (Number.isNaN(value)) return 'NULL';
  return Number.isFinite(value) ? instantSql(value) : `'${value < 0 ? '-' : ''}infinity'::timestamptz`;
}
