import { historyRows } from '../historyRows.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, unionAll, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { accountHistoryColumns } from './account.ts';
import { contactHistoryColumns } from './contact.ts';
import { keepsVersions, mergedAccounts, otherIds, type SalesforceSource } from './source.ts';

/** Values over time from the tables that keep versions; undefined where none does. */
export function attributeHistoryRelation(source: SalesforceSource): PresetMapping['source']['attributeHistory'] {
  const { account, contact, lead, own } = source;
  const people = (lead ? [contact, lead] : [contact]).filter(keepsVersions).flatMap((table) => {
    const changes = changesOf(table, contactHistoryColumns(table, own.people.taken));
    return changes ? [changes] : [];
  });
  const selects: string[] = people.map(
    (changes) => `SELECT 'contact' AS entity, coalesce(other_id.person_id, change.id) AS entity_id,
  change.name, change.value, change.valid_from
FROM ${derived(changes, 'change')}
LEFT JOIN other_id ON other_id.id = change.id`,
  );
  const ofAccounts =
    account && keepsVersions(account)
      ? changesOf(account, accountHistoryColumns(account, own.accounts.taken))
      : undefined;
  if (ofAccounts)
    selects.push(`SELECT 'account' AS entity, change.id AS entity_id, change.name, change.value, change.valid_from
FROM ${derived(ofAccounts, 'change')}
LEFT JOIN merged_account ON merged_account.id = change.id
WHERE merged_account.id IS NULL`);
  if (selects.length === 0) return undefined;
  const named = { ...(people.length > 0 ? otherIds(source) : {}), ...(ofAccounts ? mergedAccounts(source) : {}) };
  return { query: withCtes(named, unionAll(selects)) };
}

function changesOf(table: TableReader, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  return historyRows(table, {
    id: required(table.text('id')),
    validFrom: required(table.instant('_fivetran_start')),
    columns: Object.fromEntries(names.map((name) => [name, name === 'lead_status' ? 'status' : name])),
    missing: 'clears',
  });
}
