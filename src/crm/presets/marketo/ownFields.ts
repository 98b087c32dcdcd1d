import { type FieldBudget, fieldBudget, uncountedBudget } from '../fieldBudget.ts';
import { fieldCountsOf, fieldCountsQuery } from '../fieldCounts.ts';
import type { Landing } from '../preset.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

/**
 * Names of the fields that every Marketo has, as columns: any other is the company's own.
 *
 * Source: fivetran/dbt_marketo, macros/staging/get_lead_columns.sql; elastic/dbt-sources,
 * models/stage/stg_marketo/stg_marketo__lead.sql.
 */
const standard = new RegExp(
  `^(${[
    'id|email|phone|fax|title|company|site|website|address|address_lead|city|state|state_code|country|country_code',
    'postal_code|salutation|first_name|middle_name|last_name|date_of_birth|gender|department|industry|rating|cookies',
    'annual_revenue|number_of_employees|sic_code|main_phone|mobile_phone|contact_company|company_notes|anonymous_ip',
    'created_at|updated_at|lead_(source|status|score|role|person|partition_id)|is_(lead|anonymous|partner|customer_portal)',
    'do_not_call(_reason)?|unsubscribed(_reason)?|email_(invalid|suspended)(_at|_cause)?|black_listed(_cause)?',
    'is_email_bounced|email_bounced_(date|reason)|marketing_suspended(_cause|_reason)?|priority|urgency',
    'relative_(score|urgency)|photo_url|acquisition_(program_id|date)|external_(company|sales_person)_id|year_started',
    '(billing|inferred|mkto|original|registration|sfdc|person|facebook|twitter|linked_in|synd|utm|last|record|currency)_.*',
    '_(fivetran|dbt)_.*',
  ].join('|')})$`,
);

function ownNames(lead: TableReader): readonly string[] {
  return lead.columns.filter((column) => !standard.test(column) && !lead.isInstant(column));
}

const question = 'own fields of leads';

/** What has to be known of the company's own fields: how each is filled. */
export function ownFieldQuestions(landing: Landing, how: 'sample' | 'whole'): Record<string, string> {
  const lead = tableReader(landing, 'lead', 'lead');
  const names = ownNames(lead);
  // Without the log of changes they are not read.
  if (names.length === 0 || !landing.has('activity_change_data_value')) return {};
  const values = Object.fromEntries(names.map((name) => [name, lead.text(name)!]));
  return { [question]: fieldCountsQuery(landing, 'lead', 'lead', values, how) };
}

/** The company's own fields that are read. */
export function ownFields(landing: Landing, lead: TableReader): FieldBudget {
  const answers = landing.answer(question);
  if (!answers) return uncountedBudget(landing.has('activity_change_data_value') ? ownNames(lead) : []);
  return fieldBudget(fieldCountsOf(answers), (name) => lead.isNumber(name));
}
