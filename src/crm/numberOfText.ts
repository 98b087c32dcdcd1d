import { type RawBuilder, sql } from 'kysely';
import { numberFormatOf } from './import/numberFormat.ts';
import { conventions, type NumberConvention } from './import/numberScan.ts';
import { spellingsOf, units } from './import/numberUnits.ts';
import { plainNumberPattern } from './import/plainNumber.ts';

/**
 * A text as float8, NULL where it is no number of the format; what it does is `numberReader` in the words of the database, save that amounts
 * in parentheses are no numbers.
 *
 * @param format a number as people write it, such as `1.234,5 €`; by default as programs do, `1234.5`.
 * @throws HandraiseError `config` for a format that is no number, or can be read in two ways.
 */
export function numberOfText(text: RawBuilder<unknown>, format?: string): RawBuilder<unknown> {
  const trimmed = sql`btrim(${text}, E' \t\r\n\u00a0')`;
  if (format === undefined) return plainNumber(trimmed);
  const { convention: at, unit } = numberFormatOf(format);
  const { sample, grouping, decimal } = conventions[at]!;
  const signed = sql`replace(${trimmed}, E'\u2212', '-')`;
  const bare = unit === 0 ? signed : withoutUnit(signed, unit);
  const digits = sql`translate(${bare}, ${sql.lit(charactersOf(grouping))}, '')`;
  const plain = decimal === ',' ? sql`replace(${digits}, ',', '.')` : digits;
  const shaped = sql`${bare} ~ ${sql.lit(patternOf(grouping, decimal, sample.startsWith('12,')))}`;
  const marked = units[unit] === '%' ? sql` AND right(${signed}, 1) = '%'` : sql``;
  return sql`CASE WHEN ${shaped}${marked} THEN ${plain}::float8 END`;
}

/** A text as programs write numbers. */
export function plainNumber(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN ${text} ~ ${sql.lit(plainNumberPattern)} THEN ${text}::float8 END`;
}

function withoutUnit(text: RawBuilder<unknown>, unit: number): RawBuilder<unknown> {
  const any = spellingsOf(unit)
    .map((one) => one.replaceAll(/[$.]/g, '\\$&'))
    .join('|');
  return sql`regexp_replace(${text}, ${sql.lit(`^([-+]?)\\s*(?:${any})\\s*([-+]?)(?=[0-9])|\\s*(?:${any})$`)}, '\\1\\2', 'i')`;
}

function patternOf(grouping: NumberConvention['grouping'], decimal: '.' | ',', isIndian: boolean): string {
  const mark = `[${charactersOf(grouping)}]`;
  const inGroups = isIndian ? `[0-9]{1,2}(${mark}[0-9]{2})*${mark}[0-9]{3}` : `[0-9]{1,3}(${mark}[0-9]{3})+`;
  return `^[-+]?((${grouping === '' ? '' : `${inGroups}|`}[0-9]{1,30})([${decimal}][0-9]{0,30})?|[${decimal}][0-9]{1,30})([eE][-+]?[0-9]{1,2})?$`;
}

function charactersOf(grouping: NumberConvention['grouping']): string {
  if (grouping === ' ') return ' \u00a0\u2009\u202f';
  return grouping === "'" ? "'\u2019" : grouping;
}
