import type { Landing } from '../preset.ts';
import { tableReader } from '../tableReader.ts';

/** A field of the company's own whose changes Odoo writes down. */
export interface TrackedField {
  readonly model: 'res.partner' | 'crm.lead';
  readonly name: string;
  /** Which columns of `mail_tracking_value` hold it. */
  readonly kind: 'char' | 'integer' | 'boolean' | 'float' | 'text';
}

const question = 'tracked fields';
const mostOwn = 40;

/** By Odoo's type of a field; dates and lists of records are not read. */
const kinds: Readonly<Record<string, TrackedField['kind']>> = {
  char: 'char',
  selection: 'char',
  many2one: 'char',
  integer: 'integer',
  boolean: 'boolean',
  float: 'float',
  monetary: 'float',
  text: 'text',
};

/** What has to be known of the data: which of the company's own fields have changes, most often changed first. */
export function trackedFieldsQuestion(landing: Landing): Record<string, string> {
  if (!landing.has('mail_tracking_value') || !landing.has('ir_model_fields')) return {};
  const tracking = tableReader(landing, 'mail_tracking_value', 'tracking');
  const field = tableReader(landing, 'ir_model_fields', 'field');
  const fieldId = tracking.text('field_id');
  const [type, state] = [field.text('ttype'), field.text('state')];
  if (!type || !state) return {};
  return {
    [question]: `SELECT ${field.text('model')} AS model, ${field.text('name')} AS name, ${type} AS type
FROM ${tracking.from}
JOIN ${field.from} ON ${field.text('id')} = ${fieldId}
WHERE ${state} = 'manual'
  AND ${field.text('model')} IN ('res.partner', 'crm.lead')
GROUP BY 1, 2, 3
ORDER BY count(*) DESC, 2, 1`,
  };
}

/** The own fields that are read: those changed most often, each name once. */
export function trackedFields(landing: Landing): readonly TrackedField[] {
  const found = new Map<string, TrackedField>();
  for (const { model, name, type } of landing.answer(question) ?? []) {
    const kind = kinds[String(type)];
    if (kind === undefined || found.has(String(name)) || found.size >= mostOwn) continue;
    found.set(String(name), { model: model === 'crm.lead' ? 'crm.lead' : 'res.partner', name: String(name), kind });
  }
  return [...found.values()];
}
