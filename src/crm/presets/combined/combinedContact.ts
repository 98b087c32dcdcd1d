import type { ConfigInput } from '../../../config/schema.ts';
import { identifierSql } from '../identifier.ts';
import { type Ctes, unionAll, withCtes } from '../statement.ts';
import { ownName } from './ownNames.ts';
import type { CrmPart, PartOfOthers } from './parts.ts';
import { personCtes } from './person.ts';
import { canonicalColumns, type DescribedRelation } from './relationColumns.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['contact']>;

/**
 * People of the CRM with what the others know of them, and people whom only one of the others has.
 *
 * Who is in the CRM was there when the first of all sources had them. Whom it does not have belongs to the account whose
 * domain is that of the e-mail, like a lead.
 */
export function combinedContact(crm: CrmPart, others: readonly PartOfOthers[]): Relation {
  const own = crm.source.get('contact')!;
  const parts = others.flatMap((other) => {
    const relation = other.source.get('contact');
    return relation === undefined ? [] : [{ other, relation }];
  });
  const present = [own, ...parts.map(({ relation }) => relation)];
  const columns = canonicalColumns('contact').filter(([column]) => present.some((relation) => relation.has(column)));
  const ownAttributes = Object.keys(own.attributes).filter((name) => isRead(own, name));
  const attributesOf = (relation: DescribedRelation) =>
    Object.keys(relation.attributes).filter((name) => isRead(relation, name));
  const hasAccounts = crm.source.has('account');
  const domains = crm.source.get('account')?.has('domain') === true;

  const ofCrm = `SELECT ${[
    ...columns.map(([column, type]) => {
      const values = [
        ...(own.has(column) ? [`own.${column}`] : []),
        ...parts
          .filter(({ relation }) => relation.has(column) && column !== 'id' && !(isAccount(column) && hasAccounts))
          .map(({ other }) =>
            isAccount(column) ? `'${other.prefix}:' || ${other.prefix}.${column}` : `${other.prefix}.${column}`,
          ),
      ];
      const first = column === 'created_at' ? 'least' : 'coalesce';
      return `${values.length < 2 ? (values[0] ?? 'NULL') : `${first}(${values.join(', ')})`}::${type} AS ${column}`;
    }),
    ...ownAttributes.map((name) => attributeSql('own', own, name, name)),
    ...parts.flatMap(({ other, relation }) =>
      attributesOf(relation).map((name) => attributeSql(other.prefix, relation, name, ownName(crm, other, name))),
    ),
  ].join(', ')}
FROM crm_contact AS own
${parts.map(({ other }) => `LEFT JOIN ${other.prefix}_known AS ${other.prefix} ON ${other.prefix}.person_id = own.id`).join('\n')}`;

  const ofOthers = parts.map(({ other, relation }) => {
    const byDomain = domains && relation.has('email');
    const values = columns.map(([column, type]) => {
      if (column === 'id') return `'${other.prefix}:' || other.id AS id`;
      if (isAccount(column) && hasAccounts)
        return `${column === 'account_id' && byDomain ? 'crm_domain.id' : `NULL::${type}`} AS ${column}`;
      if (!relation.has(column)) return `NULL::${type} AS ${column}`;
      return isAccount(column) ? `'${other.prefix}:' || other.${column} AS ${column}` : `other.${column}::${type}`;
    });
    const nulls = (of: DescribedRelation, names: readonly string[], named: (name: string) => string) =>
      names.map((name) => `NULL::${sqlType(of, name)} AS ${identifierSql(named(name))}`);
    const attributes = parts.flatMap((part) =>
      part.other === other
        ? attributesOf(relation).map((name) => attributeSql('other', relation, name, ownName(crm, other, name)))
        : nulls(part.relation, attributesOf(part.relation), (name) => ownName(crm, part.other, name)),
    );
    return `SELECT ${[...values, ...nulls(own, ownAttributes, (name) => name), ...attributes].join(', ')}
FROM ${other.prefix}_contact AS other
LEFT JOIN ${other.prefix}_person AS person ON person.id = other.id${
      byDomain ? `\nLEFT JOIN crm_domain ON crm_domain.domain = lower(split_part(other.email, '@', 2))` : ''
    }
WHERE person.id IS NULL`;
  });

  const ctes: Ctes = {
    ...personCtes(
      crm,
      parts.map(({ other }) => other),
    ),
    ...Object.fromEntries(parts.flatMap(({ other, relation }) => knownCtes(other, relation))),
    ...(domains && parts.some(({ relation }) => relation.has('email'))
      ? {
          crm_domain: `SELECT domain, min(id) AS id
FROM (
${crm.source.get('account')!.query}
) AS account
WHERE domain IS NOT NULL
GROUP BY domain
HAVING count(*) = 1`,
        }
      : {}),
  };
  return {
    query: withCtes(ctes, unionAll([ofCrm, ...ofOthers])),
    attributes: {
      ...own.attributes,
      ...Object.fromEntries(
        parts.flatMap(({ other, relation }) =>
          Object.entries(relation.attributes).map(([name, attribute]) => {
            const called = ownName(crm, other, name);
            const meaning = called === name ? attribute.meaning : `${attribute.meaning ?? name} (${other.title})`;
            return [called, { ...attribute, column: undefined, meaning }];
          }),
        ),
      ),
    },
  };
}

/** Of several people that are one in the CRM, the one that came first stands for them. */
function knownCtes({ prefix }: PartOfOthers, { query }: DescribedRelation): readonly (readonly [string, string])[] {
  return [
    [`${prefix}_contact`, query],
    [
      `${prefix}_known`,
      `SELECT DISTINCT ON (person.person_id) person.person_id, contact.*
FROM ${prefix}_contact AS contact
JOIN ${prefix}_person AS person ON person.id = contact.id
WHERE person.person_id IS NOT NULL
ORDER BY person.person_id, contact.created_at, contact.id`,
    ],
  ];
}

function isAccount(column: string): boolean {
  return column === 'account_id' || column === 'current_account_id';
}

/** Whether an attribute is a column of the SELECT, and not read from history. */
function isRead({ attributes }: DescribedRelation, name: string): boolean {
  return attributes[name]?.availability !== 'history';
}

function attributeSql(alias: string, relation: DescribedRelation, name: string, called: string): string {
  const column = identifierSql(relation.attributes[name]?.column ?? name);
  return `${alias}.${column}::${sqlType(relation, name)} AS ${identifierSql(called)}`;
}

function sqlType({ attributes }: DescribedRelation, name: string): string {
  return attributes[name]?.type === 'number' ? 'float8' : 'text';
}
