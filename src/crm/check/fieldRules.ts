import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import { keyLimit, longKeyRemedy } from '../../config/keyLimit.ts';
import { firstPlausible, lastPlausible } from '../plausible.ts';
import type { RowRule } from './rowRule.ts';

/** Instants that may lie ahead: what is planned, and spans that have not ended. */
const mayLieAhead = new Set(['opportunity.closedAt', 'suppression.since', 'suppression.until']);

/** What is made of a date before there was anything to record. */
const costsOfEarly: Readonly<Record<string, string>> = {
  'contact.createdAt': 'these contacts are left out and counted: they have no creation date',
  'account.createdAt': 'these accounts have no creation date',
  'event.occurredAt': 'they count as older than everything',
  'outcome.occurredAt': 'these contacts count as converted from the start',
  'opportunity.closedAt': 'these deals count as open',
  'suppression.until': 'these suppressions hold for good',
};

/** What each field by itself may have wrong with it. */
export function fieldRules(entity: EntityName, fields: ReadonlySet<string>, now: RawBuilder<unknown>): RowRule[] {
  const rules: RowRule[] = [];
  for (const [field, { type, required }] of Object.entries(entityOf(entity).fields)) {
    if (!fields.has(field)) continue;
    const column = sql`s.${sql.id(columnOf(field))}`;
    if (required)
      rules.push({
        severity: 'warning',
        problem: `${field} is missing`,
        cost: 'these rows are left out and counted',
        remedy: `fill it, or map ${field} onto a column that is always filled`,
        when: sql`${column} IS NULL`,
      });
    if (field === 'id' && (entity === 'contact' || entity === 'account'))
      rules.push({
        severity: 'error',
        problem: `${field} is longer than ${keyLimit} bytes`,
        cost: 'no ranking can hold them: train and score refuse the table',
        remedy: longKeyRemedy,
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
  const earlyCost = costsOfEarly[`${entity}.${field}`] ?? 'the date counts as it stands';
  const rules: RowRule[] = [
    {
      severity: 'warning',
      problem: `${field} is ${ahead ? 'minus infinity' : 'infinite'}, or beyond the years 1 to 9999`,
      cost: 'the row counts as older than everything, as undated, or as not there yet',
      remedy: 'give the date, or leave it empty',
      when: ahead ? sql`${column} = '-infinity'` : sql`NOT isfinite(${column})`,
    },
    {
      severity: 'warning',
      problem: `${field} lies before ${yearOf(firstPlausible)}, as 1970-01-01, 1900-01-01 and other placeholders for no date do`,
      cost: `history does not begin there; ${earlyCost}`,
      remedy: 'give the date, or leave it empty: map a SELECT with nullif',
      when: sql`(${column} < ${sql.lit(firstPlausible)} AND isfinite(${column}))`,
    },
  ];
  if (!ahead)
    rules.push(
      {
        severity: 'warning',
        problem: `${field} lies in the future`,
        cost: 'these rows are not used before then; other dates may be wrong by as much',
        remedy: 'look for a wrong zone, or swapped day and month',
        when: sql`(${column} > ${now} AND ${column} < ${sql.lit(lastPlausible)})`,
      },
      {
        severity: 'warning',
        problem: `${field} lies after ${yearOf(lastPlausible)}, as 9999-12-31 and other placeholders for never do`,
        cost: 'these rows are not used',
        remedy: 'give the date, or leave it empty: map a SELECT with nullif',
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
      severity: 'warning',
      problem: `${field} is NaN or infinite`,
      cost: 'these values count as missing',
      remedy: 'store NULL where there is no number',
      when: sql`${column} IN ('NaN', 'Infinity', '-Infinity')`,
    },
    {
      severity: 'info',
      problem: `${field} is negative`,
      cost: 'sums go down where such a value occurs',
      remedy: 'nothing, if refunds or corrections are meant',
      when: sql`${column} < 0 AND ${column} > '-Infinity'`,
    },
  ];
}
