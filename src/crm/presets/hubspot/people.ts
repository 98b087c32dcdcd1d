import type { ConfigInput } from '../../../config/schema.ts';
import { combined, derived, select, withCtes } from '../statement.ts';
import { declaredAttributes, titleAttribute } from './attributes.ts';
import { mergedCtes, mergedJoin, notMerged, ownerOf } from './merged.ts';
import type { Association, HubspotObjects, MergedKind } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['contact']>;

/** A company that a contact had within so long of its creation was not given to it for what it did. */
const early = '1 day';

/** Contacts that were neither deleted nor merged into another, each with its company. */
export function contactRelation(objects: HubspotObjects): Relation {
  const { contact, contactCompany, contactHistory } = objects;
  const hasHistory = contactHistory !== undefined;
  const shown = contact.attributes.filter(({ lasting }) => lasting || !hasHistory);
  const titled = hasHistory && contact.title !== undefined ? [titleAttribute(contact.title)] : [];
  const own = contact.companyId && ownerOf(objects, 'company', contact.companyId);
  const today = combined('coalesce', own, contactCompany && 'of_contact.other_id');
  const query = select({
    columns: {
      id: contact.id,
      account_id: today && (hasHistory ? accountThen(objects, today) : today),
      current_account_id: today && hasHistory ? today : undefined,
      name: contact.name,
      email: contact.email,
      title: contact.title,
      created_at: contact.createdAt,
      ...Object.fromEntries(shown.map(({ name, sql }) => [name, sql])),
    },
    from: contact.from,
    joins: [
      ...(contactCompany ? [oneOfEach(objects, contactCompany, 'company', 'of_contact', contact.id)] : []),
      ...(own ? mergedJoin(objects, 'company', contact.companyId!) : []),
      ...(today && hasHistory ? companyJoins(objects, today) : []),
      ...mergedJoin(objects, 'contact', contact.id),
    ],
    where: [...contact.where, ...notMerged(objects, 'contact')],
  });
  return {
    query: withCtes(mergedCtes(objects, 'contact', ...(today ? (['company'] as const) : [])), query),
    attributes: declaredAttributes([...contact.attributes, ...titled], hasHistory),
  };
}

/** The account as far as a model may know it: none of a contact that got its company of today later. */
function accountThen({ contact }: HubspotObjects, today: string): string {
  return `CASE WHEN any_company.id IS NULL OR first_company.since <= ${contact.createdAt} + interval '${early}' THEN ${today} END`;
}

/** Joins since when a contact has had its company of today, and whether its history tells of any. */
function companyJoins(objects: HubspotObjects, today: string): readonly string[] {
  const { contact, companyIds } = objects;
  const { from, where, owner, property, value, at } = objects.contactHistory!;
  const company = `CASE WHEN ${value} ~ '^[0-9]{1,18}$' THEN ${companyIds.read({ sql: value, type: 'text' })} END`;
  const told = [`${property} = 'associatedcompanyid'`, `${value} <> ''`, ...where];
  const values = select({ columns: { id: owner, company, at }, from, where: told });
  const firsts = select({
    columns: { id: 'told.id', company: ownerOf(objects, 'company', 'told.company'), since: 'min(told.at)' },
    from: derived(values, 'told'),
    joins: mergedJoin(objects, 'company', 'told.company'),
    tail: 'GROUP BY 1, 2',
  });
  const any = select({ columns: { id: owner }, from, where: told, tail: 'GROUP BY 1' });
  return [
    `LEFT JOIN ${derived(any, 'any_company')} ON any_company.id = ${contact.id}`,
    `LEFT JOIN ${derived(firsts, 'first_company')} ON first_company.id = ${contact.id} AND first_company.company = ${today}`,
  ];
}

/** Companies that were neither deleted nor merged into another. */
export function accountRelation(objects: HubspotObjects): Relation | undefined {
  const { company, companyHistory } = objects;
  if (!company) return undefined;
  const hasHistory = companyHistory !== undefined;
  const shown = company.attributes.filter(({ lasting }) => lasting || !hasHistory);
  const query = select({
    columns: {
      id: company.id,
      name: company.name,
      domain: company.domain,
      created_at: company.createdAt,
      ...Object.fromEntries(shown.map(({ name, sql }) => [name, sql])),
    },
    from: company.from,
    joins: mergedJoin(objects, 'company', company.id),
    where: [...company.where, ...notMerged(objects, 'company')],
  });
  return {
    query: withCtes(mergedCtes(objects, 'company'), query),
    attributes: declaredAttributes(company.attributes, hasHistory),
  };
}

/** Joins one of the objects that belong to another: the primary one, else the one with the lowest id. */
export function oneOfEach(
  objects: HubspotObjects,
  { from, where, id, other, primary }: Association,
  kind: MergedKind,
  alias: string,
  on: string,
): string {
  const kept = ownerOf(objects, kind, other);
  const lowest = `min(${kept})`;
  const grouped = select({
    columns: {
      id: id,
      other_id: primary === undefined ? lowest : `coalesce(min(${kept}) FILTER (WHERE ${primary}), ${lowest})`,
    },
    from,
    joins: mergedJoin(objects, kind, other),
    where,
    tail: `GROUP BY ${id}`,
  });
  return `LEFT JOIN ${derived(grouped, alias)} ON ${alias}.id = ${on}`;
}
