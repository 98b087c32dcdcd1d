import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf } from '../../config/entity.ts';
import { keyLimit, longKeyRemedy } from '../../config/keyLimit.ts';
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
  const rules: RowRule[] = [];
  if (!mayLieAhead.has(`${entity}.${field}`))
    rules.push({
      severity: 'warning',
      problem: `${field} lies in the future`,
      cost: 'these rows are not used before then; other dates may be wrong by as much',
      remedy: 'look for a wrong zone, swapped day and month, or placeholder dates',
      when: sql`${column} > ${now}`,
    });
  rules.push({
    severity: 'warning',
    problem: `${field} is minus infinity`,
    cost: 'the row counts as older than everything, or as undated',
    remedy: 'give the date, or leave it empty',
    when: sql`${column} = '-infinity'`,
  });
  return rules;
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
