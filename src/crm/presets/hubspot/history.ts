import type { ConfigInput } from '../../../config/schema.ts';
import { literalSql } from '../identifier.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import { titleAttribute, withHistory } from './attributes.ts';
import { mergedCtes, mergedJoin, notMerged, ownerOf } from './merged.ts';
import type { AttributeColumn, HistoryObject, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['attributeHistory']>;

/** Values that the declared attributes took, of contacts and of companies. */
export function historyRelation(objects: HubspotObjects): Relation | undefined {
  const { contact, company, contactHistory, companyHistory } = objects;
  const titled = contact.title === undefined ? [] : [titleAttribute(contact.title)];
  const ofContacts = withHistory([...titled, ...contact.attributes]);
  const ofCompanies = withHistory(company?.attributes ?? []);
  const parts = [
    ...(contactHistory && ofContacts.length > 0
      ? [
          valuesOf('contact', contactHistory, ofContacts, {
            // What was written of a contact before it was merged away was not known of the one that is left.
            joins: mergedJoin(objects, contactHistory.owner),
            where: notMerged(objects),
          }),
        ]
      : []),
    ...(companyHistory && ofCompanies.length > 0
      ? [valuesOf('account', companyHistory, ofCompanies, { joins: [], where: [] })]
      : []),
  ];
  if (parts.length === 0) return undefined;
  return { query: withCtes(contactHistory ? mergedCtes(objects) : {}, unionAll(parts)) };
}

function valuesOf(
  entity: 'contact' | 'account',
  { from, where, owner, property, value, at }: HistoryObject,
  attributes: readonly AttributeColumn[],
  merged: { readonly joins: readonly string[]; readonly where: readonly string[] },
): string {
  const renamed = attributes.filter((attribute) => attribute.name !== attribute.property);
  const cases = renamed.map(
    (attribute) => `\n    WHEN ${literalSql(attribute.property)} THEN ${literalSql(attribute.name)}`,
  );
  return select({
    columns: {
      entity: `'${entity}'`,
      entity_id: owner,
      name: cases.length === 0 ? property : `CASE ${property}${cases.join('')}\n    ELSE ${property}\n  END`,
      value: value,
      valid_from: at,
    },
    from,
    joins: merged.joins,
    where: [
      `${property} IN (${attributes.map((attribute) => literalSql(attribute.property)).join(', ')})`,
      ...where,
      ...merged.where,
    ],
  });
}

/** Contacts that opted out of e-mail: from when to when by history, else those that are opted out today. */
export function suppressionRelation(objects: HubspotObjects): Relation | undefined {
  const { contact, contactHistory } = objects;
  const today =
    contact.optedOut === undefined
      ? undefined
      : select({
          columns: {
            contact_id: ownerOf(objects, contact.id),
            reason: `'unsubscribed'`,
            since: 'NULL::timestamptz',
            until: 'NULL::timestamptz',
          },
          from: contact.from,
          joins: [
            ...mergedJoin(objects, contact.id),
            ...(contactHistory ? [`LEFT JOIN told ON told.contact_id = ${ownerOf(objects, contact.id)}`] : []),
          ],
          where: [contact.optedOut, ...(contactHistory ? ['told.contact_id IS NULL'] : []), ...contact.where],
        });
  if (!contactHistory) return today === undefined ? undefined : { query: withCtes(mergedCtes(objects), today) };
  const { from, where, owner, property, value, at } = contactHistory;
  const changes = select({
    columns: {
      contact_id: ownerOf(objects, owner),
      opted_out: `lower(${value}) = 'true'`,
      since: at,
      until: `lead(${at}) OVER (PARTITION BY ${ownerOf(objects, owner)} ORDER BY ${at})`,
    },
    from,
    joins: mergedJoin(objects, owner),
    where: [`${property} = 'hs_email_optout'`, ...where],
  });
  const ctes = {
    ...mergedCtes(objects),
    change: changes,
    ...(today === undefined ? {} : { told: 'SELECT contact_id FROM change GROUP BY contact_id' }),
  };
  const spans = `SELECT contact_id, 'unsubscribed' AS reason, since, until\nFROM change\nWHERE opted_out`;
  return { query: withCtes(ctes, unionAll(today === undefined ? [spans] : [spans, today])) };
}
