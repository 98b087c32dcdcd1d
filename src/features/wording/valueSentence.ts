import { integer } from '../../text/format.ts';
import type { Feature, Phrases } from '../feature.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';

/**
 * One value of a feature in plain words.
 *
 * @param value null (or NaN) for missing.
 * @example valueSentence(feature, 4) // '4 e-mail opens in the last 30 days'
 */
export function valueSentence(feature: Pick<Feature, 'unit' | 'phrases'>, value: number | string | null): string {
  const { phrases, unit } = feature;
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return phrases.missing;
  if (typeof value === 'string') return fill(phrases.many, unit === 'kind' ? labelOfKind(value).one : value);
  const shown = rounded(value, unit);
  return fill(phrases[formOf(shown, unit)], valueText(shown, unit));
}

function formOf(shown: number, unit: string): keyof Phrases {
  if (shown < 0) return 'negative';
  if (shown === 0) return 'zero';
  return shown === 1 && unit !== 'log ratio' ? 'one' : 'many';
}

/** Days that are not over do not count; amounts keep their cents, other fractions four significant digits. */
function rounded(value: number, unit: string): number {
  if (unit === 'days') return Math.floor(value);
  if (unit !== 'amount') return Number.isInteger(value) ? value : Number(value.toPrecision(4));
  const cents = Math.round(value * 100);
  return Number.isSafeInteger(cents) ? cents / 100 : value;
}

/** A number as people read it: thousands set off, a share in per cent. */
function valueText(shown: number, unit: string): string {
  if (unit === 'share') return shown > 0 && shown < 0.005 ? 'less than 1%' : `${Math.round(shown * 100)}%`;
  if (unit === 'times' || unit === 'ratio') return String(Number(shown.toPrecision(2)));
  // What an attribute counts is not known: four digits may be a year.
  const isSetOff = Number.isSafeInteger(shown) && Math.abs(shown) >= (unit === 'number' ? 10_000 : 1000);
  return isSetOff && unit !== 'amount' && unit !== '' ? integer(shown) : String(shown);
}

function fill(phrase: string, value: string): string {
  return phrase.split('{value}').join(value);
}
