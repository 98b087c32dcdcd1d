import type { ReadingReason } from '../notice/columnReading.ts';
import { isFreeText, isRecordNumber } from './leftOut.ts';
import { doubtfulMarkers } from './markerValues.ts';
import type { PlannedColumn, ReadColumn } from './readColumn.ts';
import type { ColumnType } from './reading/columnReading.ts';

/** Pairs of words that answer a question, in any case. */
const answers = new Set(
  [
    'true false',
    'yes no',
    'y n',
    't f',
    'ja nein',
    'j n',
    'oui non',
    'o n',
    'si no',
    's n',
    'sim nao',
    'ja nee',
    'ja nej',
    'tak nie',
    'on off',
    'wahr falsch',
    'vrai faux',
    '+ -',
  ].map((pair) => pair.split(' ').sort().join(' ')),
);

/** Mean length, in characters, from which on texts that hardly repeat are prose rather than ids. */
const idLength = 30;

/** What a column is once its values are read, and why. */
export function columnTypeOf(
  read: Omit<ReadColumn, 'reading'>,
  { decision, evidence, name }: PlannedColumn,
): { readonly type: ColumnType; readonly because: readonly ReadingReason[] } {
  const { kind, column } = read;
  const { because, settledAs } = decision;
  if (settledAs) return { type: settledAs, because };
  if (kind === 'date') return { type: 'date', because };
  const different = column.kind === 'category' ? column.levels.length : evidence.texts.size;
  if (!evidence.more && different < 2 && evidence.texts.size < 2)
    return { type: 'constant', because: because.some(({ why }) => why !== 'fits') ? because : [{ why: 'one-value' }] };
  if (column.kind !== 'category')
    return isRecordNumber(name, column.values)
      ? { type: 'id', because: [{ why: 'counts-records' }] }
      : { type: 'number', because };
  if (decision.isId) return { type: 'id', because };
  const { length } = column.levels;
  const markers = doubtfulMarkers.filter((text) => column.levels.includes(text));
  const texts = (repeat: boolean): readonly ReadingReason[] => {
    if (because.length > 0) return because;
    return [{ why: 'texts', texts: length, more: read.overflowed, markers: read.overflowed ? [] : markers, repeat }];
  };
  if (isFreeText(read)) return { type: read.meanLength > idLength ? 'text' : 'id', because: texts(false) };
  const isYesNo = isAnswer(column.levels.length === 2 ? column.levels : [...evidence.texts], evidence.more);
  return { type: isYesNo ? 'yes/no' : 'category', because: texts(true) };
}

function isAnswer(texts: readonly string[], more: boolean): boolean {
  const words = texts.map((one) => one.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase());
  return !more && words.length === 2 && answers.has(words.sort().join(' '));
}
