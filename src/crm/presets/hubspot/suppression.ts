import type { ConfigInput } from '../../../config/schema.ts';
import { literalSql } from '../identifier.ts';
import { saysYes, textSql } from '../sqlValue.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { addressCte } from './address.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { HistoryObject, HubspotObjects, Refusal, SubscriptionObject } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['suppression']>;
type RefusedProperty = Omit<Refusal, 'sql'>;

/**
 * Properties by which a contact is not to be approached. HubSpot itself knows e-mail only; the other two are what
 * companies call a property of their own. Opting out of one type of e-mail, and an address that HubSpot quarantined,
 * forbid no channel.
 */
const refused: readonly RefusedProperty[] = [
  { property: 'hs_email_optout', reason: 'unsubscribed', channel: 'email' },
  { property: 'do_not_call', reason: 'do not call', channel: 'call' },
  { property: 'do_not_contact', reason: 'do not contact', channel: null },
];

/** The refusals that the table of contacts has a column for. */
export function refusalsOf(contact: TableReader, prefix: string): readonly Refusal[] {
  return refused.flatMap((refusal) => {
    const value = contact.value(`${prefix}${refusal.property}`);
    if (value === undefined) return [];
    return [{ ...refusal, sql: value.type === 'boolean' ? value.sql : saysYes(textSql(value)) }];
  });
}

/** Contacts that refused a channel: from when to when as far as that is known, and whoever refuses it today. */
export function suppressionRelation(objects: HubspotObjects): Relation | undefined {
  const { contact, contactHistory, subscription } = objects;
  const addressed = subscription !== undefined && contact.email !== undefined;
  const told = [
    ...(contactHistory ? [changedProperties(objects, contactHistory)] : []),
    ...(addressed ? [changedSubscriptions(subscription)] : []),
  ];
  const today = contact.refusals.map((refusal) => refusesToday(objects, refusal, told.length > 0));
  if (told.length + today.length === 0) return undefined;
  const spans = `SELECT contact_id, ${oneOf('reason')} AS reason, ${oneOf('channel')} AS channel, since, until
FROM change
WHERE refuses AND until IS DISTINCT FROM since`;
  const changes = `SELECT contact_id, property, refuses, at AS since,
  lead(at) OVER (PARTITION BY contact_id, property ORDER BY at, refuses) AS until
FROM ${derived(unionAll(told), 'told')}`;
  const ctes = {
    ...mergedCtes(objects, 'contact'),
    ...(addressed ? addressCte(objects) : {}),
    ...(told.length === 0 ? {} : { change: changes }),
    ...(told.length === 0 || today.length === 0
      ? {}
      : { open: 'SELECT contact_id, property FROM change WHERE refuses AND until IS NULL' }),
  };
  return { query: withCtes(ctes, unionAll([...(told.length === 0 ? [] : [spans]), ...today])) };
}

/** Whoever refuses today counts as refusing always, unless it is known since when. */
function refusesToday(objects: HubspotObjects, refusal: Refusal, dated: boolean): string {
  const { contact } = objects;
  const { property, reason, channel, sql } = refusal;
  const owner = ownerOf(objects, 'contact', contact.id);
  return select({
    columns: {
      contact_id: owner,
      reason: literalSql(reason),
      channel: channel === null ? 'NULL' : literalSql(channel),
      since: 'NULL::timestamptz',
      until: 'NULL::timestamptz',
    },
    from: contact.from,
    joins: [
      ...mergedJoin(objects, 'contact', contact.id),
      ...(dated ? [`LEFT JOIN open ON open.contact_id = ${owner} AND open.property = ${literalSql(property)}`] : []),
    ],
    where: [sql, ...(dated ? ['open.contact_id IS NULL'] : []), ...contact.where],
  });
}

function changedProperties(objects: HubspotObjects, history: HistoryObject): string {
  const { from, where, owner, property, value, at } = history;
  return select({
    columns: {
      contact_id: ownerOf(objects, 'contact', owner),
      property,
      refuses: `coalesce(${saysYes(value)}, false)`,
      at,
    },
    from,
    joins: mergedJoin(objects, 'contact', owner),
    where: [`${property} IN (${refused.map((refusal) => literalSql(refusal.property)).join(', ')})`, ...where],
  });
}

function changedSubscriptions({ from, where, recipient, at, unsubscribed }: SubscriptionObject): string {
  return select({
    columns: { contact_id: 'address.contact_id', property: `'hs_email_optout'`, refuses: unsubscribed, at },
    from,
    joins: [`JOIN address ON address.email = ${recipient}`],
    where: [`${at} IS NOT NULL`, ...where],
  });
}

function oneOf(what: 'reason' | 'channel'): string {
  const cases = refused.map(
    (refusal) =>
      `WHEN ${literalSql(refusal.property)} THEN ${refusal[what] === null ? 'NULL' : literalSql(refusal[what])}`,
  );
  return `CASE property ${cases.join(' ')} END`;
}
