import type { ConfigInput } from '../../../config/schema.ts';
import { derived, select, withCtes } from '../statement.ts';
import { declaredAttributes, titleAttribute } from './attributes.ts';
import { mergedCtes, mergedJoin, notMerged } from './merged.ts';
import type { Association, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['contact']>;

/** Contacts that were neither deleted nor merged into another, each with its company. */
export function contactRelation(objects: HubspotObjects): Relation {
  const { contact, contactCompany, contactHistory } = objects;
  const hasHistory = contactHistory !== undefined;
  const shown = contact.attributes.filter(({ lasting }) => lasting || !hasHistory);
  const titled = hasHistory && contact.title !== undefined ? [titleAttribute(contact.title)] : [];
  const query = select({
    columns: {
      id: contact.id,
      account_id: contactCompany && 'of_contact.other_id',
      name: contact.name,
      email: contact.email,
      title: contact.title,
      created_at: contact.createdAt,
      ...Object.fromEntries(shown.map(({ name, sql }) => [name, sql])),
    },
    from: contact.from,
    joins: [
      ...(contactCompany ? [oneOfEach(contactCompany, 'of_contact', contact.id)] : []),
      ...mergedJoin(objects, contact.id),
    ],
    where: [...contact.where, ...notMerged(objects)],
  });
  return {
    query: withCtes(mergedCtes(objects), query),
    attributes: declaredAttributes([...contact.attributes, ...titled], hasHistory),
  };
}

/** Companies that were not deleted. */
export function accountRelation({ company, companyHistory }: HubspotObjects): Relation | undefined {
  if (!company) return undefined;
  const hasHistory = companyHistory !== undefined;
  const shown = company.attributes.filter(({ lasting }) => lasting || !hasHistory);
  return {
    query: select({
      columns: {
        id: company.id,
        name: company.name,
        domain: company.domain,
        created_at: company.createdAt,
        ...Object.fromEntries(shown.map(({ name, sql }) => [name, sql])),
      },
      from: company.from,
      where: company.where,
    }),
    attributes: declaredAttributes(company.attributes, hasHistory),
  };
}

/** Joins one of the objects that belong to another: the primary one, else the one with the lowest id. */
export function oneOfEach({ from, where, id, other, primary }: Association, alias: string, on: string): string {
  const lowest = `min(${other})`;
  const chosen = primary === undefined ? lowest : `coalesce(min(${other}) FILTER (WHERE ${primary}), ${lowest})`;
  const grouped = select({
    columns: {
      id: id,
      other_id: chosen,
    },
    from,
    where,
    tail: `GROUP BY ${id}`,
  });
  return `LEFT JOIN ${derived(grouped, alias)} ON ${alias}.id = ${on}`;
}
