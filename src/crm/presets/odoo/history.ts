import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { personCtes, personJoin } from './people.ts';
import { nameOf, type OdooSource } from './source.ts';
import type { TrackedField } from './trackedFields.ts';

type Sources = PresetMapping['source'];
type Attributes = NonNullable<NonNullable<Sources['contact']>['attributes']>;

/** Where Odoo writes changes down, joined: what follows FROM, and the id of the field that changed. */
export function trackedChanges({ tracking, message, field }: OdooSource) {
  const fieldId = tracking?.text('field_id');
  if (!tracking || !message || !field || !fieldId) return undefined;
  return {
    tracking,
    message,
    field,
    from: tracking.from,
    joins: [
      `JOIN ${message.from} ON ${message.text('id')} = ${tracking.text('mail_message_id')}`,
      `JOIN ${field.from} ON ${field.text('id')} = ${fieldId}`,
    ],
  };
}

function readFields(source: OdooSource): readonly (TrackedField & { readonly attribute: string })[] {
  if (trackedChanges(source) === undefined) return [];
  const stage = source.lead.has('stage_id')
    ? [{ model: 'crm.lead', name: 'stage_id', kind: 'char', attribute: 'lead_stage' } as const]
    : [];
  return [...stage, ...source.own.map((field) => ({ ...field, attribute: field.name }))];
}

/** Attributes of people that are read from tracked changes. */
export function historyAttributes(source: OdooSource): Attributes {
  return Object.fromEntries(
    readFields(source).map(({ attribute, kind, name }) => [
      attribute,
      {
        type: kind === 'integer' || kind === 'float' ? 'number' : 'category',
        availability: 'history',
        ...(name === 'stage_id' ? { meaning: 'stage of the lead' } : {}),
      },
    ]),
  );
}

/**
 * Values over time: what a value was before its first tracked change, from the day the record came, and what every
 * change made of it; the stage of today where it never changed. Of several leads of a person the last change counts.
 */
export function attributeHistoryRelation(source: OdooSource): Sources['attributeHistory'] {
  const changes = trackedChanges(source);
  const fields = readFields(source);
  if (!changes || fields.length === 0) return undefined;
  const { tracking, message, field } = changes;
  const rows = fields.map(
    ({ model, name, attribute, kind }) => `(${[model, name, attribute, kind].map(literalSql).join(', ')})`,
  );
  const change = select({
    columns: {
      model: message.text('model'),
      res_id: message.text('res_id'),
      name: 'attribute.attribute',
      at: message.instant('date'),
      id: tracking.text('id') ?? tracking.text('mail_message_id'),
      old_value: trackedValue(tracking, 'old'),
      new_value: trackedValue(tracking, 'new'),
    },
    from: changes.from,
    joins: [
      ...changes.joins,
      `JOIN (VALUES ${rows.join(', ')}) AS attribute (model, name, attribute, kind)
  ON attribute.model = ${field.text('model')} AND attribute.name = ${field.text('name')}`,
    ],
  });
  const selects = [
    `SELECT 'contact' AS entity, document.person_id AS entity_id, change.name, change.new_value AS value, change.at AS valid_from
FROM change
JOIN document ON document.model = change.model AND document.res_id = change.res_id`,
    `SELECT 'contact', document.person_id, change.name, change.old_value, document.created_at
FROM change
JOIN document ON document.model = change.model AND document.res_id = change.res_id
WHERE change.number = 1 AND change.old_value IS NOT NULL AND document.created_at < change.at`,
    ...unchangedStages(source),
  ];
  const ctes = {
    ...personCtes(source),
    change: `SELECT model, res_id, name, at, old_value, new_value,
  row_number() OVER (PARTITION BY model, res_id, name ORDER BY at, id) AS number
FROM (
${change}
) AS tracked`,
    staged: `SELECT res_id AS lead_id, count(*) FILTER (WHERE model = 'crm.lead' AND name = 'lead_stage') AS times
FROM change
GROUP BY res_id`,
  };
  return { query: withCtes(ctes, unionAll(selects)) };
}

function trackedValue(tracking: TableReader, when: 'old' | 'new'): string {
  const text = (kind: string) => tracking.text(`${when}_value_${kind}`) ?? 'NULL';
  // Until version 16, amounts of money have columns of their own.
  return `CASE attribute.kind
    WHEN 'integer' THEN ${text('integer')}
    WHEN 'boolean' THEN (${tracking.number(`${when}_value_integer`)} = 1)::text
    WHEN 'float' THEN coalesce(${text('float')}, ${text('monetary')})
    WHEN 'text' THEN nullif(${text('text')}, '')
    ELSE nullif(${text('char')}, '') END`;
}

function unchangedStages({ lead, stage }: OdooSource): readonly string[] {
  const stageId = stage && lead.filledText('stage_id');
  if (!stageId) return [];
  return [
    select({
      columns: {
        entity: `'contact'`,
        entity_id: 'document.person_id',
        name: `'lead_stage'`,
        value: nameOf(stage),
        valid_from: 'document.created_at',
      },
      from: lead.from,
      joins: [
        personJoin('crm.lead', lead.text('id')),
        `JOIN ${stage.from} ON ${stage.text('id')} = ${stageId}`,
        `LEFT JOIN staged ON staged.lead_id = ${lead.text('id')}`,
      ],
      where: ['coalesce(staged.times, 0) = 0'],
    }),
  ];
}
