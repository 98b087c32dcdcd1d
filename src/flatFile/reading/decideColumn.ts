import type { ColumnEvidence } from './columnEvidence.ts';
import { dateDecision, isDate } from './dateDecision.ts';
import { dateFormatText } from './dateFormat.ts';
import { type DateFinding, findDates } from './decideDate.ts';
import { findNumbers, type NumberFinding } from './decideNumber.ts';
import { type Decision, doubtfulText, type FileEvidence, most, text } from './decision.ts';
import { isPhone } from './nameHints.ts';
import { numberDecision } from './numberDecision.ts';
import type { SettledType } from './typeOption.ts';

/** From this share on it is said that others do not fit. */
const many = 0.5;

/** Decides what a column is by all its cells and by what the file says of its like. */
export function decideColumn(name: string, evidence: ColumnEvidence, file: FileEvidence): Decision {
  const { known } = evidence;
  if (known === 0) return text({ why: 'no-value' });
  const dates = findDates(evidence, file.orders);
  if (dates && dates.fits >= most * known && isDate(evidence, dates)) return dateDecision(dates, known);
  if (dates?.by === 'days-in-both-places' && dates.cells >= most * known) {
    const { unclear } = dateDecision(dates, known);
    return { ...doubtfulText({ why: dates.by }), ...(unclear ? { unclear } : {}) };
  }
  const numbers = findNumbers(evidence);
  if (numbers.cells < most * known) return textOf(numbers, dates, known);
  if (numbers.leadingZeros > 0) return text({ why: 'leading-zeros', cells: numbers.leadingZeros });
  if (numbers.codes > 0) return doubtfulText({ why: 'codes', cells: numbers.codes }, 'number');
  if (numbers.beyondExact > 0) return text({ why: 'too-long' }, true);
  if (isPhone(name, numbers, known)) return text({ why: 'telephones' }, true);
  return numberDecision(name, evidence, numbers, file);
}

/** The decision on a column that somebody settled; formats that were not named are found out. */
export function settleColumn(type: SettledType, evidence: ColumnEvidence, file: FileEvidence): Decision {
  const because = [{ why: 'settled' } as const];
  const settled = { because, settled: true, settledAs: type.kind, isId: false };
  if (type.kind === 'number') {
    if (type.format) return { ...settled, kind: { kind: 'number', format: type.format } };
    const { doubt: _, ...found } = numberDecision('', evidence, findNumbers(evidence), file, true);
    return { ...found, ...settled, because: [...because, ...found.because] };
  }
  if (type.kind === 'date') {
    if (type.format) return { ...settled, kind: { kind: 'date', format: type.format } };
    const found = findDates(evidence, file.orders);
    if (!found) return { ...settled, kind: { kind: 'date', format: { shape: 'first-', order: 'YMD' } } };
    const { doubt: _, ...decided } = dateDecision(found, evidence.known);
    return { ...decided, ...settled, because: [...because, ...decided.because] };
  }
  return { ...settled, kind: { kind: 'text' } };
}

/** The decision that a column is text; if many of its cells are numbers or dates, it may be these. */
function textOf(numbers: NumberFinding, dates: DateFinding | null, known: number): Decision {
  if (numbers.cells >= many * known) return doubtfulText({ why: 'few-numbers', cells: numbers.cells, known }, 'number');
  if (!dates || dates.fits < many * known) return { kind: { kind: 'text' }, because: [], settled: false, isId: false };
  const format = dateFormatText(dates.format);
  return doubtfulText({ why: 'few-dates', cells: dates.fits, known, format }, `date:${format}`);
}
