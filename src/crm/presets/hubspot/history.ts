import type { ConfigInput } from '../../../config/schema.ts';
import { literalSql } from '../identifier.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import { titleAttribute, withHistory } from './attributes.ts';
import { mergedCtes, mergedJoin, notMerged } from './merged.ts';
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
            joins: mergedJoin(objects, 'contact', contactHistory.owner),
            where: notMerged(objects, 'contact'),
          }),
        ]
      : []),
    ...(companyHistory && ofCompanies.length > 0
      ? [
          valuesOf('account', companyHistory, ofCompanies, {
            joins: mergedJoin(objects, 'company', companyHistory.owner),
            where: notMerged(objects, 'company'),
          }),
        ]
      : []),
  ];
  if (parts.length === 0) return undefined;
  const kinds = [...(contactHistory ? (['contact'] as const) : []), ...(companyHistory ? (['company'] as const) : [])];
  return { query: withCtes(mergedCtes(objects, ...kinds), unionAll(parts)) };
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
