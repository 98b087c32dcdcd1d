import { HandraiseError } from '../../errors.ts';
import {
  conventions,
  decimalComma,
  decimalPoint,
  everyConvention,
  numberFlags,
  plainCode,
  scanMarked,
  scanNumber,
  unitOfCode,
} from './numberScan.ts';
import { units } from './numberUnits.ts';

/** One way of writing numbers: a convention, and the unit that stands beside them. */
export interface NumberFormat {
  /** Index in `conventions`. */
  readonly convention: number;
  /** Index in `units`; 0 for none. */
  readonly unit: number;
}

/** Numbers as programs write them: `-1234.5`, `1e5`. */
export const plainFormat: NumberFormat = { convention: 0, unit: 0 };

/**
 * The reader of numbers of one format: NaN for what is no finite number of it, infinity too. `45.3%` is 45.3.
 *
 * A cell without a unit is read where the format's is a currency; where it is per cent, 0.12 beside 12% would be something else.
 */
export function numberReader(format: NumberFormat): (text: string) => number {
  const bit = 1 << format.convention;
  const { grouping, decimal } = conventions[format.convention]!;
  return (text) => {
    const plain = plainCode(text);
    if (plain !== 0) {
      if ((plain & bit) === 0 || !fitsUnit(0, format.unit)) return Number.NaN;
      return finite(Number(grouping === '.' ? text.replaceAll('.', '') : text));
    }
    const found = scanMarked(text);
    if (found === null || (found.code & bit) === 0 || !fitsUnit(unitOfCode(found.code), format.unit)) return Number.NaN;
    if ((found.code & numberFlags.infinite) !== 0) return Number.NaN;
    const digits = grouping === '' ? found.body : found.body.replaceAll(grouping, '');
    const value = Number((decimal === ',' ? digits.replace(',', '.') : digits) + found.exponent);
    return finite(found.negative ? -value : value);
  };
}

/** Whether a cell of one unit is a number of a format with another. */
export function fitsUnit(found: number, wanted: number): boolean {
  return found === wanted || (found === 0 && units[wanted] !== '%');
}

// Zero has one form only.
const finite = (value: number) => (Number.isFinite(value) ? value + 0 : Number.NaN);

/** A format as people write it: a number of it, such as `1.234,5 €`. */
export function numberFormatText({ convention, unit }: NumberFormat): string {
  const { sample } = conventions[convention]!;
  const sign = units[unit]!;
  if (sign === '' || sign === '%') return sample + sign;
  return sign.endsWith('$') || sign === '£' ? sign + sample : `${sample} ${sign}`;
}

/**
 * The format of a number that is written in it.
 *
 * @throws HandraiseError `config` for a text that is no number, or one that two formats read differently, as `1,234`.
 */
export function numberFormatOf(text: string): NumberFormat {
  const code = scanNumber(text.trim());
  const fits = code & everyConvention;
  const ambiguous = fits !== everyConvention && (fits & decimalPoint) !== 0 && (fits & decimalComma) !== 0;
  if (fits === 0 || (code & numberFlags.infinite) !== 0 || ambiguous)
    throw new HandraiseError(
      'config',
      `number format ${JSON.stringify(text)} ${fits === 0 ? 'is no number' : 'can be read in two ways'}`,
      {
        hint: `write a number that shows both marks: ${conventions.map(({ sample }) => sample).join(' or ')}, with % or a currency`,
      },
    );
  return { convention: Math.log2(fits & -fits), unit: unitOfCode(code) };
}
