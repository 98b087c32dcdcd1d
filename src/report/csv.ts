import type { RankedContact } from '../ranking/ranking.ts';
import { spreadsheetText } from '../text/spreadsheetText.ts';
import { printable } from './printable.ts';
import { type Entry, entriesOf } from './rankedAccounts/entry.ts';
import { holdingBack, speakingFor } from './rankedAccounts/reasons.ts';
import type { RankedAccountsReportData } from './reportData.ts';

const columns = [
  'Account rank',
  'Account',
  'Domain',
  'Account probability',
  'Account tier',
  'Eligible contacts',
  'Expected conversions',
  'Contact rank',
  'Contact',
  'Title',
  'Contact probability',
  'Contact tier',
  'Why',
  'Holding it back',
  'As of',
  'Account id',
  'Contact id',
];

/**
 * One cell after RFC 4180, safe to open in a spreadsheet (see `spreadsheetText`).
 *
 * Terminal escapes become visible. Missing values and numbers that are not finite are empty.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = spreadsheetText(printable(value));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end, CR LF. */
export function csvRecord(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** The header record; begins with a byte order mark, without which Excel does not take the file for UTF-8. */
export const rankingCsvHeader = `\ufeff${csvRecord(columns)}`;

/** The records of one line of the list: one per contact, one alone for an account none of whose contacts is shown. */
export function rankingCsvRecords(entry: Entry): readonly string[] {
  if (entry.person) return [csvRecord(cells(entry, entry.person))];
  if (entry.contacts.length === 0) return [csvRecord(cells(entry, null))];
  return entry.contacts.map((contact) => csvRecord(cells(entry, contact)));
}

/**
 * The ranking as CSV, one record per contact in the order of the report, those included for which the page had no room.
 *
 * Probabilities are fractions of one, to six significant digits.
 */
export function rankingCsv(data: RankedAccountsReportData): string {
  const { listed, others } = entriesOf(data);
  return rankingCsvHeader + [...listed, ...others].flatMap(rankingCsvRecords).join('');
}

function cells({ account, reasons }: Entry, contact: RankedContact | null): (string | number | null)[] {
  const because = contact?.reasons ?? reasons;
  return [
    account?.rank ?? null,
    account?.accountName ?? contact?.accountName ?? null,
    account?.domain ?? null,
    rounded(account?.probability),
    account?.tier ?? null,
    account?.eligibleContacts ?? null,
    rounded(account?.expectedConversions),
    contact?.rank ?? null,
    contact?.contactName ?? null,
    contact?.title ?? null,
    rounded(contact?.probability),
    contact?.tier ?? null,
    sentences(speakingFor(because, 3)),
    sentences(holdingBack(because, 2)),
    contact ? isoDay(contact.asOf) : null,
    account?.accountId ?? contact?.accountId ?? null,
    contact?.contactId ?? null,
  ];
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(6));
}

function sentences(reasons: readonly { readonly sentence: string }[]): string {
  return reasons.map((reason) => reason.sentence).join('; ');
}

function isoDay(instant: number): string | null {
  const date = new Date(instant / 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
