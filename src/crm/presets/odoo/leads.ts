import type { Hands } from '../hands.ts';
import type { PresetMapping } from '../preset.ts';
import { type Ctes, combined, select, withCtes } from '../statement.ts';
import { trackedChanges } from './history.ts';
import { personCtes, personJoin } from './people.ts';
import { isActive, nameOf, type OdooSource } from './source.ts';

type Sources = PresetMapping['source'];

/** By what a lead came: whether a form of the website made it, and its source, medium and campaign. */
interface Origin {
  readonly ctes: Ctes;
  readonly joins: readonly string[];
  readonly key: string;
  readonly name: string;
}

/**
 * A form of the website makes a lead with the medium "Website" unless a campaign brought another, and links it to the
 * visitor.
 *
 * Source: odoo/odoo, addons/website_crm/models/crm_lead.py and controllers/website_form.py.
 */
function originOf(source: OdooSource): Origin | undefined {
  const { lead, utmSource, utmMedium, utmCampaign, modelData, leadVisitor } = source;
  const ids = {
    source: lead.filledText('source_id'),
    medium: lead.filledText('medium_id'),
    campaign: lead.filledText('campaign_id'),
  };
  const tables = { source: utmSource, medium: utmMedium, campaign: utmCampaign };
  const parts = (['source', 'medium', 'campaign'] as const).flatMap((part) => {
    const [id, table] = [ids[part], tables[part]];
    return id && table ? [{ part, id, table }] : [];
  });
  const byMedium = [
    ...(ids.medium && utmMedium ? [`lower(${nameOf(utmMedium)}) = 'website'`] : []),
    ...(ids.medium && modelData ? [`${ids.medium} = website_medium.id`] : []),
  ];
  const marks = [...byMedium, ...(leadVisitor ? ['by_visitor.lead_id IS NOT NULL'] : [])];
  if (parts.length === 0 && marks.length === 0) return undefined;
  const isForm = marks.length === 0 ? 'false' : `coalesce(${marks.join(' OR ')}, false)`;
  const campaignName = utmCampaign && (nameOf(utmCampaign, 'title') ?? nameOf(utmCampaign));
  const nameOfPart = {
    source: utmSource && nameOf(utmSource),
    medium: utmMedium && nameOf(utmMedium),
    campaign: campaignName,
  };
  return {
    ctes: {
      ...(leadVisitor
        ? { by_visitor: `SELECT ${leadVisitor.text('crm_lead_id')} AS lead_id\nFROM ${leadVisitor.from}\nGROUP BY 1` }
        : {}),
      ...(ids.medium && modelData
        ? {
            website_medium: `SELECT min(${modelData.text('res_id')}) AS id
FROM ${modelData.from}
WHERE ${modelData.text('module')} = 'utm' AND ${modelData.text('name')} = 'utm_medium_website'`,
          }
        : {}),
    },
    joins: [
      ...parts.map(({ id, table }) => `LEFT JOIN ${table.from} ON ${table.text('id')} = ${id}`),
      ...(leadVisitor ? [`LEFT JOIN by_visitor ON by_visitor.lead_id = ${lead.text('id')}`] : []),
      ...(ids.medium && modelData ? ['CROSS JOIN website_medium'] : []),
    ],
    key: `concat_ws(' ', 'lead', CASE WHEN ${isForm} THEN 'form' END${parts
      .map(({ part, id }) => `, '${part} ' || ${id}`)
      .join('')})`,
    name: `concat_ws(' · ', CASE WHEN ${isForm} THEN 'Contact form of the website' ELSE 'Leads' END${parts
      .map(({ part }) =>
        part === 'medium' ? `, CASE WHEN NOT ${isForm} THEN ${nameOfPart[part]} END` : `, ${nameOfPart[part]}`,
      )
      .join('')})`,
  };
}

/** Ways by which leads came. */
export function leadCandidates(source: OdooSource, sample: string) {
  const origin = originOf(source);
  if (!origin) return undefined;
  const { lead } = source;
  const query = select({
    columns: {
      key: origin.key,
      name: `max(${origin.name})`,
      times: 'count(*)',
      contacts: `count(DISTINCT coalesce(${[lead.filledText('partner_id'), lead.email('email_from'), lead.text('id')].filter((id) => id !== undefined).join(', ')}))`,
    },
    from: `${lead.from}${sample}`,
    joins: origin.joins,
    tail: 'GROUP BY 1',
  });
  return { what: 'lead origin', query: withCtes(origin.ctes, query) };
}

/** Leads that came by a way that raises a hand; without any ways, opportunities. */
export function outcomeRelation(source: OdooSource, hands: Hands | undefined): NonNullable<Sources['outcome']> {
  const { lead } = source;
  const origin = originOf(source);
  const joinPerson = personJoin('crm.lead', lead.text('id'));
  if (origin && hands)
    return {
      query: withCtes(
        { ...personCtes(source), ...origin.ctes },
        select({
          columns: {
            contact_id: 'document.person_id',
            occurred_at: lead.instantFrom('create_date'),
            kind: 'raised.kind',
          },
          from: lead.from,
          joins: [
            joinPerson,
            ...origin.joins,
            `JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${origin.key}`,
          ],
        }),
      ),
    };
  return {
    query: withCtes(
      personCtes(source),
      select({
        columns: { contact_id: 'document.person_id', occurred_at: openedAt(source), kind: `'opportunity'` },
        from: lead.from,
        joins: [joinPerson],
        where: [`${lead.text('type')} = 'opportunity'`],
      }),
    ),
  };
}

/** When a lead became an opportunity, else when it came. */
function openedAt({ lead }: OdooSource): string {
  return combined('coalesce', lead.instantFrom('date_conversion'), lead.instantFrom('create_date'))!;
}

/**
 * Opportunities: won in a stage that wins or at a probability of 100; lost once archived, unless they were won and still
 * are at 100. The probability of one that was lost says nothing: Odoo may have reckoned it again.
 *
 * Source: odoo/odoo, addons/crm/models/crm_lead.py: `action_set_won`, `action_set_lost`, `toggle_active`.
 */
export function opportunityRelation(source: OdooSource): NonNullable<Sources['opportunity']> {
  const { partner, lead, stage } = source;
  const stageId = stage?.has('is_won') ? lead.filledText('stage_id') : undefined;
  const probability = lead.number('probability');
  const wins = [
    ...(stageId && stage ? [stage.flag('is_won')] : []),
    ...(probability ? [`coalesce(${probability} >= 100, false)`] : []),
  ];
  const won = wins.length === 0 ? 'false' : `(${wins.join(' OR ')})`;
  const wonForGood = wins.length === 0 ? 'false' : `(${wins.join(' AND ')})`;
  const archived = lead.has('active') ? `NOT (${isActive(lead)})` : undefined;
  const archiving = archived && archivingOf(source);
  const dated = combined(
    'coalesce',
    lead.instant('date_closed'),
    archiving && `CASE WHEN ${archived} THEN archiving.at END`,
    lead.instant('date_last_stage_update'),
    openedAt(source),
  );
  const closed = archived ? `(${won} OR ${archived})` : won;
  const partnerId = lead.filledText('partner_id');
  const company = partnerId && partner.filledText('commercial_partner_id');
  return {
    query: withCtes(
      { ...personCtes(source), ...(archiving ? { archiving } : {}) },
      select({
        columns: {
          id: lead.text('id'),
          account_id: company && `coalesce(${company}, ${partnerId})`,
          contact_id: 'document.person_id',
          created_at: openedAt(source),
          closed_at: `CASE WHEN ${closed} THEN greatest(${dated}, ${openedAt(source)}) END`,
          won: `CASE WHEN ${closed} THEN ${archived ? `CASE WHEN ${archived} THEN ${wonForGood} ELSE ${won} END` : won} END`,
        },
        from: lead.from,
        joins: [
          `LEFT ${personJoin('crm.lead', lead.text('id'))}`,
          ...(archiving ? [`LEFT JOIN archiving ON archiving.lead_id = ${lead.text('id')}`] : []),
          ...(company ? [`LEFT JOIN ${partner.from} ON ${partner.text('id')} = ${partnerId}`] : []),
          ...(stageId && stage ? [`LEFT JOIN ${stage.from} ON ${stage.text('id')} = ${stageId}`] : []),
        ],
        where: [`${lead.text('type')} = 'opportunity'`],
      }),
    ),
  };
}

/** When leads were last archived, as tracked: versions 14 and 15 lose the closing date of one that is marked as lost. */
function archivingOf(source: OdooSource): string | undefined {
  const changes = trackedChanges(source);
  if (!changes) return undefined;
  const { message, field, tracking } = changes;
  return select({
    columns: { lead_id: message.text('res_id'), at: `max(${message.instant('date')})` },
    from: changes.from,
    joins: changes.joins,
    where: [
      `${message.text('model')} = 'crm.lead'`,
      `${field.text('name')} = 'active'`,
      `${tracking.number('new_value_integer')} = 0`,
    ],
    tail: 'GROUP BY 1',
  });
}
