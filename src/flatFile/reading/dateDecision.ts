import type { ColumnEvidence } from './columnEvidence.ts';
import { dateFormatText } from './dateFormat.ts';
import type { DateFinding } from './decideDate.ts';
import { type Decision, shareText } from './decision.ts';

/** Numbers of eight digits are days only where all are, of this century or the last. */
export function isDate({ known, least, most: largest }: ColumnEvidence, { format, fits }: DateFinding): boolean {
  if (!/^YYYYMMDD/.test(format.shape)) return true;
  const scale = format.shape.length === 8 ? 1 : 1_000_000;
  return fits === known && !(least < 19_000_101 * scale) && !(largest > 20_991_231 * scale + scale);
}

/** The decision that a column is dates. */
export function dateDecision({ format, fits, by, shortYears }: DateFinding, known: number): Decision {
  const written = dateFormatText(format);
  const ways: Readonly<Record<DateFinding['by'], string>> = {
    shape: '',
    'days above 12': 'days above 12 tell the order',
    'order of the file': 'only so are they in the order of the file',
    'other columns': 'as other dates of the file',
    'all the same': 'day and month are the same number everywhere',
    nothing: 'day and month cannot be told apart',
    contradiction: 'days above 12 stand in both places',
  };
  const because = [shareText(fits, known), ways[by], ...(shortYears ? ['years 69 to 99 are of the 1900s'] : [])];
  const isOpen = by === 'nothing' || by === 'contradiction';
  return {
    kind: { kind: 'date', format },
    because: because.filter((part) => part !== '').join('; '),
    settled: false,
    ...(isOpen ? { unclear: { problem: ways[by], types: ordersOf(written), matters: 'as time' } } : {}),
    remark: isOpen ? ways[by] : '',
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
