import type { LandingTable } from '../preset.ts';
import { asSalesforceWrites } from './spellings.ts';

/**
 * Tables under the names that Salesforce gives them, `CampaignMember` with `FirstRespondedDate`, and without Fivetran's
 * own columns; names in the sentences follow.
 */
export function underOwnNames(tables: readonly LandingTable[]): LandingTable[] {
  const said = (sentence: string) => sentence.replaceAll(/\b[a-z]+(_[a-z]+)+\b/g, asSalesforceWrites);
  return tables.map((table) => ({
    ...table,
    name: asSalesforceWrites(table.name),
    without: said(table.without),
    columns: table.columns
      .filter(({ name }) => !name.startsWith('_'))
      .map((column) => ({ ...column, name: asSalesforceWrites(column.name), without: said(column.without) })),
  }));
}
