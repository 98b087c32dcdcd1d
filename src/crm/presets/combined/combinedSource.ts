import { type EntityName, entityNames } from '../../../config/entity.ts';
import type { ConfigInput } from '../../../config/schema.ts';
import { identifierSql } from '../identifier.ts';
import { columnsTold, machinesOfAll } from '../machines.ts';
import { type Ctes, unionAll, withCtes } from '../statement.ts';
import { combinedContact } from './combinedContact.ts';
import { ownName } from './ownNames.ts';
import type { CrmPart, PartOfOthers } from './parts.ts';
import { personCtes, translated } from './person.ts';
import { canonicalColumns, type DescribedRelation } from './relationColumns.ts';

type Source = NonNullable<ConfigInput['source']>;

/**
 * One source made of a CRM's and of those beside it.
 *
 * People of the others who are in the CRM go by their id there; all others keep theirs, behind the name of where they
 * come from. Companies and deals are the CRM's, where it has any.
 */
export function combinedSource(crm: CrmPart, others: readonly PartOfOthers[]): Source {
  const relations = entityNames.flatMap((entity) => {
    const relation = combinedRelation(entity, crm, others);
    return relation === undefined ? [] : [[entity, relation] as const];
  });
  return Object.fromEntries(relations);
}

/** Entities that are the CRM's alone, where it has them. */
const ofTheCrm: ReadonlySet<EntityName> = new Set(['account', 'opportunity', 'opportunityContact']);

function combinedRelation(entity: EntityName, crm: CrmPart, others: readonly PartOfOthers[]): Source[EntityName] {
  if (entity === 'contact') return combinedContact(crm, others);
  const own = crm.source.get(entity);
  // Deals of the others are known by ids of their own, and so are the people in them.
  const crmAlone = entity === 'opportunityContact' ? crm.source.has('opportunity') : own !== undefined;
  if (ofTheCrm.has(entity) && crmAlone) return own && { query: own.query, attributes: own.attributes };
  const parts = others.flatMap((other) => {
    const relation = other.source.get(entity);
    return relation === undefined ? [] : [{ other, relation }];
  });
  if (parts.length === 0) return own && { query: own.query, attributes: own.attributes, ...machineOf([own]) };
  const present = [...(own ? [own] : []), ...parts.map(({ relation }) => relation)];
  const machine = machineOf(present);
  const columns = [
    ...canonicalColumns(entity).filter(([column]) => present.some((relation) => relation.has(column))),
    ...columnsTold(machine.machine).map((column) => [column, 'text'] as const),
  ];
  const attributes = Object.assign({}, ...parts.map(({ relation }) => relation.attributes));
  const selects = [
    ...(own ? [ownRows(own, columns)] : []),
    ...parts.map(({ other, relation }) => otherRows(entity, crm, other, relation, columns, attributes)),
  ];
  const people = parts.some(({ relation }) => isOfPeople(entity, relation));
  const ctes: Ctes = people
    ? personCtes(
        crm,
        parts.map(({ other }) => other),
      )
    : {};
  return { query: withCtes(ctes, unionAll(selects)), attributes, ...machine };
}

/** What is declared of machines, of all relations that say something of them. */
function machineOf(relations: readonly DescribedRelation[]): Pick<NonNullable<Source['event']>, 'machine'> {
  const declared = relations.flatMap(({ machine }) => machine ?? []);
  return declared.length === 0 ? {} : { machine: machinesOfAll(declared) };
}

function isOfPeople(entity: EntityName, relation: DescribedRelation): boolean {
  return entity === 'attributeHistory' || relation.has('contact_id');
}

type Columns = readonly (readonly [column: string, type: string])[];

function ownRows(own: DescribedRelation, columns: Columns): string {
  const values = columns.map(([column, type]) => `${own.has(column) ? `own.${column}` : 'NULL'}::${type} AS ${column}`);
  return `SELECT ${values.join(', ')}\nFROM (\n${own.query}\n) AS own`;
}

function otherRows(
  entity: EntityName,
  crm: CrmPart,
  other: PartOfOthers,
  relation: DescribedRelation,
  columns: Columns,
  attributes: DescribedRelation['attributes'],
): string {
  const prefixed = (id: string) => `'${other.prefix}:' || other.${id}`;
  const person = translated(other, 'other.contact_id');
  const accounts = !crm.source.has('account');
  const value = (column: string): string => {
    if (!relation.has(column)) return 'NULL';
    if (column === 'contact_id') return person;
    if (column === 'account_id' || column === 'current_account_id') return accounts ? prefixed(column) : 'NULL';
    if (column === 'id' || column === 'opportunity_id') return prefixed(column);
    return `other.${column}`;
  };
  const from = `FROM (\n${relation.query}\n) AS other`;
  if (entity === 'attributeHistory') return historyRows(crm, other, from, columns);
  const values = [
    ...columns.map(([column, type]) => `(${value(column)})::${type} AS ${column}`),
    ...Object.entries(attributes).map(([name, { type }]) => {
      const read = Object.hasOwn(relation.attributes, name) ? `other.${identifierSql(name)}` : 'NULL';
      return `${read}::${type === 'number' ? 'float8' : 'text'} AS ${identifierSql(name)}`;
    }),
  ];
  if (!relation.has('contact_id')) return `SELECT ${values.join(', ')}\n${from}`;
  const join = `LEFT JOIN ${other.prefix}_person AS person ON person.id = other.contact_id::text`;
  // A deal of a company has no contact; whoever the CRM has deleted is gone here too.
  return `SELECT ${values.join(', ')}\n${from}\n${join}\nWHERE person.id IS NULL OR person.person_id IS NOT NULL`;
}

function historyRows(crm: CrmPart, other: PartOfOthers, from: string, columns: Columns): string {
  const renamed = Object.keys(other.source.get('contact')?.attributes ?? {}).filter(
    (name) => ownName(crm, other, name) !== name,
  );
  const cases = renamed.map(
    (name) => `WHEN '${name.replaceAll("'", "''")}' THEN '${ownName(crm, other, name).replaceAll("'", "''")}'`,
  );
  const values: Record<string, string> = {
    entity: 'other.entity',
    entity_id: `CASE other.entity WHEN 'contact' THEN ${translated(other, 'other.entity_id')}
    ELSE '${other.prefix}:' || other.entity_id END`,
    name: cases.length === 0 ? 'other.name' : `CASE other.name ${cases.join(' ')} ELSE other.name END`,
  };
  const list = columns.map(([column, type]) => `(${values[column] ?? `other.${column}`})::${type} AS ${column}`);
  const kept = crm.source.has('account') ? [`other.entity = 'contact'`] : [];
  return `SELECT ${list.join(', ')}
${from}
LEFT JOIN ${other.prefix}_person AS person ON other.entity = 'contact' AND person.id = other.entity_id::text
WHERE ${[...kept, '(person.id IS NULL OR person.person_id IS NOT NULL)'].join(' AND ')}`;
}
