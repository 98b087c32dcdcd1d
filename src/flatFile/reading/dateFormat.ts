import { readEpoch } from '../../crm/import/epoch.ts';
import { HandraiseError } from '../../errors.ts';
import { type DateOrder, dateOrders, instantOf, writtenDate } from './writtenDate.ts';

/** How the dates of a column are written: as text of a shape and order, or as a count of something. */
export type DateFormat =
  | { readonly shape: string; readonly order: DateOrder }
  | { readonly count: 'epoch' | 'epoch-ms' | 'excel' };

/** Days from the first of Excel's, as every file since 1900-03-01 counts them, to 1970. */
const excelDaysTo1970 = 25_569;
/** Excel counts a 29 February 1900 that never was. */
const excelFrom = 61;
const excelTo = 2_958_465;

/** The reader of dates of a format: microseconds since 1970 (UTC; a date alone is its midnight), NaN for anything else. */
export function instantReader(format: DateFormat): (text: string) => number {
  if ('count' in format) return countReader(format.count);
  const { shape, order } = format;
  const bit = 1 << dateOrders.indexOf(order);
  return (text) => {
    const date = writtenDate(text);
    return date && date.shape === shape && (date.orders & bit) !== 0 ? instantOf(date, order) : Number.NaN;
  };
}

function countReader(count: 'epoch' | 'epoch-ms' | 'excel'): (text: string) => number {
  if (count === 'excel')
    return (text) => {
      const days = /^\d{1,7}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
      return days >= excelFrom && days <= excelTo
        ? Math.round((days - excelDaysTo1970) * 86_400_000) * 1000
        : Number.NaN;
    };
  const perUnit = count === 'epoch' ? 1_000_000 : 1000;
  return (text) => (readEpoch(text, perUnit) === null ? Number.NaN : Math.round(Number(text) * perUnit));
}

/** A format as people write it, such as `DD/MM/YYYY`. */
export function dateFormatText(format: DateFormat): string {
  if ('count' in format) return format.count;
  const { shape, order } = format;
  const [, year, mark = ''] = /^(first|short|last)(.)$/.exec(shape) ?? [];
  if (year === undefined) return shape;
  const parts = { Y: year === 'short' ? 'YY' : 'YYYY', M: 'MM', D: 'DD' } as const;
  return [...order].map((part) => parts[part as keyof typeof parts]).join(mark);
}

const token = 'Y{4}|YY|M{1,4}|D{1,2}';
const written = new RegExp(`^(${token})([^A-Za-z]*)(${token})([^A-Za-z]*)(${token})(?:[T\\s].*|HHmmss)?$`);

/**
 * The format that a text describes: YYYY or YY, MM or MMM for a name, DD, in the order and with the marks of the column; `epoch`,
 * `epoch-ms`, `excel`. A time of day is read wherever there is one, so what the text says of it does not matter.
 *
 * @throws HandraiseError `config` for a text that describes none.
 */
export function dateFormatOf(text: string): DateFormat {
  if (text === 'epoch' || text === 'epoch-ms' || text === 'excel') return { count: text };
  if (text === 'ISO') return { shape: 'first-', order: 'YMD' };
  const [, a = '', mark = '', b = '', second = '', c = ''] = written.exec(text) ?? [];
  const order = dateOrders.find((one) => one === `${a[0]}${b[0]}${c[0]}`);
  const year = [a, b, c].find((part) => part.startsWith('Y'));
  const isNamed = [a, b, c].some((part) => part.startsWith('MMM'));
  const refused = order === undefined || (!isNamed && mark !== second) || (year === 'YY' && order === 'YMD' && isNamed);
  if (
    refused ||
    (!isNamed && mark !== '' && !/^[-/. ]$/.test(mark)) ||
    (mark === '' && !isNamed && (order !== 'YMD' || year === 'YY'))
  )
    throw new HandraiseError('config', `date format ${JSON.stringify(text)} is not known`, {
      hint: 'such as YYYY-MM-DD, DD/MM/YYYY, MM/DD/YYYY, DD.MM.YY, DD MMM YYYY, YYYYMMDD, epoch, epoch-ms or excel',
    });
  if (isNamed) return { shape: [a, b, c].map((part) => canonical(part)).join(' '), order };
  if (mark === '') return { shape: text.endsWith('HHmmss') ? 'YYYYMMDDHHmmss' : 'YYYYMMDD', order };
  return { shape: `${order === 'YMD' && year === 'YYYY' ? 'first' : year === 'YY' ? 'short' : 'last'}${mark}`, order };
}

function canonical(part: string): string {
  return part.startsWith('M') ? 'MMM' : part.startsWith('D') ? 'DD' : part;
}
