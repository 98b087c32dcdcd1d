import { foldedWords } from '../../text/foldedWords.ts';
import type { ColumnEvidence } from './columnEvidence.ts';
import type { NumberFinding } from './decideNumber.ts';
import { settling } from './decision.ts';

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

/** Whether whole numbers under the name of a date may count days or seconds; empty where not. */
export function countOf(name: string, { least, most: largest }: ColumnEvidence, { format }: NumberFinding): string {
  const isNamed = foldedWords(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2')).some((word) => dateWords.has(word));
  if (!isNamed || format.unit !== 0 || !(least <= largest)) return '';
  const within = (from: number, to: number) => least >= from && largest <= to;
  if (within(20_000, 80_000)) return `it may be days as Excel counts them; ${settling(name, 'date:excel')}`;
  if (within(3e8, 4e9)) return `it may be seconds since 1970; ${settling(name, 'date:epoch')}`;
  if (within(3e11, 4e12)) return `it may be milliseconds since 1970; ${settling(name, 'date:epoch-ms')}`;
  return within(19_000_101, 20_991_231) ? 'it may be days such as 20240131, but some are none' : '';
}
