import type { Hands } from '../hands.ts';
import { emailKinds, machinesAmong } from '../machines.ts';
import type { PresetMapping } from '../preset.ts';
import { combined, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { type MarketoSource, mergedJoin, mergedLeads, ownerOf } from './source.ts';

type Sources = PresetMapping['source'];

/** By what a submission names its form: the form's id, else its name; undefined where forms have no name. */
function formKey(form: TableReader): string | undefined {
  if (!form.has('primary_attribute_value')) return undefined;
  const key = combined(
    'coalesce',
    form.filledText('primary_attribute_value_id'),
    form.filledText('primary_attribute_value'),
  );
  return key && `'marketo form ' || ${key}`;
}

/** Forms that were filled out. */
export function formCandidates({ form }: MarketoSource, sample: string) {
  const key = form && formKey(form);
  if (!form || !key) return undefined;
  const query = select({
    columns: {
      key,
      name: `max(${form.filledText('primary_attribute_value')})`,
      times: 'count(*)',
      contacts: `count(DISTINCT ${form.text('lead_id')})`,
    },
    from: `${form.from}${sample}`,
    where: [`${key} IS NOT NULL`, ...form.where],
    tail: 'GROUP BY 1',
  });
  return { what: 'form', query };
}

/** Submissions of the forms that raise a hand; without any forms, additions to opportunities. */
export function outcomeRelation(source: MarketoSource, hands: Hands | undefined): Sources['outcome'] {
  const { form, addToOpportunity } = source;
  const key = form && formKey(form);
  const statement = (table: TableReader, kind: string, joins: readonly string[]) => ({
    query: withCtes(
      mergedLeads(source),
      select({
        columns: { contact_id: ownerOf(table.text('lead_id')), occurred_at: table.instant('activity_date'), kind },
        from: table.from,
        joins: [...joins, mergedJoin(table.text('lead_id'))],
        where: table.where,
      }),
    ),
  });
  if (form && key && hands)
    return statement(form, 'raised.kind', [`JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${key}`]);
  return addToOpportunity && statement(addToOpportunity, `'opportunity'`, []);
}

/** What leads did, but for what raised a hand and for what Marketo marks as done by machines; and what was sent to them, which tells the rest of those. */
export function eventRelation(source: MarketoSource, hands: Hands | undefined): Sources['event'] {
  const { form, open, click, bounce, visit } = source;
  const judged = open !== undefined || click !== undefined;
  const sent = judged ? source.send : undefined;
  const told = {
    link: click?.text('link') && 'NULL::text',
    user_agent: (open?.text('user_agent') ?? click?.text('user_agent')) && 'NULL::text',
  };
  const key = form && hands && formKey(form);
  const events = (table: TableReader, kind: string, more: Partial<Parameters<typeof select>[0]> = {}) =>
    select({
      columns: {
        id: table.text('id'),
        contact_id: ownerOf(table.text('lead_id')),
        occurred_at: table.instant('activity_date'),
        kind,
        link: told.link && (table.text('link') ?? told.link),
        user_agent: told.user_agent && (table.text('user_agent') ?? told.user_agent),
      },
      from: table.from,
      joins: [...(more.joins ?? []), mergedJoin(table.text('lead_id'))],
      where: [
        ...(more.where ?? []),
        ...(table.has('is_bot_activity') ? [`${table.boolean('is_bot_activity')} IS NOT TRUE`] : []),
        ...table.where,
      ],
    });
  const selects = [
    ...(sent ? [events(sent, `'${emailKinds.sent}'`)] : []),
    ...(open ? [events(open, `'${emailKinds.opened}'`)] : []),
    ...(click ? [events(click, `'${emailKinds.clicked}'`)] : []),
    ...(bounce ? [events(bounce, `'email_bounced'`)] : []),
    ...(visit ? [events(visit, pageKind(visit))] : []),
    ...(form
      ? [
          events(
            form,
            formKind(form),
            key && hands
              ? {
                  joins: [`LEFT JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${key}`],
                  where: ['raised.key IS NULL'],
                }
              : {},
          ),
        ]
      : []),
  ];
  if (selects.length === 0) return undefined;
  const kinds = [
    ...(sent ? ['sent' as const] : []),
    ...(open ? ['opened' as const] : []),
    ...(click ? ['clicked' as const] : []),
  ];
  return {
    query: withCtes(mergedLeads(source), unionAll(selects)),
    ...(judged ? { machine: machinesAmong(told, kinds) } : {}),
  };
}

function pageKind(visit: TableReader): string {
  const address = combined('coalesce', visit.filledText('webpage_url'), visit.filledText('primary_attribute_value'));
  if (address === undefined) return `'page_view'`;
  return `CASE WHEN '/' || lower(${address}) LIKE ANY (ARRAY['%/pricing%', '%/prices%', '%/plans%']) THEN 'pricing_view' ELSE 'page_view' END`;
}

function formKind(form: TableReader): string {
  const name = form.text('primary_attribute_value');
  if (name === undefined) return `'form_submission'`;
  return `CASE WHEN lower(${name}) ~ 'download|white ?paper|e-?book|guide|report|checklist|template' THEN 'content_download'
    ELSE 'form_submission' END`;
}
