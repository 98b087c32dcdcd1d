import { HandraiseError } from '../errors.ts';

/**
 * The whole number that an option was given.
 *
 * @throws HandraiseError `usage` for anything else, or outside of [least, most].
 */
export function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new HandraiseError('usage', `--${name} ${value}: expected a whole number from ${least} to ${most}`);
}
