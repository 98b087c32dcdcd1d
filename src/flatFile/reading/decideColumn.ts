import { type NumberFormat, numberFormatText } from '../../crm/import/numberFormat.ts';
import { conventions } from '../../crm/import/numberScan.ts';
import { units } from '../../crm/import/numberUnits.ts';
import { shellWord } from '../../shellWord.ts';
import { foldedWords } from '../../words/foldedWords.ts';
import type { ColumnKind } from '../columnKind.ts';
import type { ColumnEvidence } from './columnEvidence.ts';
import { dateFormatText } from './dateFormat.ts';
import { type DateFinding, findDates } from './decideDate.ts';
import {
  cellsOf,
  type FileMarks,
  findNumbers,
  formatsOfMark,
  type NumberFinding,
  provenMark,
  settleMark,
} from './decideNumber.ts';
import type { SettledType } from './typeOption.ts';
import type { DateOrder } from './writtenDate.ts';

/** What a column is taken for, before its values are read. */
export interface Decision {
  readonly kind: ColumnKind;
  readonly because: string;
  readonly settled: boolean;
  /** What keeps it from being told, with the types that would settle it; such a column cannot be used, or not as the time. */
  readonly unclear?: {
    readonly problem: string;
    readonly types: readonly string[];
    readonly matters: 'always' | 'as time';
  };
  readonly remark: string;
  /** What somebody said that it is. */
  readonly settledAs?: 'number' | 'date' | 'category' | 'text' | 'id';
  /** A text that stands for somebody or something, not a category. */
  readonly isId: boolean;
}

/** What the whole file says. */
export interface FileEvidence extends FileMarks {
  readonly orders: ReadonlySet<DateOrder>;
}

/** So many of the cells that have a value must fit for a column to be numbers or dates; the others are counted and shown. */
const most = 0.9;
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

function text(because: string, remark = '', isId = false): Decision {
  return { kind: { kind: 'text' }, because, settled: false, remark, isId };
}

/** Numbers of eight digits are days only where all are, of this century or the last. */
function isDate({ known, least, most: largest }: ColumnEvidence, { format, fits }: DateFinding): boolean {
  if (!/^YYYYMMDD/.test(format.shape)) return true;
  const scale = format.shape.length === 8 ? 1 : 1_000_000;
  return fits === known && !(least < 19_000_101 * scale) && !(largest > 20_991_231 * scale + scale);
}

function dateDecision({ format, fits, by, shortYears }: DateFinding, known: number): Decision {
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

function numberDecision(
  name: string,
  evidence: ColumnEvidence,
  found: NumberFinding,
  file: FileEvidence,
  forced = false,
): Decision {
  const { known } = evidence;
  const ask = (problem: string, formats: readonly NumberFormat[]): Decision => ({
    ...text(problem),
    unclear: { problem, types: formats.map((format) => `number:${numberFormatText(format)}`), matters: 'always' },
  });
  if (found.mixedMarks) {
    const unit = found.format.unit;
    return ask('its numbers are written in two ways', [
      formatsOfMark(',', unit).groups,
      formatsOfMark('.', unit).groups,
    ]);
  }
  let { format } = found;
  let why = '';
  if (found.unclear) {
    const ways = formatsOfMark(found.unclear, format.unit);
    const example = `1${found.unclear}234`;
    const settled = settleMark(found.unclear, found.looksGrouped, file);
    if (!settled) return ask(`${example} may be 1234 or 1.234`, [ways.groups, ways.decimals]);
    format = settled.decimals ? ways.decimals : ways.groups;
    why = `${example} is ${settled.decimals ? '1.234' : '1234'}, for ${settled.because}`;
  } else if (found.decimal === null) format = asTheFile(evidence, format, file);
  const fits = cellsOf(evidence, format);
  if (fits < most * known && !forced) {
    const different = found.mixedUnits.map((unit) => unit || 'none').join(', ');
    const problem =
      found.mixedUnits.length > 0
        ? `its numbers have different units (${different})`
        : `${fits} of ${known} cells are numbers of one way of writing`;
    return text(problem, `${problem}, so it is read as text; ${settling(name, `number:${numberFormatText(format)}`)}`);
  }
  const because = [
    shareText(fits, known),
    units[format.unit] === '%' ? '45.3% is 45.3' : '',
    why,
    found.exponents > 0 ? `${cellsText(found.exponents)} with an exponent, as 1e5` : '',
  ];
  return {
    kind: { kind: 'number', format },
    because: because.filter((part) => part !== '').join('; '),
    settled: false,
    remark: countOf(name, evidence, found),
    isId: false,
  };
}

/** Of whole numbers the format whose decimal mark the file uses, so that decimals of another file are not taken for groups. */
function asTheFile(evidence: ColumnEvidence, format: NumberFormat, file: FileEvidence): NumberFormat {
  const wanted = provenMark(file);
  const { grouping } = conventions[format.convention]!;
  const convention = conventions.findIndex((one) => one.grouping === grouping && one.decimal === wanted);
  const other = { ...format, convention };
  return convention >= 0 && cellsOf(evidence, other) === cellsOf(evidence, format) ? other : format;
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

/** Signs of a telephone number: many a plus before it, or groups under a name that says so. */
function isPhone(name: string, { plusSigns, fits, format }: NumberFinding, known: number): boolean {
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
function countOf(name: string, { least, most: largest }: ColumnEvidence, { format }: NumberFinding): string {
  const isNamed = foldedWords(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2')).some((word) => dateWords.has(word));
  if (!isNamed || format.unit !== 0 || !(least <= largest)) return '';
  const within = (from: number, to: number) => least >= from && largest <= to;
  if (within(20_000, 80_000)) return `it may be days as Excel counts them; ${settling(name, 'date:excel')}`;
  if (within(3e8, 4e9)) return `it may be seconds since 1970; ${settling(name, 'date:epoch')}`;
  if (within(3e11, 4e12)) return `it may be milliseconds since 1970; ${settling(name, 'date:epoch-ms')}`;
  return within(19_000_101, 20_991_231) ? 'it may be days such as 20240131, but some are none' : '';
}

/** What to type where the column is that type, other cells being missing. */
function settling(name: string, type: string): string {
  return `to read what fits: --type ${shellWord(`${name}=${type}`)}`;
}

function shareText(fits: number, known: number): string {
  return fits === known ? 'every cell' : `${fits} of ${known} cells`;
}

function cellsText(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}
