import type { Hands } from '../hands.ts';
import { emailKinds, machinesAmong } from '../machines.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, select } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import type { PardotSource } from './source.ts';

type Sources = PresetMapping['source'];

/**
 * Numbers of Pardot's activity types.
 *
 * Source: pardot/api-docs, docs/kb/object-field-references.md, "Visitor Activity Types".
 */
export const activityTypes = {
  click: 1,
  view: 2,
  success: 4,
  sent: 6,
  search: 7,
  open: 11,
  unsubscribePage: 12,
  bounced: 13,
  spamComplaint: 14,
  resubscribed: 16,
  thirdPartyClick: 17,
  visit: 20,
  customUrlClick: 21,
  olarkChat: 22,
  attendedWebinar: 24,
  registeredForWebinar: 25,
  socialPostClick: 26,
  videoView: 27,
  eventRegistered: 28,
  eventCheckedIn: 29,
  videoConversion: 30,
  videoWatched: 34,
  indirectBounce: 36,
  indirectResubscribed: 37,
} as const;

const plainKinds: readonly (readonly [type: keyof typeof activityTypes, kind: string])[] = [
  ['search', 'site_search'],
  ['sent', emailKinds.sent],
  ['open', emailKinds.opened],
  ['bounced', 'email_bounced'],
  ['indirectBounce', 'email_bounced'],
  ['thirdPartyClick', 'link_click'],
  ['visit', 'website_visit'],
  ['customUrlClick', 'link_click'],
  ['olarkChat', 'chat_started'],
  ['attendedWebinar', 'webinar_attended'],
  ['registeredForWebinar', 'webinar_registered'],
  ['socialPostClick', 'social_click'],
  ['videoView', 'video_view'],
  ['videoConversion', 'video_view'],
  ['videoWatched', 'video_view'],
  ['eventRegistered', 'event_registered'],
  ['eventCheckedIn', 'event_attended'],
];

/** The number of an activity's type. */
export function typeOf(activity: TableReader): string {
  return required(activity.number('type'));
}

/**
 * By what a submission is named: the form, form handler or landing page with its id; undefined where nothing says which
 * form it was, or what the form is called.
 */
function formKey(activity: TableReader): string | undefined {
  if (!activity.has('details')) return undefined;
  const cases = (
    [
      ['form_id', 'form'],
      ['form_handler_id', 'form handler'],
      ['landing_page_id', 'landing page'],
    ] as const
  ).flatMap(([column, what]) => {
    const id = activity.filledText(column);
    return id === undefined ? [] : [`WHEN ${id} IS NOT NULL THEN 'pardot ${what} ' || ${id}`];
  });
  return cases.length === 0 ? undefined : `CASE ${cases.join(' ')} END`;
}

/** Forms, form handlers and landing pages that were submitted. */
export function formCandidates({ activity }: PardotSource, sample: string) {
  const key = activity && formKey(activity);
  if (!activity || !key) return undefined;
  const query = select({
    columns: {
      key,
      name: `max(${activity.filledText('details')})`,
      times: 'count(*)',
      contacts: `count(DISTINCT ${activity.text('prospect_id')})`,
    },
    from: `${activity.from}${sample}`,
    where: [`${typeOf(activity)} = ${activityTypes.success}`, `${key} IS NOT NULL`, ...activity.where],
    tail: 'GROUP BY 1',
  });
  return { what: 'form', query };
}

/** Submissions that raise a hand; without any forms, opportunities of prospects. */
export function outcomeRelation(source: PardotSource, hands: Hands | undefined): Sources['outcome'] {
  const { activity, opportunity, opportunityProspect: part } = source;
  const key = activity && formKey(activity);
  if (activity && key && hands)
    return {
      query: select({
        columns: {
          contact_id: activity.text('prospect_id'),
          occurred_at: activity.instant('created_at'),
          kind: 'raised.kind',
        },
        from: activity.from,
        joins: [`JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${key}`],
        where: [`${typeOf(activity)} = ${activityTypes.success}`, hasProspect(activity), ...activity.where],
      }),
    };
  if (!opportunity || !part) return undefined;
  return {
    query: select({
      columns: {
        contact_id: part.text('prospect_id'),
        occurred_at: opportunity.instant('created_at'),
        kind: `'opportunity'`,
      },
      from: opportunity.from,
      joins: [`JOIN ${part.from} ON ${part.text('opportunity_id')} = ${opportunity.text('id')}`],
      where: [...opportunity.where, ...part.where],
    }),
  };
}

/** What prospects did, but for what raised a hand and what became of opportunities; and what was sent to them, which tells opens and clicks by machines. */
export function eventRelation({ activity }: PardotSource, hands: Hands | undefined): Sources['event'] {
  if (!activity) return undefined;
  const key = hands && formKey(activity);
  const events = select({
    columns: {
      id: activity.text('id'),
      contact_id: activity.text('prospect_id'),
      occurred_at: activity.instant('created_at'),
      kind: kindOf(activity),
    },
    from: activity.from,
    joins: key && hands ? [`LEFT JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${key}`] : [],
    where: [
      hasProspect(activity),
      ...(key ? [`(raised.key IS NULL OR ${typeOf(activity)} <> ${activityTypes.success})`] : []),
      ...activity.where,
    ],
  });
  return {
    query: `SELECT id, contact_id, occurred_at, kind
FROM ${derived(events, 'activity')}
WHERE kind IS NOT NULL`,
    machine: machinesAmong({}),
  };
}

function hasProspect(activity: TableReader): string {
  return `${activity.filledText('prospect_id')} IS NOT NULL`;
}

function kindOf(activity: TableReader): string {
  const type = typeOf(activity);
  const named = (words: string) => {
    const name = activity.text('type_name');
    return name === undefined ? [] : [`lower(${name}) ~ '${words}'`];
  };
  const filled = (...columns: string[]) =>
    columns.flatMap((column) => {
      const text = activity.filledText(column);
      return text === undefined ? [] : [`${text} IS NOT NULL`];
    });
  const any = (conditions: readonly string[]) => (conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`);
  const email = any([...filled('email_id', 'list_email_id'), ...named('email')]);
  const file = any([...filled('file_id'), ...named('file')]);
  const details = activity.text('details');
  const priced = details === undefined ? 'false' : `lower(${details}) ~ '(^|[^a-z])(pricing|prices|plans)([^a-z]|$)'`;
  const { click, view, success } = activityTypes;
  return `CASE
    WHEN ${type} = ${click} THEN CASE WHEN ${email} THEN '${emailKinds.clicked}' ELSE 'link_click' END
    WHEN ${type} = ${view} THEN CASE WHEN ${file} THEN 'content_download' WHEN ${email} THEN '${emailKinds.opened}'
      WHEN ${priced} THEN 'pricing_view' ELSE 'page_view' END
    WHEN ${type} = ${success} THEN CASE WHEN ${file} THEN 'content_download' ELSE 'form_submission' END
${plainKinds.map(([name, kind]) => `    WHEN ${type} = ${activityTypes[name]} THEN '${kind}'`).join('\n')} END`;
}
