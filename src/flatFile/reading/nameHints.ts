import type { ReadingDoubt } from '../../notice/columnReading.ts';
import { foldedWords } from '../../text/foldedWords.ts';
import type { ColumnEvidence } from './columnEvidence.ts';
import type { NumberFinding } from './decideNumber.ts';

/** Signs of a telephone number: many a plus before it, or groups under a name that says so. */
export function isPhone(name: string, { plusSigns, fits, format }: NumberFinding, known: number): boolean {
  const named = foldedWords(name).some((word) =>
    /^(?:tele)?(?:phone|fon|fono)$|^(?:tel|mobile|handy|fax|cell)$/.test(word),
  );
  return named && (plusSigns > 0 || format.convention > 0) && fits > 0 && known > 0;
}

const dateWords = new Set(
  'date dates datum datetime time timestamp ts day at created updated modified since until closed fecha giorno dag tag zeit jour start end'.split(
    ' ',
  ),
);

/** Whether whole numbers under the name of a date may count days or seconds; undefined where not. */
export function countOf(
  name: string,
  { least, most: largest }: ColumnEvidence,
  { format }: NumberFinding,
): ReadingDoubt | undefined {
  const isNamed = foldedWords(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2')).some((word) => dateWords.has(word));
  if (!isNamed || format.unit !== 0 || !(least <= largest)) return undefined;
  const within = (from: number, to: number) => least >= from && largest <= to;
  if (within(20_000, 80_000)) return { reason: { why: 'days-of-excel' }, asText: false, type: 'date:excel' };
  if (within(3e8, 4e9)) return { reason: { why: 'seconds' }, asText: false, type: 'date:epoch' };
  if (within(3e11, 4e12)) return { reason: { why: 'milliseconds' }, asText: false, type: 'date:epoch-ms' };
  return within(19_000_101, 20_991_231) ? { reason: { why: 'almost-days' }, asText: false } : undefined;
}
