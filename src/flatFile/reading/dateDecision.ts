import type { ColumnEvidence } from './columnEvidence.ts';
import { dateFormatText } from './dateFormat.ts';
import type { DateFinding } from './decideDate.ts';
import type { Decision } from './decision.ts';

/** Numbers of eight digits are days only where all are, of this century or the last. */
export function isDate({ known, least, most: largest }: ColumnEvidence, { format, fits }: DateFinding): boolean {
  if (!/^YYYYMMDD/.test(format.shape)) return true;
  const scale = format.shape.length === 8 ? 1 : 1_000_000;
  return fits === known && !(least < 19_000_101 * scale) && !(largest > 20_991_231 * scale + scale);
}

/** The decision that a column is dates. */
export function dateDecision({ format, fits, by, shortYears }: DateFinding, known: number): Decision {
  const written = dateFormatText(format);
  const open = by === 'day-or-month' || by === 'days-in-both-places' ? { why: by } : undefined;
  return {
    kind: { kind: 'date', format },
    because: [
      { why: 'fits', cells: fits, known },
      ...(by === 'shape' ? [] : [{ why: by }]),
      ...(shortYears ? [{ why: 'years-of-1900s' } as const] : []),
    ],
    settled: false,
    ...(open
      ? {
          unclear: { problem: open, types: ordersOf(written), matters: 'as time' },
          doubt: { reason: open, asText: false },
        }
      : {}),
    isId: false,
  };
}

/** The same format with day and month in either place. */
function ordersOf(format: string): readonly string[] {
  return ['DMY', 'MDY'].map((order) => {
    const mark = /[^YMD]/.exec(format)?.[0] ?? '';
    const year = /Y+/.exec(format)?.[0] ?? '';
    return `date:${[...order].map((part) => (part === 'Y' ? year : part.repeat(2))).join(mark)}`;
  });
}
