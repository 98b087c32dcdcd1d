import type { PresetMapping } from '../preset.ts';
import { combined, select, unionAll, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { personCtes, personJoin } from './people.ts';
import { isActive, nameOf, type OdooSource } from './source.ts';

/** What people did, and what sales did with them. */
export function eventRelation(source: OdooSource): PresetMapping['source']['event'] {
  const selects = [...mailings(source), ...visits(source), ...messages(source), ...meetings(source)];
  return selects.length === 0 ? undefined : { query: withCtes(personCtes(source), unionAll(selects)) };
}

const noValue = 'NULL::float8';

/** Opens, clicks and answers, of whom the mailing went to or, where that record is gone, of whom the address is. */
function mailings({ trace, click }: OdooSource): readonly string[] {
  if (!trace) return [];
  const email = trace.email('email');
  const person = email ? 'coalesce(document.person_id, address.person_id)' : 'document.person_id';
  const joins = [
    `LEFT JOIN document ON document.model = ${trace.text('model')} AND document.res_id = ${trace.text('res_id')}`,
    ...(email ? [`LEFT JOIN address ON address.email = nullif(${email}, '')`] : []),
  ];
  const mail = trace.has('trace_type') ? `${trace.text('trace_type')} = 'mail'` : 'true';
  const of = (
    name: string,
    at: string | undefined,
    kind: string,
    more: { id?: string; joins?: readonly string[] } = {},
  ) =>
    at === undefined
      ? []
      : [
          select({
            columns: {
              id: `'${name} ' || ${more.id ?? trace.text('id')}`,
              contact_id: person,
              occurred_at: at,
              ingested_at: 'NULL::timestamptz',
              kind,
              value: noValue,
            },
            from: trace.from,
            joins: [...(more.joins ?? []), ...joins],
            where: [`${at} IS NOT NULL`, `${person} IS NOT NULL`],
          }),
        ];
  const clickKind = `CASE WHEN ${mail} THEN 'email_click' ELSE 'text_click' END`;
  return [
    ...of('open', trace.instant('open_datetime'), `'email_open'`),
    ...of('reply', trace.instant('reply_datetime'), `'email_reply'`),
    // Each click where they are written down one by one, else the last of each mailing.
    ...(click
      ? of('click', click.instant('create_date'), clickKind, {
          id: required(click.text('id')),
          joins: [`JOIN ${click.from} ON ${click.text('mailing_trace_id')} = ${trace.text('id')}`],
        })
      : of('click', trace.instant('links_click_datetime'), clickKind)),
  ];
}

/** Pages of the website, of people who were logged in, and of visitors who sent in a form: known since they did. */
function visits(source: OdooSource): readonly string[] {
  const { track, visitor, leadVisitor } = source;
  if (!track) return [];
  const columns = (person: string, known: string) => ({
    id: `'visit ' || ${track.text('id')}`,
    contact_id: person,
    occurred_at: track.instant('visit_datetime'),
    ingested_at: known,
    kind: pageKind(track),
    value: noValue,
  });
  const ofVisitor = required(track.text('visitor_id'));
  const partnerId = visitor?.filledText('partner_id');
  const logged =
    visitor && partnerId
      ? [
          select({
            columns: columns('document.person_id', 'NULL::timestamptz'),
            from: track.from,
            joins: [
              `JOIN ${visitor.from} ON ${visitor.text('id')} = ${ofVisitor}`,
              personJoin('res.partner', partnerId),
            ],
          }),
        ]
      : [];
  if (!leadVisitor) return logged;
  const first = `SELECT DISTINCT ON (1) ${leadVisitor.text('website_visitor_id')} AS visitor_id, document.person_id,
    document.created_at AS known_at
  FROM ${leadVisitor.from}
  ${personJoin('crm.lead', leadVisitor.text('crm_lead_id'))}
  ORDER BY 1, document.created_at, document.person_id`;
  return [
    ...logged,
    select({
      columns: columns('of_lead.person_id', 'of_lead.known_at'),
      from: track.from,
      joins: [
        `JOIN (\n  ${first}\n) AS of_lead ON of_lead.visitor_id = ${ofVisitor}`,
        ...(visitor && partnerId ? [`LEFT JOIN ${visitor.from} ON ${visitor.text('id')} = ${ofVisitor}`] : []),
      ],
      where: visitor && partnerId ? [`${partnerId} IS NULL`] : [],
    }),
  ];
}

function pageKind(track: TableReader): string {
  const url = track.text('url');
  if (url === undefined) return `'page_view'`;
  return `CASE WHEN lower(${url}) LIKE ANY (ARRAY['%/pricing%', '%/prices%', '%/plans%']) THEN 'pricing_view' ELSE 'page_view' END`;
}

/** E-mails that people sent, and activities that sales completed. */
function messages({ message, activityType }: OdooSource): readonly string[] {
  if (!message) return [];
  const known = combined('greatest', message.instant('date'), message.instant('create_date'));
  const columns = (person: string, kind: string) => ({
    id: `'message ' || ${message.text('id')}`,
    contact_id: person,
    occurred_at: message.instant('date'),
    ingested_at: known,
    kind,
    value: noValue,
  });
  const author = message.filledText('author_id');
  const type = message.text('message_type');
  const activity = message.filledText('mail_activity_type_id');
  return [
    ...(author && type
      ? [
          select({
            columns: columns('document.person_id', `'email_received'`),
            from: message.from,
            joins: [personJoin('res.partner', author)],
            where: [`${type} = 'email'`],
          }),
        ]
      : []),
    ...(activity
      ? [
          select({
            columns: columns('document.person_id', activityKind(activityType)),
            from: message.from,
            joins: [
              `JOIN document ON document.model = ${message.text('model')} AND document.res_id = ${message.text('res_id')}`,
              ...(activityType ? [`LEFT JOIN ${activityType.from} ON ${activityType.text('id')} = ${activity}`] : []),
            ],
            where: [`${activity} IS NOT NULL`],
          }),
        ]
      : []),
  ];
}

function activityKind(type: TableReader | undefined): string {
  if (!type) return `'task'`;
  const said = `lower(concat_ws(' ', ${[type.text('category'), nameOf(type)].filter((text) => text !== undefined).join(', ')}))`;
  return `CASE WHEN ${said} ~ 'call' THEN 'call' WHEN ${said} ~ 'meeting' THEN 'meeting' WHEN ${said} ~ 'e-?mail' THEN 'email' ELSE 'task' END`;
}

/** Meetings that were not called off, of those invited. */
function meetings({ meeting, attendee }: OdooSource): readonly string[] {
  if (!meeting || !attendee) return [];
  const hours = meeting.number('duration');
  return [
    select({
      columns: {
        id: `'meeting ' || ${meeting.text('id')}`,
        contact_id: 'document.person_id',
        occurred_at: meeting.instant('start'),
        ingested_at: combined('greatest', meeting.instant('start'), meeting.instant('create_date')),
        kind: `'meeting'`,
        value: hours ? `${hours} * 60.0` : noValue,
      },
      from: meeting.from,
      joins: [
        `JOIN ${attendee.from} ON ${attendee.text('calendar_event_id')} = ${meeting.text('id')}`,
        personJoin('res.partner', attendee.text('res_partner_id')),
      ],
      where: [isActive(meeting)],
    }),
  ];
}
