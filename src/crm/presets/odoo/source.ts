import type { Landing } from '../preset.ts';
import { combined } from '../statement.ts';
import { type TableReader, tableReader } from '../tableReader.ts';
import { type TrackedField, trackedFields } from './trackedFields.ts';

const optionalNames = {
  industry: 'res_partner_industry',
  country: 'res_country',
  stage: 'crm_stage',
  utmSource: 'utm_source',
  utmMedium: 'utm_medium',
  utmCampaign: 'utm_campaign',
  modelData: 'ir_model_data',
  leadVisitor: 'crm_lead_website_visitor_rel',
  visitor: 'website_visitor',
  track: 'website_track',
  trace: 'mailing_trace',
  click: 'link_tracker_click',
  mailingContact: 'mailing_contact',
  subscription: 'mailing_subscription',
  mailBlacklist: 'mail_blacklist',
  phoneBlacklist: 'phone_blacklist',
  message: 'mail_message',
  activityType: 'mail_activity_type',
  tracking: 'mail_tracking_value',
  field: 'ir_model_fields',
  meeting: 'calendar_event',
  attendee: 'calendar_event_res_partner_rel',
} as const;

/** The usable tables of an Odoo; naive timestamps in them are UTC. */
export type OdooSource = {
  readonly partner: TableReader;
  readonly lead: TableReader;
  /** The company's own fields whose changes are tracked, and are read. */
  readonly own: readonly TrackedField[];
} & { readonly [Name in keyof typeof optionalNames]: TableReader | undefined };

/** What of Odoo's own schema can be read. */
export function odooSource(landing: Landing): OdooSource {
  const found = Object.entries(optionalNames).map(([name, table]) => [
    name,
    landing.has(table) ? tableReader(landing, table, table) : undefined,
  ]);
  return {
    partner: tableReader(landing, 'res_partner', 'partner'),
    lead: tableReader(landing, 'crm_lead', 'lead'),
    own: trackedFields(landing),
    ...(Object.fromEntries(found) as Record<keyof typeof optionalNames, TableReader | undefined>),
  };
}

/** An address as Odoo normalises it, else the one between `<` and `>`, in lower case; undefined without either column. */
export function normalizedEmail(table: TableReader, typed: string): string | undefined {
  const normalized = table.filledText('email_normalized');
  const text = table.text(typed);
  const plain = text && `nullif(lower(btrim(coalesce(substring(${text} FROM '<([^<>]+)>'), ${text}))), '')`;
  return combined('coalesce', normalized, plain);
}

/** A name that may be written in several languages: the English one, else any. */
export function nameOf(table: TableReader, column = 'name'): string | undefined {
  const value = table.value(column);
  if (value?.type !== 'jsonb') return table.filledText(column);
  return `coalesce(nullif(${value.sql} ->> 'en_US', ''), jsonb_path_query_first(${value.sql}, '$.*') #>> '{}')`;
}

/** Whether a record is not archived; `true` where nothing marks those that are. */
export function isActive(table: TableReader): string {
  return table.has('active') ? `${table.boolean('active')} IS NOT FALSE` : 'true';
}
