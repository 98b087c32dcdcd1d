import { counted, integer } from '../../text/format.ts';
import { shellWord } from '../../text/shellWord.ts';
import type { FlatTable } from './flatTable.ts';

const reasons = {
  asked: 'as asked',
  'e-mail': 'for its values are e-mail addresses',
  name: 'by its name',
  outcome: 'for rows of one value have one outcome',
} as const;

/** What was found out about rows that belong together, and what was done, a sentence or two each. */
export function groupSentences({ units, splitKind, file }: FlatTable): readonly string[] {
  const second = file.rows > file.firstRows;
  return [...columnSentences(units), ...equalSentences(units, splitKind), ...acrossSentences(units, splitKind, second)];
}

type Units = FlatTable['units'];

function columnSentences({ column, tooFew }: Units): readonly string[] {
  if (tooFew)
    return [
      `${tooFew.name} may name whose rows they are, ${reasons[tooFew.because]}, but has too few values to keep their rows on one side: rows are taken one by one. If it does name them, say --group ${shellWord(tooFew.name)}`,
    ];
  if (!column || column.sharing === 0) return [];
  const settle =
    column.because === 'asked'
      ? ''
      : ' --group or --id with another column settles it otherwise; if each row is on its own, say --group none';
  return [
    `Rows of one ${column.name} are taken for those of one person or case, ${reasons[column.because]}: ${integer(column.values)} values, ${integer(column.sharing)} rows that share theirs. Intervals count them as one.${settle}`,
  ];
}

function equalSentences({ equal, together }: Units, splitKind: FlatTable['splitKind']): readonly string[] {
  if (equal.rows === 0) return [];
  const found = `${integer(equal.rows)} rows equal another one in every column that is used (${counted(equal.different, 'different one')}), ${integer(equal.alike)} of them in the outcome too`;
  if (!together) return [`${found}. They are taken one by one, each for a case of its own.`];
  const what = equal.copies
    ? 'They may be copies of one record; if each is a case of its own, say --group none'
    : 'So many may be equal by chance.';
  const kept = splitKind === 'hash' ? 'They are kept on one side, and intervals' : 'Intervals';
  return [`${found}. ${kept} count equal rows as one. ${what}`];
}

function acrossSentences({ across, column, equal }: Units, splitKind: FlatTable['splitKind'], second: boolean) {
  if (across.rows === 0 || !(column || equal.copies)) return [];
  const split = second ? 'the second file' : `the split by ${splitKind}`;
  const settle = column ? ` To keep each on one side, say --group ${shellWord(column.name)}` : '';
  return [
    `${counted(across.rows, 'test row')}, of ${counted(across.units, 'group')}, ${across.rows === 1 ? 'belongs' : 'belong'} with rows that were learnt from: ${split} puts them there. On people never seen before the model may do worse.${settle}`,
  ];
}
