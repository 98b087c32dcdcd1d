import type { ColumnEvidence } from './columnEvidence.ts';
import { dateDecision, isDate } from './dateDecision.ts';
import { dateFormatText } from './dateFormat.ts';
import { type DateFinding, findDates } from './decideDate.ts';
import { findNumbers, type NumberFinding } from './decideNumber.ts';
import { cellsText, type Decision, type FileEvidence, most, settling, text } from './decision.ts';
import { isPhone } from './nameHints.ts';
import { numberDecision } from './numberDecision.ts';
import type { SettledType } from './typeOption.ts';

/** From this share on it is said that others do not fit. */
const many = 0.5;

/** Decides what a column is by all its cells and by what the file says of its like. */
export function decideColumn(name: string, evidence: ColumnEvidence, file: FileEvidence): Decision {
  const { known } = evidence;
  if (known === 0) return text('no cell has a value');
  const dates = findDates(evidence, file.orders);
  if (dates && dates.fits >= most * known && isDate(evidence, dates)) return dateDecision(dates, known);
  if (dates?.by === 'contradiction' && dates.cells >= most * known) {
    const { unclear, remark } = dateDecision(dates, known);
    return { ...text(remark, `${remark}, so it is read as text`), ...(unclear ? { unclear } : {}) };
  }
  const numbers = findNumbers(evidence);
  if (numbers.cells < most * known) return text(notQuite(numbers, dates, known), remarkOf(name, numbers, dates, known));
  if (numbers.leadingZeros > 0) return text(`${cellsText(numbers.leadingZeros)} begin with 0, as codes do`);
  if (numbers.codes > 0) {
    const codes = `${cellsText(numbers.codes)} such as 12E5, as codes are written`;
    return text(codes, `${codes}, so it is read as text; ${settling(name, 'number')}`);
  }
  if (numbers.beyondExact > 0) return text('whole numbers too long to be exact', '', true);
  if (isPhone(name, numbers, known)) return text('numbers as of telephones', '', true);
  return numberDecision(name, evidence, numbers, file);
}

/** The decision on a column that somebody settled; formats that were not named are found out. */
export function settleColumn(type: SettledType, evidence: ColumnEvidence, file: FileEvidence): Decision {
  const settled = { because: 'as settled', settled: true, settledAs: type.kind, remark: '', isId: false };
  if (type.kind === 'number') {
    if (type.format) return { ...settled, kind: { kind: 'number', format: type.format } };
    const found = numberDecision('', evidence, findNumbers(evidence), file, true);
    return { ...found, ...settled, because: [settled.because, found.because].join('; ') };
  }
  if (type.kind === 'date') {
    if (type.format) return { ...settled, kind: { kind: 'date', format: type.format } };
    const found = findDates(evidence, file.orders);
    if (!found) return { ...settled, kind: { kind: 'date', format: { shape: 'first-', order: 'YMD' } } };
    const decided = dateDecision(found, evidence.known);
    return { ...decided, ...settled, because: `as settled; ${decided.because}` };
  }
  return { ...settled, kind: { kind: 'text' } };
}

function notQuite(numbers: NumberFinding, dates: DateFinding | null, known: number): string {
  if (numbers.cells >= many * known) return `only ${numbers.cells} of ${known} cells are numbers`;
  if (dates && dates.fits >= many * known)
    return `only ${dates.fits} of ${known} cells are dates ${dateFormatText(dates.format)}`;
  return '';
}

function remarkOf(name: string, numbers: NumberFinding, dates: DateFinding | null, known: number): string {
  const problem = notQuite(numbers, dates, known);
  const type = numbers.cells >= many * known || !dates ? 'number' : `date:${dateFormatText(dates.format)}`;
  return problem && `${problem}, so it is read as text; ${settling(name, type)}`;
}
