import { type RawBuilder, sql } from 'kysely';
import { columnOf, entityOf } from '../../config/entity.ts';
import { withEventIds } from './eventIds.ts';
import type { ImportPlan, PlannedField } from './importPlan.ts';

/** What the tables say where a value is missing that they need. */
const defaults: Readonly<Record<string, string>> = {
  'outcome.kind': 'outcome',
  'suppression.reason': 'suppressed',
  'suppression.channel': '',
};

/** Columns staged beside the line. */
export function stagedColumns(plan: ImportPlan): string[] {
  const columns = plan.fields.map(({ column }) => column);
  return plan.attributes.length > 0 ? [...columns, 'attributes'] : columns;
}

/** The staged rows in the types of the entity's table, as what may follow FROM. */
export function stagedRows(plan: ImportPlan, table: RawBuilder<unknown>): RawBuilder<unknown> {
  const absent = entityOf(plan.entity).key.filter((field) => field !== 'id' && !isPlanned(plan, field));
  const columns = [
    ...plan.fields.map((field) => sql`${stagedValue(plan, field)} AS ${sql.id(field.column)}`),
    ...absent.map((field) => sql`${sql.lit(defaultOf(plan, field) ?? null)}::text AS ${sql.id(columnOf(field))}`),
  ];
  if (plan.attributes.length > 0) columns.push(sql`attributes`);
  return sql`(SELECT line, ${sql.join(columns)} FROM ${table}) staged`;
}

/** {@link stagedRows}, with an id each where the entity's table needs one that the file doesn't have. */
export function identifiedRows(plan: ImportPlan, table: RawBuilder<unknown>): RawBuilder<unknown> {
  const rows = stagedRows(plan, table);
  if (plan.entity !== 'event') return rows;
  const columns = stagedColumns(plan);
  const others = columns.filter((column) => column !== 'id');
  return withEventIds(rows, others, (column) => columns.includes(column));
}

/** The key as rows are compared by it: texts by their bytes, which is fast and equally strict. */
export function comparedKey(plan: ImportPlan): RawBuilder<unknown> {
  const { key, fields } = entityOf(plan.entity);
  return sql.join(
    key.map((field) => {
      const column = sql.id(columnOf(field));
      return fields[field]?.type === 'instant' ? column : sql`${column} COLLATE "C"`;
    }),
  );
}

/** Replaces columns of `t` where they differ: rows that stay as they are need not be written again. */
export function replaceColumns(columns: readonly string[]): RawBuilder<unknown> {
  const names = columns.map((column) => sql.id(column));
  const before = sql.join(names.map((column) => sql`t.${column}`));
  const after = sql.join(names.map((column) => sql`excluded.${column}`));
  const update = sql.join(names.map((column) => sql`${column} = excluded.${column}`));
  return sql`UPDATE SET ${update} WHERE ROW(${before}) IS DISTINCT FROM ROW(${after})`;
}

/** Whether the file, or a constant, gives the field a value. */
export function isPlanned(plan: ImportPlan, field: string): boolean {
  return plan.fields.some((planned) => planned.field === field);
}

function stagedValue(plan: ImportPlan, field: PlannedField): RawBuilder<unknown> {
  const value = field.type === 'instant' ? sql`${sql.id(field.column)}::timestamptz` : sql`${sql.id(field.column)}`;
  const instead = defaultOf(plan, field.field);
  return instead === undefined ? value : sql`coalesce(${value}, ${sql.lit(instead)})`;
}

function defaultOf(plan: ImportPlan, field: string): string | undefined {
  return defaults[`${plan.entity}.${field}`];
}
