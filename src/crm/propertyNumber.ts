import { type RawBuilder, sql } from 'kysely';
import type { EventProperty } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { numberOfText, plainNumber } from './numberOfText.ts';
import { numberTypes } from './numberTypes.ts';
import type { ProbedRelation } from './probedRelation.ts';
import { columnOfProperty, propertyValue } from './propertyValue.ts';

/** Beyond it a number of an event is taken as missing. */
const largest = 1e11;

/**
 * The value of a property of events that is a number, as float8; NULL for what is no number, is not finite or lies beyond 1e11. Numbers of JSON
 * are read as JSON writes them, texts by the format that the property declares.
 *
 * @throws HandraiseError `data` as `propertyValue`, and for a column that holds neither numbers nor texts; `config` for a format that is none.
 */
export function propertyNumber(probed: ProbedRelation, name: string, declared: EventProperty): RawBuilder<unknown> {
  const number = read(probed, name, declared);
  return sql`(CASE WHEN abs(${number}) <= ${sql.lit(largest)} THEN ${number} END)`;
}

/** The text of a property of which something is there but no number that is used; NULL elsewhere. */
export function unreadableProperty(probed: ProbedRelation, name: string, declared: EventProperty): RawBuilder<unknown> {
  const text = propertyValue(probed, name, declared);
  return sql`CASE WHEN ${text} ~ '\\S' AND ${propertyNumber(probed, name, declared)} IS NULL THEN ${text} END`;
}

function read(probed: ProbedRelation, name: string, declared: EventProperty): RawBuilder<unknown> {
  const text = propertyValue(probed, name, declared);
  const column = columnOfProperty(probed, name, declared)!;
  const type = probed.columns.get(column) ?? 'unknown';
  const { path, numberFormat } = declared;
  if (path) {
    const kind = sql.raw(type === 'jsonb' ? 'jsonb_typeof' : 'json_typeof');
    const keys = sql`ARRAY[${sql.join(path.map((key) => sql.lit(key)))}]::text[]`;
    return sql`CASE ${kind}(${sql.id('source', column)} #> ${keys}) WHEN 'number' THEN ${plainNumber(text)} WHEN 'string' THEN ${numberOfText(text, numberFormat)} END`;
  }
  if (numberTypes.has(type)) return sql`${sql.id('source', column)}::float8`;
  if (type === 'text' || type.startsWith('character')) return numberOfText(text, numberFormat);
  throw new HandraiseError(
    'data',
    `event.properties.${name}: expected column ${column} of ${probed.title} to be a number or text, found ${type}`,
    { hint: 'map a SELECT that casts it, instead of the table' },
  );
}
