import type { columnReadingFigures, ReadingDoubt, ReadingReason } from '../notice/columnReading.ts';
import { counted, integer } from '../text/format.ts';
import { shellWord } from '../text/shellWord.ts';
import type { Wordings } from './wording.ts';

/** What is said of what a column of a flat file was taken for. */
export const columnReadingWordings: Wordings<keyof typeof columnReadingFigures> = {
  'column-read': {
    sentence: ({ reasons }) => reasonsText(reasons),
    meaning: 'What says that a column is what it was taken for.',
    advice: 'Look through the columns once. Say with `--type` what one is that was taken for something else.',
  },
  'column-doubtful': {
    sentence: ({ column, doubt }) => `${column}: ${typeof doubt === 'string' ? doubt : doubtText(column, doubt)}`,
    meaning: 'A column can be read in two ways, or could not be read as what it seems to be.',
    advice: 'Say what the column is with `--type`.',
  },
};

/** `97 of 100 cells; 45.3% is 45.3`. */
export function reasonsText(reasons: readonly ReadingReason[]): string {
  return reasons.map(reasonText).join('; ');
}

function doubtText(column: string, { reason, asText, type }: ReadingDoubt): string {
  const settle = type === undefined ? '' : `; to read what fits: --type ${shellWord(`${column}=${type}`)}`;
  return `${reasonText(reason)}${asText ? ', so it is read as text' : ''}${settle}`;
}

type PlainReason = Exclude<
  ReadingReason,
  { cells: number } | { mark: string } | { units: readonly string[] } | { texts: number }
>;

const plainReasons: Readonly<Record<PlainReason['why'], string>> = {
  settled: 'as settled',
  outcome: 'the outcome: its values are taken as they stand',
  'no-value': 'no cell has a value',
  'one-value': 'one value',
  'counts-records': 'whole numbers that only count',
  'too-long': 'whole numbers too long to be exact',
  telephones: 'numbers as of telephones',
  'days-above-12': 'days above 12 tell the order',
  'order-of-file': 'only so are they in the order of the file',
  'other-columns': 'as other dates of the file',
  'day-is-month': 'day and month are the same number everywhere',
  'years-of-1900s': 'years 69 to 99 are of the 1900s',
  percent: '45.3% is 45.3',
  'day-or-month': 'day and month cannot be told apart',
  'days-in-both-places': 'days above 12 stand in both places',
  'two-ways': 'its numbers are written in two ways',
  'days-of-excel': 'it may be days as Excel counts them',
  seconds: 'it may be seconds since 1970',
  milliseconds: 'it may be milliseconds since 1970',
  'almost-days': 'it may be days such as 20240131, but some are none',
};

function reasonText(reason: ReadingReason): string {
  switch (reason.why) {
    case 'fits':
      return reason.cells === reason.known
        ? 'every cell'
        : `${integer(reason.cells)} of ${integer(reason.known)} cells`;
    case 'few-numbers':
      return `only ${integer(reason.cells)} of ${integer(reason.known)} cells are numbers`;
    case 'one-way':
      return `${integer(reason.cells)} of ${integer(reason.known)} cells are numbers of one way of writing`;
    case 'few-dates':
      return `only ${integer(reason.cells)} of ${integer(reason.known)} cells are dates ${reason.format}`;
    case 'leading-zeros':
      return `${cellsText(reason.cells)} begin with 0, as codes do`;
    case 'codes':
      return `${cellsText(reason.cells)} such as 12E5, as codes are written`;
    case 'exponents':
      return `${cellsText(reason.cells)} with an exponent, as 1e5`;
    case 'mark-open':
      return `1${reason.mark}234 may be 1234 or 1.234`;
    case 'mark-settled':
      return `1${reason.mark}234 is ${reason.decimals ? '1.234' : '1234'}, for ${settledBy(reason)}`;
    case 'units':
      return `its numbers have different units (${reason.units.map((unit) => unit || 'none').join(', ')})`;
    case 'texts':
      return textsText(reason);
    default:
      return plainReasons[reason.why];
  }
}

function settledBy({ mark, by }: Extract<ReadingReason, { why: 'mark-settled' }>): string {
  if (by.what === 'column') return `${by.column} has decimals after a ${markName(by.decimal)}`;
  return by.what === 'separator' ? 'the file is separated by commas' : `numbers below 1,000 have no ${markName(mark)}`;
}

function textsText({ texts, more, markers, repeat }: Extract<ReadingReason, { why: 'texts' }>): string {
  const number = more ? `more than ${integer(texts)} texts` : counted(texts, 'text');
  return `${number}${markers.map((marker) => `, ${marker} among them`).join('')}${repeat ? '' : ' that hardly repeat'}`;
}

function markName(mark: string): string {
  return mark === '.' ? 'point' : 'comma';
}

function cellsText(count: number): string {
  return counted(count, 'cell');
}
