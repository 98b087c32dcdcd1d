import type { Landing } from '../preset.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

/** The usable tables of a Pardot that Fivetran loaded. */
export interface PardotSource {
  readonly prospect: TableReader;
  readonly activity: TableReader | undefined;
  readonly campaign: TableReader | undefined;
  readonly opportunity: TableReader | undefined;
  readonly opportunityProspect: TableReader | undefined;
}

/** What of a landing schema can be read. */
export function pardotSource(landing: Landing): PardotSource {
  const table = (name: string, alias = name) => (landing.has(name) ? tableReader(landing, name, alias) : undefined);
  return {
    prospect: tableReader(landing, 'prospect', 'prospect'),
    activity: table('visitor_activity', 'activity'),
    campaign: table('campaign'),
    opportunity: table('opportunity'),
    opportunityProspect: table('opportunity_prospect', 'part'),
  };
}

/** Conditions for the prospects there are: neither deleted nor in the recycle bin. */
export function isThere({ prospect }: PardotSource): readonly string[] {
  const archived = prospect.boolean('is_archived');
  return [...prospect.where, ...(archived === undefined ? [] : [`${archived} IS NOT TRUE`])];
}
