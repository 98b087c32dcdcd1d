import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { recordEnd } from './record.ts';
import { salesforceStatements } from './salesforceFivetran.ts';

/**
 * Writes the demo company as Airbyte lands Salesforce: under Salesforce's own names, without versions of rows but with
 * the changes of fields, tasks with their times as texts, and older rows of contacts and leads from earlier loads.
 */
export function landSalesforceAirbyte(handle: DatabaseHandle, schema: string): Promise<void> {
  const own = [
    `'r' || row_number() OVER () AS _airbyte_raw_id`,
    `${recordEnd} AS _airbyte_extracted_at`,
    `'{}'::jsonb AS _airbyte_meta`,
    `1::bigint AS _airbyte_generation_id`,
  ];
  return landIn(handle, schema, [
    ...salesforceStatements,
    ...changes,
    underOwnNames(own, {
      'timestamp with time zone': `CASE relation WHEN 'task' THEN
        format('to_char(%1$I AT TIME ZONE ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.US"+0000"'')', name) ELSE quote_ident(name) END`,
    }),
    ...['Contact', 'Lead'].map(
      (
        table,
      ) => `INSERT INTO "${table}" ("Id", "Title", "CreatedDate", "IsDeleted", _airbyte_raw_id, _airbyte_extracted_at)
        SELECT "Id", 'Before', "CreatedDate", right("Id", 1) = '3', 'before ' || "Id", _airbyte_extracted_at - interval '1 day'
        FROM "${table}" WHERE right("Id", 1) IN ('2', '3')`,
    ),
  ]);
}

/**
 * Writes the demo company as Stitch lands Salesforce: as Airbyte does, but with instants that name no zone and days that
 * are instants at midnight.
 */
export function landSalesforceStitch(handle: DatabaseHandle, schema: string): Promise<void> {
  const own = [
    `row_number() OVER () AS _sdc_sequence`,
    `${recordEnd} AT TIME ZONE 'UTC' AS _sdc_batched_at`,
    `${recordEnd} AT TIME ZONE 'UTC' AS _sdc_received_at`,
    `1::bigint AS _sdc_table_version`,
  ];
  return landIn(handle, schema, [
    ...salesforceStatements,
    ...changes,
    underOwnNames(own, {
      'timestamp with time zone': `format('(%I AT TIME ZONE ''UTC'')', name)`,
      date: `format('%I::timestamp', name)`,
    }),
  ]);
}

const version = `_fivetran_start > created_date AND before IS DISTINCT FROM now`;

/** Changes of a column between the versions of a table's rows. */
function changesOf(table: string, column: string, field: string, into: string, owner: string): string {
  return `INSERT INTO ${into} (id, ${owner}, field, old_value, new_value, created_date, is_deleted)
    SELECT '017' || id || '${field}' || _fivetran_start, id, '${field}', before, now, _fivetran_start, false
    FROM (
      SELECT id, created_date, _fivetran_start, ${column}::text AS now,
        lag(${column}::text) OVER (PARTITION BY id ORDER BY _fivetran_start) AS before
      FROM ${table}
    ) AS versions WHERE ${version}`;
}

const changes = [
  changesOf('contact', 'has_opted_out_of_email', 'HasOptedOutOfEmail', 'contact_history', 'contact_id'),
  changesOf('lead', 'has_opted_out_of_email', 'HasOptedOutOfEmail', 'lead_history', 'lead_id'),
  changesOf('lead', 'status', 'Status', 'lead_history', 'lead_id'),
  changesOf('opportunity', 'stage_name', 'StageName', 'opportunity_field_history', 'opportunity_id'),
  `INSERT INTO lead_history SELECT '017c' || id, id, 'leadConverted', NULL, NULL, _fivetran_start, false FROM lead WHERE is_converted`,
  `INSERT INTO opportunity_history SELECT '008' || id || _fivetran_start, id, stage_name, _fivetran_start, false FROM opportunity`,
];

/**
 * Replaces every table by one under Salesforce's own names, with the rows of today.
 *
 * @param own the connector's own columns
 * @param written type of a column → SQL that gives its expression, of `name` in table `relation`
 */
function underOwnNames(own: readonly string[], written: Readonly<Record<string, string>>): string {
  const cases = Object.entries(written).map(([type, sql]) => `WHEN '${type}' THEN ${sql}`);
  return `DO $land$
    DECLARE relation text; columns text; versioned boolean;
    BEGIN
      FOR relation IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        SELECT string_agg(CASE type ${cases.join(' ')} ELSE quote_ident(name) END || ' AS '
            || quote_ident(replace(initcap(replace(name, '_', ' ')), ' ', '')), ', ' ORDER BY place)
            FILTER (WHERE name NOT LIKE '\\_%'), bool_or(name = '_fivetran_active')
          INTO columns, versioned
          FROM (
            SELECT attname::text AS name, format_type(atttypid, NULL) AS type, attnum AS place FROM pg_attribute
            WHERE attrelid = format('%I.%I', current_schema(), relation)::regclass AND attnum > 0 AND NOT attisdropped
          ) AS attribute;
        EXECUTE format('CREATE TABLE %I AS SELECT %s, ${own.join(', ').replaceAll("'", "''")} FROM %I %s',
          replace(initcap(replace(relation, '_', ' ')), ' ', ''), columns, relation,
          CASE WHEN versioned THEN 'WHERE _fivetran_active' END);
        EXECUTE format('DROP TABLE %I', relation);
      END LOOP;
    END $land$`;
}
