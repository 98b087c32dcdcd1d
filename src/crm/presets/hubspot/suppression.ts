import type { ConfigInput } from '../../../config/schema.ts';
import { literalSql } from '../identifier.ts';
import { textSql } from '../sqlValue.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { HistoryObject, HubspotObjects, Refusal } from './objects.ts';

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

/** What a property of yes and no holds where it says yes. */
const yes = `IN ('true', 'yes')`;

/** The refusals that the table of contacts has a column for. */
export function refusalsOf(contact: TableReader, prefix: string): readonly Refusal[] {
  return refused.flatMap((refusal) => {
    const value = contact.value(`${prefix}${refusal.property}`);
    if (value === undefined) return [];
    return [{ ...refusal, sql: value.type === 'boolean' ? value.sql : `lower(${textSql(value)}) ${yes}` }];
  });
}

/** Contacts that refused a channel: from when to when by history, and whoever refuses it today besides. */
export function suppressionRelation(objects: HubspotObjects): Relation | undefined {
  const { contact, contactHistory } = objects;
  const today = contact.refusals.map((refusal) => refusesToday(objects, refusal));
  if (!contactHistory)
    return today.length === 0 ? undefined : { query: withCtes(mergedCtes(objects, 'contact'), unionAll(today)) };
  const spans = `SELECT contact_id, ${oneOf('reason')} AS reason, ${oneOf('channel')} AS channel, since, until
FROM change
WHERE refuses`;
  const ctes = {
    ...mergedCtes(objects, 'contact'),
    change: changes(objects, contactHistory),
    ...(today.length === 0 ? {} : { told: 'SELECT contact_id, property FROM change WHERE refuses AND until IS NULL' }),
  };
  return { query: withCtes(ctes, unionAll([spans, ...today])) };
}

/** Whoever refuses today counts as refusing always, unless history tells since when. */
function refusesToday(objects: HubspotObjects, { property, reason, channel, sql }: Refusal): string {
  const { contact, contactHistory } = objects;
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
      ...(contactHistory
        ? [`LEFT JOIN told ON told.contact_id = ${owner} AND told.property = ${literalSql(property)}`]
        : []),
    ],
    where: [sql, ...(contactHistory ? ['told.contact_id IS NULL'] : []), ...contact.where],
  });
}

function changes(objects: HubspotObjects, { from, where, owner, property, value, at }: HistoryObject): string {
  const contact = ownerOf(objects, 'contact', owner);
  return select({
    columns: {
      contact_id: contact,
      property,
      refuses: `coalesce(lower(${value}) ${yes}, false)`,
      since: at,
      until: `lead(${at}) OVER (PARTITION BY ${contact}, ${property} ORDER BY ${at})`,
    },
    from,
    joins: mergedJoin(objects, 'contact', owner),
    where: [`${property} IN (${refused.map((refusal) => literalSql(refusal.property)).join(', ')})`, ...where],
  });
}

function oneOf(what: 'reason' | 'channel'): string {
  const cases = refused.map(
    (refusal) =>
      `WHEN ${literalSql(refusal.property)} THEN ${refusal[what] === null ? 'NULL' : literalSql(refusal[what])}`,
  );
  return `CASE property ${cases.join(' ')} END`;
}
