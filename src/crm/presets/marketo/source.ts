import type { FieldBudget } from '../fieldBudget.ts';
import { mergeChain } from '../mergeChain.ts';
import type { Landing } from '../preset.ts';
import { type Ctes, select, unionAll } from '../statement.ts';
import { type TableReader, tableReader } from '../tableReader.ts';
import { ownFields } from './ownFields.ts';

/** The usable tables of a Marketo that Fivetran loaded. */
export interface MarketoSource {
  readonly lead: TableReader;
  readonly describe: TableReader | undefined;
  readonly mergedLead: TableReader | undefined;
  readonly mergeLeads: TableReader | undefined;
  readonly deleteLead: TableReader | undefined;
  readonly change: TableReader | undefined;
  readonly unsubscribe: TableReader | undefined;
  readonly form: TableReader | undefined;
  readonly send: TableReader | undefined;
  readonly open: TableReader | undefined;
  readonly click: TableReader | undefined;
  readonly bounce: TableReader | undefined;
  readonly visit: TableReader | undefined;
  readonly addToOpportunity: TableReader | undefined;
  /** The company's own fields that are read. */
  readonly own: FieldBudget;
}

/** What of a landing schema can be read. */
export function marketoSource(landing: Landing): MarketoSource {
  const table = (name: string, alias: string) => (landing.has(name) ? tableReader(landing, name, alias) : undefined);
  const lead = tableReader(landing, 'lead', 'lead');
  return {
    lead,
    describe: table('lead_describe', 'field'),
    mergedLead: table('merged_lead', 'merged_lead'),
    mergeLeads: table('activity_merge_leads', 'merging'),
    deleteLead: table('activity_delete_lead', 'deletion'),
    change: table('activity_change_data_value', 'change'),
    unsubscribe: table('activity_unsubscribe_email', 'unsubscription'),
    form: table('activity_fill_out_form', 'form'),
    send: table('activity_send_email', 'sending'),
    open: table('activity_open_email', 'opening'),
    click: table('activity_click_email', 'click'),
    bounce: table('activity_email_bounced', 'bounce'),
    visit: table('activity_visit_webpage', 'visit'),
    addToOpportunity: table('activity_add_to_opportunity', 'addition'),
    own: ownFields(landing, lead),
  };
}

/** SELECTs up to `merged (id, kept)`: leads that were merged away, and the one each is now. */
export function mergedLeads({ mergedLead, mergeLeads }: MarketoSource): Ctes {
  const pairs: string[] = [];
  if (mergedLead)
    pairs.push(
      select({
        columns: { id: mergedLead.text('merged_lead'), kept: mergedLead.text('into_lead') },
        from: mergedLead.from,
        where: mergedLead.where,
      }),
    );
  if (mergeLeads)
    pairs.push(
      select({
        columns: { id: 'part.id', kept: mergeLeads.text('lead_id') },
        from: mergeLeads.from,
        // `[1286861]`, or several with commas between them.
        joins: [
          `CROSS JOIN LATERAL unnest(string_to_array(regexp_replace(${mergeLeads.text('merge_ids')}, '[^0-9]+', ' ', 'g'), ' ')) AS part (id)`,
        ],
        where: [`part.id <> ''`, ...mergeLeads.where],
      }),
    );
  return mergeChain(pairs.length === 0 ? undefined : unionAll(pairs));
}

/** The lead an id stands for, beside {@link mergedJoin}. */
export function ownerOf(id: string | undefined): string {
  return `coalesce(merged.kept, ${id})`;
}

export function mergedJoin(id: string | undefined): string {
  return `LEFT JOIN merged ON merged.id = ${id}`;
}

/** SELECTs up to `person (id)`: leads that are there, neither merged into another nor deleted. */
export function presentLeads(source: MarketoSource): Ctes {
  const { lead, deleteLead } = source;
  const gone = deleteLead
    ? `SELECT ${deleteLead.text('lead_id')} AS id\nFROM ${deleteLead.from}\nGROUP BY 1`
    : undefined;
  return {
    ...mergedLeads(source),
    ...(gone ? { deleted: gone } : {}),
    person: select({
      columns: { id: lead.text('id') },
      from: lead.from,
      joins: [mergedJoin(lead.text('id')), ...(gone ? [`LEFT JOIN deleted ON deleted.id = ${lead.text('id')}`] : [])],
      where: ['merged.id IS NULL', ...(gone ? ['deleted.id IS NULL'] : []), ...lead.where],
    }),
  };
}
