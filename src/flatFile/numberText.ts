const withPoint = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const withComma = /^[+-]?\d+,\d+$/;

/** How the numbers of a column are written. */
export type DecimalMark = 'point' | 'comma';

/** The finite number that a cell is, else NaN. @param text without blanks around it. */
export function numberOf(text: string, mark: DecimalMark): number {
  const plain = mark === 'comma' && withComma.test(text) ? text.replace(',', '.') : text;
  const value = withPoint.test(plain) ? Number(plain) : Number.NaN;
  // Zero has one form only.
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether a cell has a decimal comma. */
export function hasDecimalComma(text: string): boolean {
  return withComma.test(text);
}
