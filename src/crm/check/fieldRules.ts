import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import { keyLimit } from '../../config/keyLimit.ts';
import { notice } from '../../notice/notice.ts';
import { firstPlausible, lastPlausible } from '../plausible.ts';
import type { RowRule } from './rowRule.ts';

/** Instants that may lie ahead: what is planned, and spans that have not ended. */
const mayLieAhead = new Set(['opportunity.closedAt', 'suppression.since', 'suppression.until']);

/** What each field by itself may have wrong with it. */
export function fieldRules(entity: EntityName, fields: ReadonlySet<string>, now: RawBuilder<unknown>): RowRule[] {
  const rules: RowRule[] = [];
  for (const [field, { type, required }] of Object.entries(entityOf(entity).fields)) {
    if (!fields.has(field)) continue;
    const column = sql`s.${sql.id(columnOf(field))}`;
    if (required)
      rules.push({
        says: (found) => notice('field-missing', { ...found, field }),
        when: sql`${column} IS NULL`,
      });
    if (field === 'id' && (entity === 'contact' || entity === 'account'))
      rules.push({
        says: (found) => notice('id-too-long', { ...found, field, mostBytes: keyLimit }),
        when: sql`octet_length(${column}) > ${keyLimit}`,
      });
    if (type === 'instant') rules.push(...instantRules(entity, field, column, now));
    if (type === 'number') rules.push(...numberRules(field, column));
  }
  return rules;
}

function instantRules(
  entity: EntityName,
  field: string,
  column: RawBuilder<unknown>,
  now: RawBuilder<unknown>,
): RowRule[] {
  const ahead = mayLieAhead.has(`${entity}.${field}`);
  const rules: RowRule[] = [
    {
      says: (found) => notice('instant-infinite', { ...found, field, mayLieAhead: ahead }),
      when: ahead ? sql`${column} = '-infinity'` : sql`NOT isfinite(${column})`,
    },
    {
      says: (found) => notice('instant-too-early', { ...found, field, year: yearOf(firstPlausible) }),
      when: sql`(${column} < ${sql.lit(firstPlausible)} AND isfinite(${column}))`,
    },
  ];
  if (!ahead)
    rules.push(
      {
        says: (found) => notice('instant-in-future', { ...found, field }),
        when: sql`(${column} > ${now} AND ${column} < ${sql.lit(lastPlausible)})`,
      },
      {
        says: (found) => notice('instant-too-late', { ...found, field, year: yearOf(lastPlausible) }),
        when: sql`(${column} >= ${sql.lit(lastPlausible)} AND isfinite(${column}))`,
      },
    );
  return rules;
}

function yearOf(instant: string): string {
  return instant.slice(0, 4);
}

function numberRules(field: string, column: RawBuilder<unknown>): RowRule[] {
  return [
    {
      says: (found) => notice('number-not-finite', { ...found, field }),
      when: sql`${column} IN ('NaN', 'Infinity', '-Infinity')`,
    },
    {
      says: (found) => notice('number-negative', { ...found, field }),
      when: sql`${column} < 0 AND ${column} > '-Infinity'`,
    },
  ];
}
