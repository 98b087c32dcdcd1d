import { speakingAgainst, speakingFor } from '../explain/arrange.ts';
import type { Standing } from '../ranking/standing.ts';
import { spreadsheetText } from '../text/spreadsheetText.ts';
import { changeText } from '../wording/rankChanges.ts';
import { evidenceText, handOffText, heldByText, nextQuestionText, overrideText } from '../wording/standing.ts';
import { printable } from './printable.ts';
import { type Entry, entriesOf, type Person } from './rankedAccounts/entry.ts';
import type { RankedAccountsReportData } from './reportData.ts';

const columns = [
  'Account rank',
  'Account',
  'Domain',
  'Account probability',
  'Account tier',
  'Eligible contacts',
  'Expected conversions',
  'Momentum',
  'Contact rank',
  'Contact',
  'Title',
  'Contact probability',
  'Contact tier',
  'Changed',
  'Why',
  'Holding it back',
  'Position',
  'Kept off by',
  'Stage',
  'Segment',
  'Fit',
  'Fit and engagement',
  'Moved by a person',
  'Ask',
  'Known',
  'Hand-off',
  'As of',
  'Reach',
  'Last contacted',
  'Account id',
  'Contact id',
  'Record',
];

/** What whoever works the list writes beside a contact; the page fills them in. */
const remarkColumns = ['Not now', 'Note'];

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
export const rankingCsvHeader = `\ufeff${csvRecord([...columns, ...remarkColumns])}`;

/** A record without its remarks and line end, and whose it is; null for an account none of whose contacts is shown. */
export type RankingCsvLine = readonly [contactId: string | null, cells: string];

/** The records of one line of the list: one per contact, one alone for an account none of whose contacts is shown. */
export function rankingCsvLines(entry: Entry): readonly RankingCsvLine[] {
  const people = entry.person ? [entry.person] : entry.contacts;
  if (people.length === 0) return [[null, cells(entry, null)]];
  return people.map((person) => [person.contact.contactId, cells(entry, person)]);
}

/**
 * The ranking as CSV, one record per contact in the order of the report: the very rows that the page lists.
 *
 * Probabilities are fractions of one, to six significant digits.
 */
export function rankingCsv(data: RankedAccountsReportData): string {
  const { listed, others } = entriesOf(data);
  const remarks = `${','.repeat(remarkColumns.length)}\r\n`;
  return (
    rankingCsvHeader +
    [...listed, ...others]
      .flatMap(rankingCsvLines)
      .map(([, line]) => line + remarks)
      .join('')
  );
}

function cells({ account, reasons }: Entry, person: Person | null): string {
  const contact = person?.contact ?? null;
  const because = contact?.reasons ?? reasons;
  return [
    account?.rank ?? null,
    account?.accountName ?? contact?.accountName ?? null,
    account?.domain ?? null,
    rounded(account?.probability),
    account?.tier ?? null,
    account?.eligibleContacts ?? null,
    rounded(account?.expectedConversions),
    account?.momentum ?? null,
    contact?.rank ?? null,
    contact?.contactName ?? null,
    contact?.title ?? null,
    rounded(contact?.probability),
    contact?.tier ?? null,
    person?.change ? changeText(person.change, person.contact.probability) : null,
    sentences(speakingFor(because)),
    sentences(speakingAgainst(because)),
    ...standingCells(contact?.standing ?? null),
    person?.record?.evidence.map(evidenceText).join('; ') ?? null,
    person?.record?.handOff ? handOffText(person.record.handOff) : null,
    contact ? isoDay(contact.asOf) : null,
    Object.values(person?.record?.reach ?? {}).join('; '),
    touchText(person),
    account?.accountId ?? contact?.accountId ?? null,
    contact?.contactId ?? null,
    person?.record?.link ?? null,
  ]
    .map(csvCell)
    .join(',');
}

function standingCells(standing: Standing | null): readonly (string | number | null)[] {
  return [
    standing?.position ?? null,
    standing?.heldBy.map(heldByText).join('; ') ?? null,
    standing?.stage ?? null,
    standing?.segment ?? null,
    standing?.fit ?? null,
    standing?.grid ?? null,
    standing?.override ? overrideText(standing.override) : null,
    standing?.nextQuestion ? nextQuestionText(standing.nextQuestion) : null,
  ];
}

function touchText(person: Person | null): string | null {
  const touch = person?.record?.lastTouch ?? null;
  if (touch === null || touch === 'never') return touch;
  return `${touch.channel} ${isoDay(touch.at)}${touch.by === null ? '' : ` by ${touch.by}`}`;
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
