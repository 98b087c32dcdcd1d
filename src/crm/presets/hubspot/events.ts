import type { ConfigInput } from '../../../config/schema.ts';
import type { Hands } from '../hands.ts';
import { type Ctes, derived, select, unionAll, withCtes } from '../statement.ts';
import { formEventKind, formNameJoin, raisedJoin } from './forms.ts';
import { knowsMerges, mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { EmailObject, EngagementObject, FormObject, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['event']>;

/** What contacts did: opens and clicks, submissions of other forms, and what sales wrote down. */
export function eventRelation(objects: HubspotObjects, hands: Hands | undefined): Relation | undefined {
  const { contact, email, form, engagements } = objects;
  const reachable = email !== undefined && contact.email !== undefined;
  const parts = [
    ...(reachable ? [emailEvents(email)] : []),
    ...(form && hands ? [formEvents(objects, form, hands)] : []),
    ...engagements.map((engagement) => engagementEvents(objects, engagement)),
  ];
  if (parts.length === 0) return undefined;
  const ctes = { ...mergedCtes(objects, 'contact'), ...(reachable ? addressCte(objects) : {}) };
  return { query: withCtes(ctes, unionAll(parts)) };
}

/**
 * A CTE `address` (email, contact_id): one contact per address, however many share it, so that none of its events counts
 * twice: rather one whose own address it is than one that it came to by a merge, then the one created first.
 */
function addressCte(objects: HubspotObjects): Ctes {
  const { contact } = objects;
  const merges = knowsMerges(objects, 'contact');
  const own = merges ? 'merged_contact.old_id IS NULL' : 'true';
  const there =
    merges && contact.where.length > 0
      ? [`(merged_contact.old_id IS NOT NULL OR ${contact.where.join(' AND ')})`]
      : contact.where;
  const columns = (email: string | undefined, isOwn: string) => ({
    email,
    contact_id: ownerOf(objects, 'contact', contact.id),
    created_at: contact.createdAt,
    own: isOwn,
  });
  const known = [
    select({
      columns: columns(contact.email, own),
      from: contact.from,
      joins: mergedJoin(objects, 'contact', contact.id),
      where: there,
    }),
  ];
  if (contact.furtherEmails !== undefined)
    known.push(
      select({
        columns: columns('lower(btrim(further.email))', 'false'),
        from: contact.from,
        joins: [
          `CROSS JOIN LATERAL unnest(string_to_array(${contact.furtherEmails}, ';')) AS further (email)`,
          ...mergedJoin(objects, 'contact', contact.id),
        ],
        where: there,
      }),
    );
  return {
    address: `SELECT DISTINCT ON (email) email, contact_id
FROM ${derived(unionAll(known), 'known')}
WHERE email <> ''
ORDER BY email, own DESC, created_at, contact_id`,
  };
}

function emailEvents({ id, at, recipient, type, from, where }: EmailObject): string {
  return select({
    columns: {
      id: `'email ' || ${id}`,
      contact_id: 'address.contact_id',
      occurred_at: at,
      ingested_at: 'NULL::timestamptz',
      kind: `CASE ${type} WHEN 'OPEN' THEN 'email_open' ELSE 'email_click' END`,
    },
    from,
    joins: [`JOIN address ON address.email = ${recipient}`],
    where: [`${type} IN ('OPEN', 'CLICK')`, ...where],
  });
}

/** Submissions that raise no hand; where nothing tells one form from another, all of them do. */
function formEvents(objects: HubspotObjects, form: FormObject, hands: Hands): string {
  const named = form.formId === undefined ? '' : `coalesce(${form.formId}, '') || ' ' || `;
  return select({
    columns: {
      id: `'form ' || ${named}extract(epoch FROM ${form.at})::text`,
      contact_id: ownerOf(objects, 'contact', form.contactId),
      occurred_at: form.at,
      ingested_at: 'NULL::timestamptz',
      kind: formEventKind(form),
    },
    from: form.from,
    joins: [...mergedJoin(objects, 'contact', form.contactId), raisedJoin(form, hands), ...formNameJoin(form)],
    where: ['raised.kind IS NULL', ...form.where],
  });
}

function engagementEvents(objects: HubspotObjects, engagement: EngagementObject): string {
  const { id, contactId, at, recordedAt, kind, from, where } = engagement;
  return select({
    columns: {
      id: `'engagement ' || ${id}`,
      contact_id: ownerOf(objects, 'contact', contactId),
      occurred_at: at,
      ingested_at: recordedAt === undefined ? 'NULL::timestamptz' : `greatest(${at}, ${recordedAt})`,
      kind: kind,
    },
    from,
    joins: mergedJoin(objects, 'contact', contactId),
    where,
  });
}
