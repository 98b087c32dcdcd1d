import { sql } from 'kysely';
import { historyRows } from '../historyRows.ts';
import type { LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { accountHistoryColumns } from './account.ts';
import { contactHistoryColumns } from './contact.ts';
import { keepsVersions, mergedAccounts, otherIds, type SalesforceSource } from './source.ts';

/** Values over time from the tables that keep versions; undefined where none does. */
export function attributeHistoryRelation(source: SalesforceSource): PresetMapping['source']['attributeHistory'] {
  const { account, contact, lead } = source;
  const people = (lead ? [contact, lead] : [contact]).filter(keepsVersions).flatMap((table) => {
    const changes = changesOf(table, contactHistoryColumns(table));
    return changes ? [changes] : [];
  });
  const selects: Sql[] = people.map(
    (changes) => sql`SELECT 'contact' AS entity, coalesce(other_id.person_id, change.id) AS entity_id,
  change.name, change.value, change.valid_from
FROM (${changes}) AS change
LEFT JOIN other_id ON other_id.id = change.id`,
  );
  const ofAccounts = account && keepsVersions(account) ? changesOf(account, accountHistoryColumns(account)) : undefined;
  if (ofAccounts)
    selects.push(sql`SELECT 'account' AS entity, change.id AS entity_id, change.name, change.value, change.valid_from
FROM (${ofAccounts}) AS change
LEFT JOIN merged_account ON merged_account.id = change.id
WHERE merged_account.id IS NULL`);
  if (selects.length === 0) return undefined;
  const named = { ...(people.length > 0 ? otherIds(source) : {}), ...(ofAccounts ? mergedAccounts(source) : {}) };
  return { query: queryText(sql`${withSelects(named)}${unionAll(selects)}`) };
}

function changesOf(table: LandedTable, names: readonly string[]): Sql | undefined {
  if (names.length === 0) return undefined;
  return historyRows(table, {
    id: table.text('id')!,
    validFrom: table.instant('_fivetran_start')!,
    columns: Object.fromEntries(names.map((name) => [name, name === 'lead_status' ? 'status' : name])),
    missing: 'clears',
  });
}
