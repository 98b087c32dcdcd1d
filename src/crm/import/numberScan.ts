import { unitOf, unitPattern } from './numberUnits.ts';

/** How numbers are written: what stands between groups of digits, and before decimals. */
export interface NumberConvention {
  readonly grouping: '' | ',' | '.' | ' ' | "'";
  readonly decimal: '.' | ',';
  /** A number written so. */
  readonly sample: string;
}

/** All conventions; a cell that fits several is a number of each. Groups are of three digits, or as in India of two and at last three. */
export const conventions: readonly NumberConvention[] = [
  { grouping: '', decimal: '.', sample: '1234.5' },
  { grouping: '', decimal: ',', sample: '1234,5' },
  { grouping: ',', decimal: '.', sample: '1,234.5' },
  { grouping: ',', decimal: '.', sample: '12,34,567.8' },
  { grouping: '.', decimal: ',', sample: '1.234,5' },
  { grouping: ' ', decimal: ',', sample: '1 234,5' },
  { grouping: ' ', decimal: '.', sample: '1 234.5' },
  { grouping: "'", decimal: '.', sample: "1'234.5" },
  { grouping: "'", decimal: ',', sample: "1'234,5" },
];

const indian = 3;

const bitsWhere = (holds: (convention: NumberConvention) => boolean) =>
  conventions.reduce((bits, convention, at) => bits | (holds(convention) ? 1 << at : 0), 0);

/** Conventions as bits: all of them, and those of each decimal mark. */
export const everyConvention: number = bitsWhere(() => true);
export const decimalPoint: number = bitsWhere(({ decimal }) => decimal === '.');
export const decimalComma: number = bitsWhere(({ decimal }) => decimal === ',');
const pointGroups = bitsWhere(({ grouping }) => grouping === '.');
const commaGroups = bitsWhere(({ grouping }) => grouping === ',');
const pointOrGroup = decimalPoint | pointGroups;

/** The mark of a cell such as `1.234` or `100,000`, after which decimals may follow or a group; null for any other. */
export function unclearMark(code: number): '.' | ',' | null {
  const fits = code & everyConvention;
  if (fits === everyConvention) return null;
  if ((fits & decimalPoint) === decimalPoint && (fits & pointGroups) !== 0) return '.';
  return (fits & decimalComma) === decimalComma && (fits & commaGroups) !== 0 ? ',' : null;
}

/** What else is known of a cell, as bits beside those of the conventions. */
export const numberFlags = {
  leadingZero: 1 << 9,
  /** A whole number that float64 would round. */
  beyondExact: 1 << 10,
  exponent: 1 << 11,
  infinite: 1 << 12,
  /** Four digits or more without a mark. */
  longBare: 1 << 13,
  plusSign: 1 << 14,
  /** Digits, an E and digits, as codes have them; programs write an exponent with a sign, or behind decimals. */
  codeLike: 1 << 15,
} as const;

/** Bits of the unit start here. */
const unitShift = 16;
const longest = 64;

const sign = '[+\\-\u2212]';
const affixed = new RegExp(
  `^(\\()?\\s*(${sign})?\\s*(${unitPattern})?\\s*(${sign})?\\s*(\\d[\\d.,'\u2019 \u00a0\u2009\u202f]*|[.,]\\d+)([eE][+-]?\\d{1,3})?\\s*(${sign})?\\s*(${unitPattern})?\\s*(\\))?$`,
  'i',
);
/** The same of what has no more than digits, marks and a minus, which is quicker to see. */
const digitsAndMarks = /^(-)?(\d[\d.,'\u2019 \u00a0\u2009\u202f]*|[.,]\d+)$/;
/** A currency before the parentheses of an amount below zero. */
const unitBeforeParentheses = new RegExp(`^(${unitPattern})\\s*\\((.*)\\)$`, 'i');
/** What exports put before a cell that a spreadsheet might take for a formula. */
const againstFormulas = new RegExp(`^'(?=${sign})`);
const infinity = /^[+\-\u2212]?(?:inf|infinity|\u221e)$/i;

/** A number as it is written: its parts, and what it fits. */
export interface ScannedNumber {
  /** See {@link scanNumber}. */
  readonly code: number;
  readonly negative: boolean;
  /** Digits and marks, blanks and apostrophes each of one kind. */
  readonly body: string;
  readonly exponent: string;
}

/**
 * What a text is as a number: bits of the conventions it fits, its {@link numberFlags} and, from the 17th bit on, the number of its
 * unit; 0 where it is no number.
 *
 * @param text without blanks around it.
 */
export function scanNumber(text: string): number {
  return plainCode(text) || (scanMarked(text)?.code ?? 0);
}

/** The unit of what {@link scanNumber} gave. */
export function unitOfCode(code: number): number {
  return code >> unitShift;
}

/** The code of digits with at most a minus or plus and one point; 0 for anything else. */
export function plainCode(text: string): number {
  const { length } = text;
  const first = text.charCodeAt(0);
  const from = first === 45 || first === 43 ? 1 : 0;
  let point = -1;
  for (let at = from; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if (code !== 46 || point >= 0) return 0;
    point = at;
  }
  const before = (point < 0 ? length : point) - from;
  const after = point < 0 ? 0 : length - point - 1;
  if (before + after === 0) return 0;
  const plus = first === 43 ? numberFlags.plusSign : 0;
  const zero = text.charCodeAt(from) === 48;
  if (point >= 0) return (after === 3 && before > 0 && before < 4 && !zero ? pointOrGroup : decimalPoint) | plus;
  return everyConvention | plus | wholeFlags(text, before, zero);
}

function wholeFlags(text: string, digits: number, zeroFirst: boolean): number {
  return (
    (zeroFirst && digits > 1 ? numberFlags.leadingZero : 0) |
    (digits > 15 && !Number.isSafeInteger(Number(text)) ? numberFlags.beyondExact : 0) |
    (digits > 3 ? numberFlags.longBare : 0)
  );
}

/** A number with marks, a unit, an exponent or a sign of its own kind; null for anything else. */
export function scanMarked(text: string): ScannedNumber | null {
  if (text.length > longest) return null;
  const simple = digitsAndMarks.exec(text);
  if (simple) return scanned(simple[1] === '-', simple[2]!, '', 0);
  const found = affixed.exec(text.replace(againstFormulas, '').replace(unitBeforeParentheses, '($1$2)'));
  if (!found)
    return infinity.test(text)
      ? { code: everyConvention | numberFlags.infinite, negative: false, body: '', exponent: '' }
      : null;
  const [, open, sign1, before, sign2, written = '', exponent = '', sign3, after, close] = found;
  const signs = [sign1, sign2, sign3].filter((one) => one !== undefined);
  if (signs.length + Number(open !== undefined) > 1 || (open === undefined) !== (close === undefined)) return null;
  if (before !== undefined && after !== undefined) return null;
  const negative = open !== undefined || (signs[0] !== undefined && signs[0] !== '+');
  const others = (unitOf(before) || unitOf(after)) << unitShift;
  return scanned(negative, written, exponent, others | (signs[0] === '+' ? numberFlags.plusSign : 0));
}

function scanned(negative: boolean, written: string, exponent: string, others: number): ScannedNumber | null {
  const body = written
    .trimEnd()
    .replaceAll(/[\u00a0\u2009\u202f]/g, ' ')
    .replaceAll('\u2019', "'");
  const fits = exponent === '' ? fitsOf(body) : exponentFits(body);
  if (fits === 0) return null;
  const flags = exponent === '' ? flagsOf(body) : numberFlags.exponent | codeFlag(body, exponent);
  return { code: fits | flags | others, negative, body, exponent };
}

function codeFlag(body: string, exponent: string): number {
  const bare = /^\d+$/.test(body) && /^[eE]\d/.test(exponent);
  return bare && (body.length > 1 || exponent.startsWith('E')) ? numberFlags.codeLike : 0;
}

function flagsOf(body: string): number {
  if (/^\d+$/.test(body)) return wholeFlags(body, body.length, body.startsWith('0'));
  return body.length > 16 && isRounded(body) ? numberFlags.beyondExact : 0;
}

/** The conventions of digits with marks between them. */
function fitsOf(body: string): number {
  const groups = body.split(/[^\d]/);
  const marks = body.replaceAll(/\d+/g, '');
  if (marks.length !== groups.length - 1) return 0;
  const last = marks.at(-1);
  let fits = 0;
  for (const [at, { grouping, decimal }] of conventions.entries()) {
    const hasDecimals = last === decimal && grouping !== decimal;
    const whole = hasDecimals ? groups.slice(0, -1) : groups;
    const fraction = hasDecimals ? groups.at(-1)! : '0';
    const between = hasDecimals ? marks.slice(0, -1) : marks;
    if (fraction === '' && (decimal === ',' || whole[0] === '')) continue;
    if (whole.length === 1 ? whole[0] !== '' || hasDecimals : isGrouped(whole, between, grouping, at === indian))
      fits |= 1 << at;
  }
  return fits;
}

function isGrouped(groups: readonly string[], marks: string, grouping: string, twos: boolean): boolean {
  const [first = ''] = groups;
  if (grouping === '' || first === '' || first.startsWith('0') || first.length > (twos ? 2 : 3)) return false;
  const { length } = groups;
  for (let at = 1; at < length; at++)
    if (marks[at - 1] !== grouping || groups[at]!.length !== (twos && at < length - 1 ? 2 : 3)) return false;
  return true;
}

/** An exponent follows digits without groups. */
function exponentFits(body: string): number {
  const fits = fitsOf(body);
  return fits === everyConvention ? fits : (fits & 1) * decimalPoint + ((fits >> 1) & 1) * decimalComma;
}

/** Whether groups make a whole number that float64 rounds. */
function isRounded(body: string): boolean {
  const digits = body.replaceAll(/\D/g, '');
  const groups = body.split(/\D/);
  return (
    digits.length > 15 && groups.slice(1).every(({ length }) => length === 3) && !Number.isSafeInteger(Number(digits))
  );
}
