import { parse } from 'csv-parse/sync';
import { microsecondsPerDay } from '../../src/time/instant.ts';
import { type PublicTable, publicTexts, type Records } from './publicTable.ts';

const leads = 'olist_funnel/olist_marketing_qualified_leads_dataset.csv';
const deals = 'olist_funnel/olist_closed_deals_dataset.csv';
const day = microsecondsPerDay / 1000;
const horizon = 90;

/**
 * Leads of 2018, and what was known of each at the end of the day of first contact: will it be won within 90 days?
 *
 * Earlier leads lend their page and origin a past, no rows: deals are recorded only from December 2017.
 */
export const olistFunnel: PublicTable = {
  ...{ name: 'olist_funnel', half: 'judging', label: 'won', positive: 'yes', missing: [''] },
  time: { column: 'first contact' },
  read() {
    const texts = publicTexts([leads, deals]);
    return texts && recordsOf(texts[leads], texts[deals]);
  },
};

interface Lead {
  readonly id: string;
  /** The end of the day of first contact, in milliseconds since 1970. */
  readonly asOf: number;
  readonly page: string;
  readonly origin: string;
  /** Infinity for never. */
  readonly won: number;
}

function recordsOf(leadsText: string, dealsText: string): Records {
  const won = new Map(rowsOf(dealsText).map((deal) => [deal.mql_id!, Date.parse(`${deal.won_date!}Z`)]));
  const all = rowsOf(leadsText)
    .map(
      (row): Lead => ({
        id: row.mql_id!,
        asOf: Date.parse(`${row.first_contact_date!}Z`) + day,
        page: row.landing_page_id!,
        origin: row.origin!,
        won: won.get(row.mql_id!) ?? Infinity,
      }),
    )
    .sort((a, b) => a.asOf - b.asOf || (a.id < b.id ? -1 : 1));
  const pages = Map.groupBy(all, ({ page }) => page);
  const origins = Map.groupBy(all, ({ origin }) => origin);
  const rows = all
    // One deal was won before its first contact.
    .filter(({ asOf, won }) => asOf > Date.UTC(2018, 0, 1) && won >= asOf)
    .map((lead) => recordOf(lead, pages.get(lead.page)!, origins.get(lead.origin)!));
  return [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
}

function rowsOf(text: string): Readonly<Record<string, string>>[] {
  return parse(text, { columns: true });
}

function recordOf(lead: Lead, ofPage: readonly Lead[], ofOrigin: readonly Lead[]): Record<string, string> {
  const { asOf } = lead;
  const before = (others: readonly Lead[]) => others.filter((other) => other.asOf < asOf);
  const recent = (others: readonly Lead[]) => others.filter((other) => other.asOf >= asOf - 30 * day).length;
  const wonBy = (others: readonly Lead[]) => others.filter((other) => other.won < asOf).length;
  const [page, origin] = [before(ofPage), before(ofOrigin)];
  const contact = new Date(asOf - day);
  return {
    'first contact': contact.toISOString().slice(0, 10),
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][contact.getUTCDay()]!,
    page: lead.page,
    origin: lead.origin,
    'leads of the page': String(page.length),
    'leads of the page in 30 days': String(recent(page)),
    'deals of the page': String(wonBy(page)),
    'leads of the origin in 30 days': String(recent(origin)),
    'deals of the origin': String(wonBy(origin)),
    won: lead.won < asOf + horizon * day ? 'yes' : 'no',
  };
}
