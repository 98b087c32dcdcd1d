import { literalSql } from '../identifier.ts';
import type { Landing } from '../preset.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { unsplit } from './spellings.ts';
import { type SalesforceTable, salesforceTable } from './table.ts';

/** What Salesforce writes down of the fields that it tracks: which changed, from what to what, and when. */
export interface FieldChanges {
  readonly table: SalesforceTable;
  /** Column that names whose field changed. */
  readonly owner: string;
  /** Fields of which there are changes, as they are written there. */
  readonly fields: ReadonlySet<string>;
  /** Columns of the table whose fields changed, as it writes them. */
  readonly columns: ReadonlySet<string>;
  /** How it writes one of them. */
  written(column: string): string;
}

/** Table → the one that holds changes of its fields, and its column that names whose. */
const changesOfTable: Readonly<Record<string, { readonly name: string; readonly owner: string }>> = {
  contact: { name: 'contact_history', owner: 'contact_id' },
  lead: { name: 'lead_history', owner: 'lead_id' },
  account: { name: 'account_history', owner: 'account_id' },
};

const columns = ['field', 'old_value', 'new_value', 'created_date'];

function changeTable(landing: Landing, of: string) {
  const changes = changesOfTable[of];
  const table = changes && salesforceTable(landing, changes.name, ['id', changes.owner, ...columns]);
  return changes && table ? { table, owner: changes.owner } : undefined;
}

/** Whether there is a table that may hold changes of another's fields. */
export function keepsChanges(landing: Landing, name: string): boolean {
  return changeTable(landing, name) !== undefined;
}

const question = (table: string) => `changes of ${table}`;

/** Which fields there are changes of. A field whose values are not written down, such as a long text, is of no use. */
export function changeQuestions(landing: Landing): Record<string, string> {
  return Object.fromEntries(
    Object.keys(changesOfTable).flatMap((name) => {
      const changes = changeTable(landing, name);
      if (!changes) return [];
      const { table } = changes;
      const query = select({
        columns: { field: table.text('field') },
        from: table.from,
        where: table.where,
        tail: `GROUP BY 1
HAVING NOT bool_or(${table.text('old_value')} IS NULL AND ${table.text('new_value')} IS NULL)`,
      });
      return [[question(name), query]];
    }),
  );
}

/** The changes of fields of a table; undefined where none are kept. */
export function fieldChanges(landing: Landing, name: string): FieldChanges | undefined {
  const changes = changeTable(landing, name);
  const fields = landing.answer(question(name));
  if (!changes || !fields || fields.length === 0) return undefined;
  return {
    ...changes,
    fields: new Set(fields.map(({ field }) => String(field))),
    columns: new Set(landing.columns(name).map(unsplit)),
    written: (column) => unsplit(landing.written(name, column)),
  };
}

/**
 * The name under which changes of a column are written: `LeadSource` for `lead_source`, `Tier__c` for `tier_c`; undefined
 * where none is, or where another column is meant, or may be: `A_B__c` and `AB__c` are two fields.
 */
export function changedField(changes: FieldChanges | undefined, column: string): string | undefined {
  if (!changes) return undefined;
  const key = (name: string) => name.replaceAll('_', '').toLowerCase();
  const alike = [...changes.fields].filter((field) => key(field) === key(column));
  const exact = alike.find((field) => columnsOf(field).includes(changes.written(column)));
  if (exact !== undefined) return exact;
  const others = alike.filter((field) => !columnsOf(field).some((written) => changes.columns.has(written)));
  return others.length === 1 ? others[0] : undefined;
}

/** How connectors write the name of a field at the least: as it is, or small with single underscores. */
function columnsOf(field: string): readonly string[] {
  return [field, field.replaceAll(/_+/g, '_').toLowerCase()];
}

/**
 * SELECT of id, name, value, valid_from: what fields of a table were over time, from their changes and their values of
 * today.
 *
 * A field's first value is the one before its first change, or today's where it never changed. It is known from the
 * creation of its row on, but not before the first change of that field in any row: nobody knows since when Salesforce
 * was told to track it.
 *
 * @param of name of an attribute → its column, each one of which there are changes
 */
export function changeRows(table: TableReader, changes: FieldChanges, of: Readonly<Record<string, string>>): string {
  const history = changes.table;
  const pairs = Object.entries(of).map(
    ([name, column]) => `(${literalSql(changedField(changes, column)!)}, ${literalSql(name)})`,
  );
  const names = Object.keys(of).map((name) => `${literalSql(name)}::text`);
  const values = Object.values(of).map((column) => `${table.text(column) ?? 'NULL'}::text`);
  const at = required(history.instant('created_date'));
  const created = table.instant('created_date');
  const known = created === undefined ? 'since.since' : 'greatest(today.created_at, since.since)';
  const change = select({
    columns: {
      id: history.text(changes.owner),
      name: 'tracked.name',
      valid_from: at,
      before: `max(${history.text('old_value')})`,
      value: `max(${history.text('new_value')})`,
    },
    from: history.from,
    joins: [`JOIN (VALUES ${pairs.join(', ')}) AS tracked (field, name) ON tracked.field = ${history.text('field')}`],
    where: history.where,
    tail: 'GROUP BY 1, 2, 3',
  });
  const today = `SELECT ${table.text('id')} AS id, ${created ?? 'NULL::timestamptz'} AS created_at,
  unnest(ARRAY[${names.join(', ')}]) AS name, unnest(ARRAY[${values.join(', ')}]) AS value
FROM ${table.from}`;
  const first = `SELECT today.id, today.name,
  CASE WHEN first_change.id IS NULL THEN today.value ELSE first_change.before END AS value, ${known} AS valid_from
FROM ${derived(today, 'today')}
JOIN since ON since.name = today.name
LEFT JOIN first_change ON first_change.id = today.id AND first_change.name = today.name
WHERE first_change.id IS NULL OR first_change.valid_from > ${known}`;
  const ctes = {
    change,
    since: 'SELECT name, min(valid_from) AS since\nFROM change\nGROUP BY name',
    first_change:
      'SELECT DISTINCT ON (id, name) id, name, valid_from, before\nFROM change\nORDER BY id, name, valid_from',
  };
  const initial = `SELECT id, name, value, valid_from\nFROM ${derived(first, 'first_value')}\nWHERE value IS NOT NULL`;
  return withCtes(ctes, unionAll([initial, 'SELECT id, name, value, valid_from\nFROM change']));
}
