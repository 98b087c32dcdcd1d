import type { PresetMapping } from '../preset.ts';
import { derived, unionAll, withCtes } from '../statement.ts';
import { accountPast } from './account.ts';
import { contactPast } from './contact.ts';
import { pastOf } from './past.ts';
import { mergedAccounts, otherIds, peopleOf, type SalesforceSource } from './source.ts';

/** Values over time, of all whose past is known; undefined where there is none. */
export function attributeHistoryRelation(source: SalesforceSource): PresetMapping['source']['attributeHistory'] {
  const { account } = source;
  const people = peopleOf(source).flatMap((table) => pastOf(source, table, contactPast(source, table)) ?? []);
  const selects: string[] = people.map(
    (changes) => `SELECT 'contact' AS entity, coalesce(other_id.person_id, change.id) AS entity_id,
  change.name, change.value, change.valid_from
FROM ${derived(changes, 'change')}
LEFT JOIN other_id ON other_id.id = change.id`,
  );
  const ofAccounts = account && pastOf(source, account, accountPast(source, account));
  if (ofAccounts)
    selects.push(`SELECT 'account' AS entity, change.id AS entity_id, change.name, change.value, change.valid_from
FROM ${derived(ofAccounts, 'change')}
LEFT JOIN merged_account ON merged_account.id = change.id
WHERE merged_account.id IS NULL`);
  if (selects.length === 0) return undefined;
  const named = { ...(people.length > 0 ? otherIds(source) : {}), ...(ofAccounts ? mergedAccounts(source) : {}) };
  return { query: withCtes(named, unionAll(selects)) };
}
