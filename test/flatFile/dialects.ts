import { gzipSync } from 'node:zlib';
import type { RecordColumn, Records } from './randomRecords.ts';

/** How a program somewhere writes the same table. */
export interface Dialect {
  readonly name: string;
  readonly separator: string;
  /** By the locale of Intl that writes numbers so, or without marks of thousands. */
  readonly numbers: Intl.LocalesArgument | 'plain' | 'plain comma';
  /** What stands around amounts. */
  readonly amount?: (text: string) => string;
  readonly quotes: 'needed' | 'all';
  readonly day: (day: number) => string;
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly lineEnd: string;
  readonly missing: string;
  readonly label: readonly [yes: string, no: string];
  readonly packed?: boolean;
  /** How the days have to be settled, where nothing in the file tells that they are days. */
  readonly settledDay?: string;
}

const dateOf = (day: number) => new Date(day * 86_400_000);
const by = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (day: number) => format.format(dateOf(day));
};
const two = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const iso = (day: number) => dateOf(day).toISOString().slice(0, 10);
const plain: Dialect = {
  name: 'plain',
  separator: ',',
  numbers: 'plain',
  quotes: 'needed',
  day: iso,
  encoding: 'utf-8',
  lineEnd: '\n',
  missing: '',
  label: ['yes', 'no'],
};
const dialect = (name: string, own: Partial<Dialect>): Dialect => ({ ...plain, name, ...own });

/** The plain one first, then those of others. */
export const dialects: readonly [Dialect, ...Dialect[]] = [
  plain,
  dialect('Excel, English', { numbers: 'en-US', lineEnd: '\r\n', encoding: 'utf-8 with mark', day: by('en-US', two) }),
  dialect('Excel, German', {
    separator: ';',
    numbers: 'de-DE',
    lineEnd: '\r\n',
    day: by('de-DE', two),
    label: ['ja', 'nein'],
    encoding: 'windows-1252',
  }),
  dialect('Excel, French', {
    separator: ';',
    numbers: 'fr-FR',
    lineEnd: '\r\n',
    day: by('fr-FR', two),
    label: ['oui', 'non'],
  }),
  dialect('Excel, Swiss', { separator: ';', numbers: 'de-CH', day: by('de-CH', two), label: ['Ja', 'Nein'] }),
  dialect('Excel, Unicode text', {
    separator: '\t',
    numbers: 'en-US',
    encoding: 'utf-16le',
    lineEnd: '\r\n',
    day: by('en-GB', two),
  }),
  dialect('UTF-16, big end first', { encoding: 'utf-16be', separator: ';' }),
  dialect('R', { missing: 'NA', quotes: 'all', label: ['TRUE', 'FALSE'] }),
  dialect('pandas', { missing: 'nan', label: ['True', 'False'], day: (day) => `${iso(day)} 00:00:00` }),
  dialect('Postgres COPY', { separator: '\t', missing: '\\N', label: ['t', 'f'] }),
  dialect('SQL dump', { quotes: 'all', missing: 'NULL', label: ['1', '0'], day: (day) => `${iso(day)}T00:00:00Z` }),
  dialect('pipes', { separator: '|', missing: 'n/a', label: ['Y', 'N'], packed: true }),
  dialect('old Mac', { lineEnd: '\r', label: ['true', 'false'], day: (day) => iso(day).replaceAll('-', '/') }),
  dialect('decimal comma', { separator: ';', numbers: 'plain comma', day: by('es-ES', two), label: ['si', 'no'] }),
  dialect('Spanish tab', { separator: '\t', numbers: 'es-ES', label: ['sí', 'no'] }),
  dialect('dollars', {
    numbers: 'en-US',
    amount: (text) => (text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`),
    label: ['Won', 'Lost'],
  }),
  dialect('accounting', {
    numbers: 'en-US',
    amount: (text) => (text.startsWith('-') ? `(${text.slice(1)})` : text),
    label: ['won', 'lost'],
  }),
  dialect('euros', {
    separator: ';',
    numbers: 'de-DE',
    amount: (text) => `${text} €`,
    label: ['J', 'N'],
    day: by('de-DE', two),
  }),
  dialect('typographic minus', { numbers: 'sv-SE', separator: ';', label: ['ja', 'nej'] }),
  dialect('month names', {
    day: by('en-GB', { day: '2-digit', month: 'short', year: 'numeric' }),
    label: ['+', '-'],
    missing: '?',
  }),
  dialect('two-digit years', { numbers: 'en-US', day: by('en-US', { ...two, year: '2-digit' }) }),
  dialect('compact days', { day: (day) => iso(day).replaceAll('-', ''), missing: '--' }),
  dialect('AM and PM', { separator: '\t', day: (day) => `${by('en-US', two)(day)} 12:00:00 AM`, quotes: 'all' }),
  dialect('seconds since 1970', {
    day: (day) => String(day * 86_400),
    label: ['1.0', '0.0'],
    settledDay: 'date:epoch',
  }),
  dialect('Indian', { numbers: 'en-IN', day: by('en-GB', two), label: ['Y', 'N'], lineEnd: '\r\n' }),
];

/** The table as the dialect's program would write it. */
export function written({ columns, label }: Records, how: Dialect): Buffer {
  const names = [...columns.map(({ name }) => name), 'outcome'];
  const lines = [names.map((name) => quoted(name, how)).join(how.separator)];
  for (let row = 0; row < label.length; row++) {
    const cells = columns.map((column) => cellOf(column, row, how));
    lines.push(
      [...cells, label[row] ? how.label[0] : how.label[1]].map((cell) => quoted(cell, how)).join(how.separator),
    );
  }
  const bytes = encoded(`${lines.join(how.lineEnd)}${how.lineEnd}`, how.encoding);
  return how.packed ? gzipSync(bytes) : bytes;
}

function cellOf(column: RecordColumn, row: number, how: Dialect): string {
  const value = column.cells[row];
  if (value === null || value === undefined) return how.missing;
  if (column.kind === 'category') return String(value);
  if (column.kind === 'day') return how.day(Number(value));
  const text = numberText(Number(value), column.decimals, how.numbers);
  return column.name === 'amount' && how.amount ? how.amount(text) : text;
}

function numberText(value: number, decimals: number, numbers: Dialect['numbers']): string {
  if (numbers === 'plain') return value.toFixed(decimals);
  if (numbers === 'plain comma') return value.toFixed(decimals).replace('.', ',');
  return new Intl.NumberFormat(numbers, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    value,
  );
}

function quoted(cell: string, { quotes, separator }: Dialect): string {
  const needed = quotes === 'all' || /["\r\n]/.test(cell) || cell.includes(separator);
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoded(text: string, encoding: Dialect['encoding']): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`);
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'windows-1252':
      // Of the characters that are written only the euro sign lies elsewhere than in Latin 1.
      return Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
  }
}
