import type { ConfigInput } from '../../../config/schema.ts';
import type { Hands } from '../hands.ts';
import { emailKinds, machinesAmong } from '../machines.ts';
import { type Columns, select, unionAll, withCtes } from '../statement.ts';
import { addressCte } from './address.ts';
import { formEventKind, formNameJoin, raisedJoin } from './forms.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { EmailObject, EngagementObject, FormObject, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['event']>;

/** What contacts did: opens and clicks, submissions of other forms, and what sales wrote down. */
export function eventRelation(objects: HubspotObjects, hands: Hands | undefined): Relation | undefined {
  const { contact, email, form, engagements } = objects;
  const reachable = email !== undefined && contact.email !== undefined;
  const told: Columns = reachable
    ? { link: email.link && 'NULL::text', user_agent: email.userAgent && 'NULL::text' }
    : {};
  const parts = [
    ...(reachable ? [emailEvents(email)] : []),
    ...(form && hands ? [formEvents(objects, form, hands, told)] : []),
    ...engagements.map((engagement) => engagementEvents(objects, engagement, told)),
  ];
  if (parts.length === 0) return undefined;
  const ctes = { ...mergedCtes(objects, 'contact'), ...(reachable ? addressCte(objects) : {}) };
  return { query: withCtes(ctes, unionAll(parts)), ...(reachable ? { machine: machinesAmong(told) } : {}) };
}

function emailEvents({ id, at, recipient, type, joins, link, userAgent, from, where }: EmailObject): string {
  return select({
    columns: {
      id: `'email ' || ${id}`,
      contact_id: 'address.contact_id',
      occurred_at: at,
      ingested_at: 'NULL::timestamptz',
      kind: `CASE ${type} WHEN 'SENT' THEN '${emailKinds.sent}' WHEN 'OPEN' THEN '${emailKinds.opened}' ELSE '${emailKinds.clicked}' END`,
      link,
      user_agent: userAgent,
    },
    from,
    joins: [...joins, `JOIN address ON address.email = ${recipient}`],
    where: [`${type} IN ('SENT', 'OPEN', 'CLICK')`, ...where],
  });
}

/** Submissions that raise no hand; where nothing tells one form from another, all of them do. */
function formEvents(objects: HubspotObjects, form: FormObject, hands: Hands, told: Columns): string {
  const named = form.formId === undefined ? '' : `coalesce(${form.formId}, '') || ' ' || `;
  return select({
    columns: {
      id: `'form ' || ${named}extract(epoch FROM ${form.at})::text`,
      contact_id: ownerOf(objects, 'contact', form.contactId),
      occurred_at: form.at,
      ingested_at: 'NULL::timestamptz',
      kind: formEventKind(form),
      ...told,
    },
    from: form.from,
    joins: [...mergedJoin(objects, 'contact', form.contactId), raisedJoin(form, hands), ...formNameJoin(form)],
    where: ['raised.kind IS NULL', ...form.where],
  });
}

function engagementEvents(objects: HubspotObjects, engagement: EngagementObject, told: Columns): string {
  const { id, contactId, at, recordedAt, kind, from, where } = engagement;
  return select({
    columns: {
      id: `'engagement ' || ${id}`,
      contact_id: ownerOf(objects, 'contact', contactId),
      occurred_at: at,
      ingested_at: recordedAt === undefined ? 'NULL::timestamptz' : `greatest(${at}, ${recordedAt})`,
      kind: kind,
      ...told,
    },
    from,
    joins: mergedJoin(objects, 'contact', contactId),
    where,
  });
}
