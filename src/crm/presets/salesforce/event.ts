import { sql } from 'kysely';
import { firstOf, greatestOf, type LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { campaignResponses } from './responses.ts';
import { isCurrent, otherIds, type SalesforceSource } from './source.ts';

/** What sales logged, and how people answered campaigns; undefined where there is neither. */
export function eventRelation(source: SalesforceSource): PresetMapping['source']['event'] {
  const { task, event } = source;
  const responses = campaignResponses(source);
  const selects = [
    ...(task ? [taskEvents(task)] : []),
    ...(event ? [meetings(event)] : []),
    ...(responses
      ? [
          sql`SELECT id, contact_id, occurred_at, ingested_at, kind, NULL::float8 AS value
FROM (${responses}) AS response WHERE kind IS DISTINCT FROM 'demo request'`,
        ]
      : []),
  ];
  if (selects.length === 0) return undefined;
  return { query: queryText(sql`${withSelects(otherIds(source))}${unionAll(selects)}`) };
}

function taskEvents(task: LandedTable): Sql {
  const done = task.has('is_closed') ? sql` AND ${task.flag('is_closed')}` : sql``;
  const type = firstOf(task.filledText('type'), task.filledText('task_subtype'), task.filledText('subject'));
  const seconds = task.number('call_duration_in_seconds');
  return logged(task, {
    at: ['completed_date_time', 'activity_date', 'created_date'],
    kind: type === undefined ? sql`'task'` : kindOf(type, 'task'),
    value: seconds && sql`${seconds} / 60`,
    where: done,
  });
}

function meetings(event: LandedTable): Sql {
  const type = firstOf(event.filledText('type'), event.filledText('subject'));
  return logged(event, {
    at: ['start_date_time', 'activity_date_time', 'activity_date', 'created_date'],
    kind: type === undefined ? sql`'meeting'` : kindOf(type, 'meeting'),
    value: event.number('duration_in_minutes'),
    where: sql``,
  });
}

function logged(
  table: LandedTable,
  of: { readonly at: readonly string[]; readonly kind: Sql; readonly value: Sql | undefined; readonly where: Sql },
): Sql {
  const over = firstOf(...of.at.map((column) => table.instantOver(column)));
  return sql`SELECT ${outputs({
    id: table.text('id'),
    contact_id: sql`coalesce(other_id.person_id, ${table.text('who_id')})`,
    occurred_at: firstOf(...of.at.map((column) => table.instant(column))),
    ingested_at: greatestOf(table.instant('created_date'), over),
    kind: of.kind,
    value: of.value ?? sql`NULL::float8`,
  })}
FROM ${table.from}
LEFT JOIN other_id ON other_id.id = ${table.text('who_id')}
WHERE ${table.filledText('who_id')} IS NOT NULL AND ${isCurrent(table)}${of.where}`;
}

function kindOf(type: Sql, otherwise: string): Sql {
  return sql`CASE
    WHEN lower(${type}) ~ 'chat' THEN 'chat_started'
    WHEN lower(${type}) ~ 'call' THEN 'call'
    WHEN lower(${type}) ~ 'e-?mail' THEN 'email'
    WHEN lower(${type}) ~ 'meeting|demo|visit' THEN 'meeting'
    ELSE ${sql.lit(otherwise)} END`;
}
