import type { NoticeFigures } from '../notice/catalogue.ts';
import type { fileRowFigures } from '../notice/fileRows.ts';
import { counted, integer } from '../text/format.ts';
import { shellWord } from '../text/shellWord.ts';
import { joined } from './listed.ts';
import type { Wordings } from './wording.ts';

/** What is said of how the columns and rows of a flat file were read. */
export const fileRowWordings: Wordings<keyof typeof fileRowFigures> = {
  'cells-unreadable': {
    sentence: ({ second, column, type, cells, examples, lines, mayBeWords }) => {
      const where = `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${cells > lines.length ? ' …' : ''}`;
      const shown = `such as ${examples.map((one) => JSON.stringify(one)).join(', ')} (${where})`;
      const found =
        cells === 1
          ? `1 cell is no ${type}, ${shown}. It counts as missing, though it is not empty.`
          : `${counted(cells, 'cell')} are no ${type}, ${shown}. They count as missing, though they are not empty.`;
      const settle = mayBeWords
        ? ` If they mean something, read the column as words: --type ${shellWord(`${column}=category`)}`
        : '';
      return `${column}: ${second ? 'in the second file ' : ''}${found}${settle}`;
    },
    meaning: 'Some cells of a column are not of its type. They count as missing.',
    advice: 'Look at the lines that are named. If the cells mean something, say with `--type` what the column is.',
  },
  'cells-infinite': {
    sentence: ({ column, cells }) =>
      `${column}: ${counted(cells, 'cell')} ${cells === 1 ? 'is infinite and counts' : 'are infinite and count'} as missing.`,
    meaning: 'Some numbers of a column are infinite. They count as missing.',
    advice: 'Nothing, or correct the cells.',
  },
  'placeholder-dates': {
    sentence: ({ column, cells, days }) =>
      `${column}: ${counted(cells, 'cell')} ${cells === 1 ? 'holds' : 'hold'} ${joined(days)}, which ${days.length === 1 ? 'stands' : 'stand'} for no date and ${cells === 1 ? 'counts' : 'count'} as missing.`,
    meaning:
      'A date such as 9999-12-31, or 1900-01-01 years before all others, is what programs write where there is no date.',
    advice: 'Nothing, or empty those cells.',
  },
  'missing-marker-number': {
    sentence: ({ column, value }) => `${column}: ${value} may stand for a missing value; if so, empty those cells.`,
    meaning: 'A number such as -1 or 9999 occurs often and far from all others: it may mean “missing”.',
    advice: 'If it does, empty those cells.',
  },
  'label-read': {
    sentence: ({ label, because, yes, no, leftOut }) => {
      const rest = leftOut.first.length + leftOut.more === 0 ? '' : `; left out: ${valuesText(leftOut)}`;
      return `Label ${label}: yes is ${valuesText(yes)}, ${labelReasons[because]}; no is ${valuesText(no)}${rest}.`;
    },
    meaning: 'Which values of the label count as the outcome, which do not, and which rows are left out.',
    advice: 'Check it. `--positive` and `--negative` settle it otherwise.',
  },
  'rows-split': {
    sentence: ({ by, testFile }) => {
      if (!testFile) return splits[by];
      return by === 'hash'
        ? 'The second file is the test. Of the first, 15% are for calibration, chosen by a hash of their id, group or content.'
        : 'The second file is the test. Of the first, the last 15% are for calibration.';
    },
    meaning: 'How rows were divided into those to learn from, to calibrate and to test.',
    advice: 'If the rows have a time, give it with `--time`, so that later rows test the model.',
  },
  'groups-too-few': {
    sentence: ({ column, because }) =>
      `${column} may name whose rows they are, ${groupReasons[because]}, but it has too few values to keep their rows on one side. So every row counts by itself. If it does name them, say --group ${shellWord(column)}`,
    meaning: 'A column seems to say which rows belong together, and has too few values to split by it.',
    advice: 'If the column does say so, name it with `--group`.',
  },
  'rows-grouped': {
    sentence: ({ column, because, values, sharing }) => {
      const settle =
        because === 'asked'
          ? ''
          : ' --group or --id with another column settles it otherwise; if each row is on its own, say --group none';
      return `Rows of one ${column} are taken as those of one person or case, ${groupReasons[because]}: ${integer(values)} values, ${integer(sharing)} rows that share theirs. Intervals count them as one.${settle}`;
    },
    meaning: 'Rows that belong to one person or case are on the same side of the split and count as one.',
    advice: 'If it is another column, name it with `--group`; if each row is on its own, `--group none`.',
  },
  'rows-equal': {
    sentence: ({ rows, different, alike, together, copies, by }) => {
      const found = `${integer(rows)} rows equal another one in every column that is used (${counted(different, 'different one')}), ${integer(alike)} of them in the outcome too`;
      if (!together) return `${found}. Each counts as a case of its own.`;
      const kept = by === 'hash' ? 'They are on one side, and intervals' : 'Intervals';
      const what = copies
        ? 'They may be copies of one record; if each is a case of its own, say --group none'
        : 'So many may be equal by chance.';
      return `${found}. ${kept} count equal rows as one. ${what}`;
    },
    meaning: 'Rows are equal in every column that is used. They may be copies.',
    advice: 'Remove copies. If each row is a case of its own, say `--group none`.',
  },
  'groups-on-both-sides': {
    sentence: ({ rows, groups, by, column }) => {
      const split = by === 'second file' ? 'the second file' : `the split by ${by}`;
      const settle = column === undefined ? '' : ` To keep each on one side, say --group ${shellWord(column)}`;
      return `${counted(rows, 'test row')}, of ${counted(groups, 'group')}, ${rows === 1 ? 'belongs' : 'belong'} with rows that were learned from: ${split} puts them there. On people never seen before the model may do worse.${settle}`;
    },
    meaning: 'Some test rows belong to people or cases that the model learned from.',
    advice: 'If the model is for new people, keep each group on one side with `--group`.',
  },
};

type Values = NoticeFigures['label-read']['yes'];

/** `won (380), … and 3 more` */
function valuesText({ first, more }: Values): string {
  return [
    ...first.map(({ value, rows }) => `${value || 'empty'} (${integer(rows)})`),
    ...(more > 0 ? [`… and ${integer(more)} more`] : []),
  ].join(', ');
}

const labelReasons: Readonly<Record<NoticeFigures['label-read']['because'], string>> = {
  asked: 'as asked',
  pair: 'by what the values mean',
  negation: 'since the other value is its negation',
  name: 'since the column is named after it',
};

const groupReasons: Readonly<Record<NoticeFigures['rows-grouped']['because'], string>> = {
  asked: 'as asked',
  'e-mail': 'since its values are e-mail addresses',
  name: 'by its name',
  outcome: 'since rows of one value have one outcome',
};

const splits: Readonly<Record<NoticeFigures['rows-split']['by'], string>> = {
  time: 'Rows were split by time: the latest 20% are the test rows.',
  order: 'Rows were split by their order in the file, taken as that of time: the last 20% are the test rows.',
  hash: 'Rows were split by a hash of their id, group or content. Whether the model is as good on later rows was not tested.',
};
