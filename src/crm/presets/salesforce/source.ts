import { sql } from 'kysely';
import { LandedTable, landedTable } from '../landedTable.ts';
import type { Landing } from '../preset.ts';
import { type Sql, unionAll } from '../queryText.ts';
import { salesforceTables } from './tables.ts';

/** The usable tables of a Salesforce that Fivetran loaded. */
export interface SalesforceSource {
  readonly contact: LandedTable;
  readonly lead: LandedTable | undefined;
  readonly account: LandedTable | undefined;
  readonly task: LandedTable | undefined;
  readonly event: LandedTable | undefined;
  readonly campaign: LandedTable | undefined;
  readonly campaignMember: LandedTable | undefined;
  readonly opportunity: LandedTable | undefined;
}

/** What of a landing schema can be read. */
export function salesforceSource(landing: Landing): SalesforceSource {
  const table = (name: string) => landedTable(landing, salesforceTables, name);
  return {
    contact: new LandedTable(landing, 'contact'),
    lead: table('lead'),
    account: table('account'),
    task: table('task'),
    event: table('event'),
    campaign: table('campaign'),
    campaignMember: table('campaign_member'),
    opportunity: table('opportunity'),
  };
}

/** Condition for the rows of today: not deleted, and the version in force where several are kept. */
export function isCurrent(table: LandedTable): Sql {
  const conditions = [
    ...(table.has('_fivetran_active') ? [table.flag('_fivetran_active', true)] : []),
    ...['is_deleted', '_fivetran_deleted']
      .filter((column) => table.has(column))
      .map((column) => sql`NOT ${table.flag(column)}`),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** Whether Fivetran keeps the versions of the table's rows, with the time of each. */
export function keepsVersions(table: LandedTable): boolean {
  return table.has('_fivetran_active') && table.isInstant('_fivetran_start');
}

const nobody = sql`SELECT NULL::text AS id, NULL::text AS kept WHERE false`;

/** SELECTs by which rows merged away find the one that was kept, through up to three merges: id → kept. */
function merges(name: string, table: LandedTable | undefined): Record<string, Sql> {
  const master = table?.filledText('master_record_id');
  if (!table || !master) return { [`merged_${name}`]: nobody };
  const from = sql.id(`${name}_master`);
  return {
    [`${name}_master`]: sql`SELECT ${table.text('id')} AS id, max(${master}) AS master_id FROM ${table.from}
  WHERE ${master} IS NOT NULL GROUP BY 1`,
    [`merged_${name}`]: sql`SELECT first.id, coalesce(third.master_id, second.master_id, first.master_id) AS kept
  FROM ${from} AS first
  LEFT JOIN ${from} AS second ON second.id = first.master_id
  LEFT JOIN ${from} AS third ON third.id = second.master_id`,
  };
}

/** SELECTs up to `merged_account (id, kept)`: accounts that were merged away. */
export function mergedAccounts({ account }: SalesforceSource): Record<string, Sql> {
  return merges('account', account);
}

/**
 * SELECTs up to `other_id (id, person_id, was_lead)`: every id a person had besides the one it goes by today.
 *
 * A converted lead goes by its contact's id, a lead or contact that was merged away by that of the one kept.
 */
export function otherIds({ contact, lead }: SalesforceSource): Record<string, Sql> {
  const contactId = contact.text('id');
  const ids = [sql`SELECT id, kept AS person_id, false AS was_lead FROM merged_contact`];
  const converted = lead?.filledText('converted_contact_id');
  const conversions =
    lead && converted
      ? sql`SELECT conversion.id, coalesce(merged.kept, conversion.contact_id) AS kept
  FROM (
    SELECT ${lead.text('id')} AS id, max(${converted}) AS contact_id FROM ${lead.from}
    WHERE ${converted} IS NOT NULL GROUP BY 1
  ) AS conversion
  JOIN (SELECT ${contactId} AS id FROM ${contact.from} GROUP BY 1) AS present ON present.id = conversion.contact_id
  LEFT JOIN merged_contact AS merged ON merged.id = conversion.contact_id`
      : nobody;
  ids.push(
    sql`SELECT id, kept, true FROM converted_lead`,
    sql`SELECT merged.id, coalesce(converted.kept, merged.kept), true FROM merged_lead AS merged
    LEFT JOIN converted_lead AS converted ON converted.id = merged.kept`,
  );
  return {
    ...merges('contact', contact),
    ...merges('lead', lead),
    converted_lead: conversions,
    other_id: sql`SELECT id, min(person_id) AS person_id, bool_or(was_lead) AS was_lead
  FROM (${unionAll(ids)}) AS ids GROUP BY id`,
  };
}
