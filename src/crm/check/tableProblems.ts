import { type EntityName, entityOf } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { dayBound } from '../instantValue.ts';
import { columnOfField } from '../probe.ts';
import type { Measured } from './measure.ts';
import type { Readable } from './readable.ts';

/** Without these there is nobody to rank, or nothing to learn from. */
const needed: ReadonlySet<EntityName> = new Set(['contact', 'outcome']);

/** What is wrong with an entity that has no rows, or (`table` null) is neither mapped nor imported. */
export function emptyTable(entity: EntityName, table: string | null): Finding[] {
  if (table !== null) return [notice(needed.has(entity) ? 'needed-table-empty' : 'table-empty', { entity, table })];
  if (needed.has(entity)) return [notice('needed-entity-absent', { entity })];
  return entity === 'event' ? [notice('events-absent', { entity })] : [];
}

/** What can be said of a table as a whole. */
export function tableProblems(readable: Readable, measured: Measured, accounts: Readable | null): Finding[] {
  const { entity, fields, probed } = readable;
  const problems: Finding[] = [];
  const ofType = (type: string) =>
    [...fields].filter(
      (field) =>
        entityOf(entity).fields[field]?.type === 'instant' &&
        probed.columns.get(columnOfField(probed, field) ?? '') === type,
    );
  const [naive, days] = [ofType('timestamp without time zone'), ofType('date')];
  const { zone = '' } = probed.relation;
  if (naive.length > 0) problems.push(notice('zone-declared', { entity, fields: naive, zone }));
  for (const field of days)
    problems.push(notice('days-without-time', { entity, field, bound: dayBound(probed, field), zone }));
  if (entity === 'contact' && (fields.has('accountId') || fields.has('currentAccountId')) && !accounts)
    problems.push(notice('accounts-absent', { entity }));
  if ((entity === 'event' || entity === 'outcome') && !measured.spans.some(({ field }) => field === 'ingestedAt'))
    problems.push(notice('arrival-unknown', { entity }));
  return problems;
}
