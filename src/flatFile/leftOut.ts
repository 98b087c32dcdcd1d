import type { NoticeFigures } from '../notice/catalogue.ts';
import { type Notice, notice } from '../notice/notice.ts';
import type { ReadColumn } from './readColumn.ts';

/** From this share of distinct values on, a text is as good as an id. */
const nearlyUnique = 0.5;
/** Texts this long on average, in characters, are prose. */
const proseLength = 60;
/** Words in the name of a number that only counts records. */
const idName = /(^|[\s_-])(id|no|nr|number|key|index|rowid|uuid)$/i;
const camelCaseIdName = /[a-z](Id|ID|No|Nr|Number|Key)$/;

/** Why nothing can be learnt from a column, whatever it predicts; null where something may be. */
export function leftOutFor(read: ReadColumn): Notice<'unusable-column'> | null {
  const { kind, column, overflowed, reading } = read;
  const unusable = (figures: NoticeFigures['unusable-column']) => notice('unusable-column', figures);
  if (kind === 'date') return unusable({ why: reading.doubt ? 'date-in-two-ways' : 'date' });
  if (reading.settled && (reading.type === 'id' || reading.type === 'text'))
    return unusable({ why: 'settled', detail: reading.type });
  if (column.kind === 'category') {
    if (overflowed) return unusable({ why: 'too-many-texts' });
    if (reading.settled) return null;
    if (isFreeText(read))
      return read.meanLength > proseLength
        ? unusable({ why: 'prose' })
        : unusable({ why: 'texts', texts: column.levels.length, rows: knownOf(column.codes) });
    return reading.type === 'id' ? unusable({ why: 'id', reading: reading.because.figures.reasons }) : null;
  }
  return !reading.settled && reading.type === 'id' ? unusable({ why: 'record-number' }) : null;
}

/** Whether texts hardly repeat, or are prose. */
export function isFreeText({
  column,
  overflowed,
  meanLength,
}: Pick<ReadColumn, 'column' | 'overflowed' | 'meanLength'>): boolean {
  if (column.kind !== 'category') return false;
  const known = knownOf(column.codes);
  const hardlyRepeat = known >= 20 && column.levels.length > nearlyUnique * known;
  return overflowed || hardlyRepeat || (column.levels.length > 20 && meanLength > proseLength);
}

function knownOf(codes: Int32Array): number {
  return codes.reduce((count, code) => count + Number(code >= 0), 0);
}

/** Pairs of equal numbers that chance would make, from which on none at all is no chance. */
const expectedPairs = 10;

/**
 * Whole, hardly ever repeated, and either named as an id or without any repeat where so many numbers within their range would have
 * some; the order of the rows tells nothing.
 */
export function isRecordNumber(name: string, values: Float64Array): boolean {
  let [count, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return false;
    count++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = most - least + 1;
  const named = idName.test(name) || camelCaseIdName.test(name);
  const isDense = count ** 2 >= 2 * expectedPairs * range;
  // Fewer whole numbers in their range than there are cells: some occur twice.
  if (count < 20 || (!named && (!isDense || range < count))) return false;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.reduce((sum, value, i) => sum + Number(i === 0 || value !== sorted[i - 1]), 0);
  return (isDense && distinct === count) || (named && distinct > 0.98 * count);
}
