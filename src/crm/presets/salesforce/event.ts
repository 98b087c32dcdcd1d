import type { Hands } from '../hands.ts';
import type { PresetMapping } from '../preset.ts';
import { combined, derived, select, unionAll, withCtes } from '../statement.ts';
import { campaignResponses } from './responses.ts';
import { isCurrent, otherIds, type SalesforceSource } from './source.ts';
import type { SalesforceTable } from './table.ts';

/** What sales logged, and how people answered campaigns; undefined where there is neither. */
export function eventRelation(source: SalesforceSource, hands: Hands | undefined): PresetMapping['source']['event'] {
  const { task, event } = source;
  const responses = campaignResponses(source, hands);
  const selects = [
    ...(task ? [taskEvents(task)] : []),
    ...(event ? [meetings(event)] : []),
    ...(responses
      ? [
          `SELECT id, contact_id, occurred_at, ingested_at, kind, NULL::float8 AS value
FROM ${derived(responses, 'response')}
WHERE raised IS NULL`,
        ]
      : []),
  ];
  if (selects.length === 0) return undefined;
  return { query: withCtes(otherIds(source), unionAll(selects)) };
}

function taskEvents(task: SalesforceTable): string {
  const type = combined(
    'coalesce',
    task.filledText('type'),
    task.filledText('task_subtype'),
    task.filledText('subject'),
  );
  const seconds = task.number('call_duration_in_seconds');
  return logged(task, {
    at: ['completed_date_time', 'activity_date', 'created_date'],
    kind: type === undefined ? `'task'` : kindOf(type, 'task'),
    value: seconds && `${seconds} / 60.0`,
    where: task.has('is_closed') ? [task.flag('is_closed')] : [],
  });
}

function meetings(event: SalesforceTable): string {
  const type = combined('coalesce', event.filledText('type'), event.filledText('subject'));
  return logged(event, {
    at: ['start_date_time', 'activity_date_time', 'activity_date', 'created_date'],
    kind: type === undefined ? `'meeting'` : kindOf(type, 'meeting'),
    value: event.number('duration_in_minutes'),
    where: [],
  });
}

function logged(
  table: SalesforceTable,
  of: {
    readonly at: readonly string[];
    readonly kind: string;
    readonly value: string | undefined;
    readonly where: readonly string[];
  },
): string {
  const at = combined('coalesce', ...of.at.map((column) => table.instant(column)));
  return select({
    columns: {
      id: table.text('id'),
      contact_id: `coalesce(other_id.person_id, ${table.text('who_id')})`,
      occurred_at: at,
      ingested_at: combined('greatest', table.instant('created_date'), at),
      kind: of.kind,
      value: of.value ?? 'NULL::float8',
    },
    from: table.from,
    joins: [`LEFT JOIN other_id ON other_id.id = ${table.text('who_id')}`],
    where: [`${table.filledText('who_id')} IS NOT NULL`, ...isCurrent(table), ...of.where],
  });
}

function kindOf(type: string, otherwise: 'task' | 'meeting'): string {
  return `CASE
    WHEN lower(${type}) ~ 'chat' THEN 'chat_started'
    WHEN lower(${type}) ~ 'call' THEN 'call'
    WHEN lower(${type}) ~ 'e-?mail' THEN 'email'
    WHEN lower(${type}) ~ 'meeting|demo|visit' THEN 'meeting'
    ELSE '${otherwise}' END`;
}
