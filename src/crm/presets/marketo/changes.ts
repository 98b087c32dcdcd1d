import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { saysYes } from '../sqlValue.ts';
import { type Ctes, select, withCtes } from '../statement.ts';
import { required } from '../tableReader.ts';
import { leadAttributes } from './attributes.ts';
import { type MarketoSource, mergedJoin, presentLeads } from './source.ts';

/** A name without anything but letters and digits, in lower case: Marketo writes `leadStatus`, Fivetran `lead_status`. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/**
 * SELECT of lead_id, id, name, at, old_value, new_value: changes of some columns of leads, as the log has them.
 *
 * A field is told by its name in Marketo's interface (`lead_describe.restname`), else by the one that people see.
 */
export function changesOf(source: MarketoSource, columns: readonly string[]): string | undefined {
  const { change, describe } = source;
  if (!change || columns.length === 0) return undefined;
  const shown = change.text('primary_attribute_value');
  const fieldId = describe && change.text('primary_attribute_value_id');
  const called = fieldId ? `coalesce(${describe.text('restname')}, ${shown})` : shown;
  const rows = columns.map(
    (column) => `(${literalSql(plain(column))}, ${literalSql(column)}, ${isFlag(source, column)})`,
  );
  const value = (column: string) => {
    const text = change.filledText(column);
    // The log writes 1 and 0 where the lead has true and false.
    return `CASE WHEN attribute.is_flag THEN ${saysYes(text ?? 'NULL')}::text ELSE ${text} END`;
  };
  return select({
    columns: {
      lead_id: change.text('lead_id'),
      id: change.text('id'),
      name: 'attribute.name',
      at: change.instant('activity_date'),
      old_value: value('old_value'),
      new_value: value('new_value'),
    },
    from: change.from,
    joins: [
      ...(fieldId ? [`LEFT JOIN ${describe.from} ON ${describe.text('id')} = ${fieldId}`] : []),
      `JOIN (VALUES ${rows.join(', ')}) AS attribute (key, name, is_flag)
  ON attribute.key = lower(regexp_replace(${called}, '[^A-Za-z0-9]', '', 'g'))`,
      mergedJoin(change.text('lead_id')),
    ],
    // What was written of a lead before it was merged away was not known of the one that is left.
    where: ['merged.id IS NULL', ...change.where],
  });
}

function isFlag({ lead }: MarketoSource, column: string): boolean {
  return lead.value(column)?.type === 'boolean';
}

/**
 * Values over time: what a value was before its first change, what every change made of it, and what never changed.
 *
 * Of a lead that was there before the log begins, nothing is known before the log begins.
 */
export function attributeHistoryRelation(source: MarketoSource): PresetMapping['source']['attributeHistory'] {
  const { lead, change } = source;
  const names = Object.entries(leadAttributes(source)).flatMap(([name, { availability }]) =>
    availability === 'history' ? [name] : [],
  );
  const changes = changesOf(source, names);
  if (!change || changes === undefined) return undefined;
  const ctes: Ctes = {
    ...presentLeads(source),
    log: `SELECT min(${change.instant('activity_date')}) AS begins_at\nFROM ${change.from}`,
    value_change: `SELECT lead_id, name, at, old_value, new_value,
  row_number() OVER (PARTITION BY lead_id, name ORDER BY at, id) AS number
FROM (
${changes}
) AS changes`,
    today: select({
      columns: {
        lead_id: required(lead.text('id')),
        since: `greatest(${lead.instant('created_at')}, log.begins_at)`,
        name: `unnest(ARRAY[${names.map((name) => `${literalSql(name)}::text`).join(', ')}])`,
        value: `unnest(ARRAY[${names.map((name) => `${lead.filledText(name) === undefined ? 'NULL' : `nullif(${lead.text(name)}, '')`}::text`).join(', ')}])`,
      },
      from: lead.from,
      joins: [`JOIN person ON person.id = ${lead.text('id')}`, 'CROSS JOIN log'],
    }),
  };
  return {
    query: withCtes(
      ctes,
      `SELECT 'contact' AS entity, today.lead_id AS entity_id, today.name,
  CASE WHEN first_change.lead_id IS NULL THEN today.value ELSE first_change.old_value END AS value,
  today.since AS valid_from
FROM today
LEFT JOIN value_change AS first_change
  ON first_change.lead_id = today.lead_id AND first_change.name = today.name AND first_change.number = 1
WHERE CASE WHEN first_change.lead_id IS NULL THEN today.value ELSE first_change.old_value END IS NOT NULL
  AND (first_change.lead_id IS NULL OR first_change.at > today.since)
UNION ALL
SELECT 'contact', lead_id, name, new_value, at
FROM value_change
JOIN person ON person.id = value_change.lead_id`,
    ),
  };
}
