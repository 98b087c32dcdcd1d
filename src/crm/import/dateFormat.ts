import { HandraiseError } from '../../errors.ts';
import { type CivilTime, civilText, dayText, isCivilTime } from '../../time/civilTime.ts';
import { readIso } from '../../time/isoDate.ts';
import { readEpoch } from './epoch.ts';

/**
 * Reads a date as Postgres will: `YYYY-MM-DD HH:mm:ss.ffffff`, followed by `+HH:MM` where the text says its offset and
 * by nothing where it is up to the session's zone; `YYYY-MM-DD` where no time of day is written; null for anything that is no such date.
 */
export type DateReader = (text: string) => string | null;

const parts = {
  YYYY: 'year',
  MM: 'month',
  DD: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
  SSS: 'microsecond',
} as const satisfies Record<string, keyof CivilTime>;

type Token = keyof typeof parts;
type Step = { readonly token: Token } | { readonly literal: string };

/**
 * The reader of a date format.
 *
 * Formats: none for ISO 8601 (a date, or a date and a time with or without an offset), `epoch` and `epoch-ms` for
 * seconds and milliseconds since 1970 UTC, else tokens YYYY MM DD HH mm ss SSS with anything but letters between them
 * (`T` may be). YYYY, MM and DD are needed. Numbers have their full width; one digit will do for MM, DD, HH, mm and ss
 * where the next character can't be taken for a digit of it.
 *
 * @example
 * dateReader('DD-MM-YYYY HH:mm')('22-04-2014 03:53'); // '2014-04-22 03:53:00.000000'
 * @throws HandraiseError `config` for a format that isn't one.
 */
export function dateReader(format: string | undefined): DateReader {
  if (format === undefined) return readIso;
  if (format === 'epoch') return (text) => readEpoch(text, 1_000_000);
  if (format === 'epoch-ms') return (text) => readEpoch(text, 1000);
  const steps = readFormat(format);
  const written = steps.some((step) => 'token' in step && step.token === 'HH') ? civilText : dayText;
  return (text) => {
    const time = match(steps, text);
    return time !== null && isCivilTime(time) ? written(time) : null;
  };
}

function readFormat(format: string): Step[] {
  const refuse = (why: string) =>
    new HandraiseError('config', `date format ${JSON.stringify(format)}: ${why}`, {
      hint: 'use YYYY MM DD HH mm ss SSS, such as DD-MM-YYYY HH:mm; or epoch, epoch-ms; or leave it out for ISO 8601',
    });
  const steps: Step[] = [];
  for (const [piece] of format.matchAll(/YYYY|MM|DD|HH|mm|ss|SSS|[\s\S]/g)) {
    if (isToken(piece)) steps.push({ token: piece });
    else if (/[0-9A-SU-Za-z]/.test(piece)) throw refuse(`${piece} means nothing in it`);
    else steps.push({ literal: piece });
  }
  const tokens = steps.flatMap((step) => ('token' in step ? [step.token] : []));
  for (const token of tokens)
    if (tokens.indexOf(token) !== tokens.lastIndexOf(token)) throw refuse(`${token} stands in it twice`);
  for (const token of ['YYYY', 'MM', 'DD'] as const)
    if (!tokens.includes(token)) throw refuse(`${token} is missing from it`);
  return steps;
}

function isToken(piece: string): piece is Token {
  return Object.hasOwn(parts, piece);
}

function match(steps: readonly Step[], text: string): CivilTime | null {
  const time = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, microsecond: 0 };
  let at = 0;
  for (const [index, step] of steps.entries()) {
    if ('literal' in step) {
      if (!text.startsWith(step.literal, at)) return null;
      at += step.literal.length;
      continue;
    }
    const { token } = step;
    const next = steps[index + 1];
    const shortest = token.length === 2 && (next === undefined || 'literal' in next) ? 1 : token.length;
    let end = at;
    while (end - at < token.length && isDigit(text.charCodeAt(end))) end++;
    if (end - at < shortest) return null;
    time[parts[token]] = Number(text.slice(at, end)) * (token === 'SSS' ? 1000 : 1);
    at = end;
  }
  return at === text.length ? time : null;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
