import { type RawBuilder, sql } from 'kysely';
import { columnOf, type EntityName, entityOf, type FieldType } from '../config/entity.ts';
import type { Attribute, DayBound, EventProperty, MachineDeclaration, Relation, Source } from '../config/schema.ts';
import { textArray } from '../database/textArray.ts';
import { HandraiseError } from '../errors.ts';
import { attributeKey } from './attributeKey.ts';
import { plainNumberPattern } from './import/plainNumber.ts';
import { type Inputs, inputsOf } from './inputs.ts';
import { instantValue, isDay } from './instantValue.ts';
import { textOfColumn } from './looseColumns.ts';
import { integerTypes, numberTypes } from './numberTypes.ts';
import { columnOfField, probeRelations } from './probe.ts';
import type { ProbedRelation } from './probedRelation.ts';
import type { Probing } from './probing.ts';
import { propertyNumber, unreadableProperty } from './propertyNumber.ts';
import { propertyValue } from './propertyValue.ts';

/** A company's tables as Handraise reads them: one SELECT per entity, in canonical columns. */
export interface Sources {
  /** Whether the entity is mapped, or was imported. */
  has(entity: EntityName): boolean;
  /**
   * SQL text that yields an entity's fields in the order of the catalogue, in snake case: ids and
   * text as `text` that is equal to the same bytes only, instants as `timestamptz`, numbers as `float8`, absent fields as typed NULL; then
   * each declared attribute as `attribute:<name>`, text for a category and float8 for a number. Of outcomes and opportunities the last
   * column, `begun_at`, is the earliest instant at which they can have come about: a day's first.
   */
  select(entity: EntityName): string;
  /** The same with one id as the whole number it is stored as, which is quicker to send; null where it is stored otherwise. */
  selectWithNumber(entity: EntityName, field: string): string | null;
  /** Declared attributes whose value is a column, in the order of `select`. */
  attributes(entity: EntityName): readonly DeclaredAttribute[];
  /** Declared attributes whose value at a date is read from `attributeHistory`. */
  history(entity: EntityName): readonly DeclaredAttribute[];
  /** Whether a run's own day may know of outcomes, deals or objections that no model knows of yet: those dated by days, or known later. */
  readonly todayDiffers: boolean;
  /** SELECT of how many versions of rows are left aside because there are later ones; null where rows have no versions. */
  olderVersions(entity: EntityName): string | null;
  /** Fields of the entity for which a column is there; none of an entity that is not. */
  fields(entity: EntityName): readonly string[];
  /** What events are declared to be about; `select` has each as `property:<name>`, text, after the fields. */
  readonly properties: readonly DeclaredProperty[];
  /** Properties that are numbers; `select` has each as `property:<name>`, float8, beside the others. */
  readonly amounts: readonly DeclaredProperty[];
  /** SELECT of `occurred_at`, `ingested_at` and the columns of those, text: what is there and is no number that is used; null without any. */
  readonly unreadableAmounts: string | null;
  /**
   * Which events a machine may have caused; null where the configuration says nothing of it. `select` has what is declared of them as
   * `machineColumns`, text, after the properties.
   */
  readonly machine: MachineDeclaration | null;
  /** How the tables are read that features are made of. */
  readonly inputs: Inputs;
  /** Whether an index promises that no two rows share the entity's key. */
  unique(entity: EntityName): boolean;
}

/** An attribute as the configuration declares it. */
export interface DeclaredAttribute {
  readonly name: string;
  readonly attribute: Attribute;
}

/** A property of events as the configuration declares it. */
export interface DeclaredProperty {
  readonly name: string;
  readonly property: EventProperty;
}

/** Column of `Sources.select` that holds a property. */
export function propertyColumn(name: string): string {
  return `property:${name}`;
}

/** Columns of `Sources.select` that hold what tells events by machines. */
export const machineColumns = { link: 'machine:link', userAgent: 'machine:user agent' } as const;

const sqlTypes: Readonly<Record<FieldType, string>> = {
  id: 'text',
  text: 'text',
  instant: 'timestamptz',
  number: 'float8',
  boolean: 'boolean',
};

/** Fields that keep a contact off the list from the first instant of their day on. */
const beginnings: Readonly<Partial<Record<EntityName, string>>> = { outcome: 'occurredAt', opportunity: 'createdAt' };

/** What keeps a contact off the list and may become known later. */
const knownLater: ReadonlySet<EntityName> = new Set(['opportunity', 'suppression']);

/**
 * Reads the catalogue and makes the SELECT of every entity.
 *
 * @throws HandraiseError `data` for missing or mistyped columns, `permission`, `config`.
 */
export async function probeSources(on: Probing, source: Source): Promise<Sources> {
  const relations = await probeRelations(on, source);
  const texts = new Map<EntityName, string>();
  for (const [entity, probed] of relations) texts.set(entity, selectOf(probed).compile(on.kysely).sql);
  const declared = (entity: EntityName, fromHistory: boolean): DeclaredAttribute[] =>
    Object.entries(source[entity]?.attributes ?? {})
      .filter(([, attribute]) => (attribute.availability === 'history') === fromHistory)
      .map(([name, attribute]) => ({ name, attribute }));
  return {
    has: (entity) => relations.has(entity),
    select(entity) {
      const text = texts.get(entity);
      if (text === undefined)
        throw new HandraiseError('data', `${entity} is neither mapped nor imported`, {
          hint: `map source.${entity} in the configuration, or handraise import ${entity} FILE.csv`,
        });
      return text;
    },
    selectWithNumber(entity, field) {
      const probed = relations.get(entity);
      const column = probed ? columnOfField(probed, field) : null;
      if (!probed || column === null || !integerTypes.has(probed.columns.get(column) ?? '')) return null;
      return selectOf(probed, field).compile(on.kysely).sql;
    },
    olderVersions(entity) {
      const statement = relations.get(entity)?.olderVersions;
      return statement?.compile(on.kysely).sql ?? null;
    },
    attributes: (entity) => declared(entity, false),
    history: (entity) => declared(entity, true),
    properties: relations.has('event') ? declaredProperties(source.event).filter((one) => !isAmount(one)) : [],
    amounts: relations.has('event') ? declaredProperties(source.event).filter(isAmount) : [],
    inputs: inputsOf(relations),
    unreadableAmounts: unreadableAmounts(relations.get('event'))?.compile(on.kysely).sql ?? null,
    machine: (relations.has('event') && source.event?.machine) || null,
    todayDiffers: [...relations.values()].some((probed) => {
      const field = beginnings[probed.entity];
      if (field !== undefined && isDay(probed, field)) return true;
      return knownLater.has(probed.entity) && columnOfField(probed, 'ingestedAt') !== null;
    }),
    fields(entity) {
      const probed = relations.get(entity);
      return probed
        ? Object.keys(entityOf(entity).fields).filter((field) => columnOfField(probed, field) !== null)
        : [];
    },
    unique(entity) {
      const probed = relations.get(entity);
      return probed !== undefined && isUnique(probed);
    },
  };
}

function declaredProperties(relation: Relation | undefined): DeclaredProperty[] {
  return Object.entries(relation?.properties ?? {}).map(([name, property]) => ({ name, property }));
}

function unreadableAmounts(probed: ProbedRelation | undefined): RawBuilder<unknown> | null {
  const amounts = declaredProperties(probed?.relation).filter(isAmount);
  if (!probed || amounts.length === 0) return null;
  const instants = ['occurredAt', 'ingestedAt'].map(
    (field) => sql`${canonicalField(probed, field)} AS ${sql.id(columnOf(field))}`,
  );
  const texts = amounts.map(
    ({ name, property }) => sql`${unreadableProperty(probed, name, property)} AS ${sql.id(propertyColumn(name))}`,
  );
  return sql`SELECT ${sql.join([...instants, ...texts])} FROM ${probed.from}`;
}

function isAmount({ property }: DeclaredProperty): boolean {
  return property.type === 'number';
}

/** Whether a unique index covers the entity's key, or part of it. */
export function isUnique(probed: ProbedRelation): boolean {
  const key = entityOf(probed.entity).key.map((field) => columnOfField(probed, field));
  return probed.uniqueKeys.some((unique) => unique.every((column) => key.includes(column)));
}

/**
 * The canonical SELECT of one relation.
 *
 * @param asStored a field whose column is left as it is.
 * @throws HandraiseError `data` naming a column whose type doesn't fit, and what it was expected to be.
 */
function selectOf(probed: ProbedRelation, asStored?: string): RawBuilder<unknown> {
  const entity = entityOf(probed.entity);
  const outputOf = (field: string) =>
    field === asStored ? sql`${sql.id('source', columnOfField(probed, field)!)}` : canonicalField(probed, field);
  const outputs = Object.keys(entity.fields).map((field) => sql`${outputOf(field)} AS ${sql.id(columnOf(field))}`);
  for (const [name, attribute] of Object.entries(probed.relation.attributes)) {
    if (attribute.availability === 'history') continue;
    outputs.push(sql`${attributeValue(probed, name, attribute)} AS ${sql.id(`attribute:${name}`)}`);
  }
  for (const one of declaredProperties(probed.relation)) {
    const { name, property } = one;
    const value = isAmount(one) ? propertyNumber(probed, name, property) : propertyValue(probed, name, property);
    outputs.push(sql`${value} AS ${sql.id(propertyColumn(name))}`);
  }
  for (const name of ['link', 'userAgent'] as const) {
    const declared = probed.relation.machine?.[name];
    if (declared)
      outputs.push(sql`${propertyValue(probed, name, declared, 'machine')} AS ${sql.id(machineColumns[name])}`);
  }
  const beginning = beginnings[probed.entity];
  if (beginning !== undefined) outputs.push(sql`${canonicalField(probed, beginning, 'start')} AS begun_at`);
  return sql`SELECT ${sql.join(outputs)} FROM ${probed.from}`;
}

/**
 * The value of one field in its canonical type; a typed NULL where no column holds an optional one.
 *
 * @param bound which end of a day stands for it; by default as declared.
 * @throws HandraiseError `data` as {@link selectOf}.
 */
export function canonicalField(probed: ProbedRelation, field: string, bound?: DayBound): RawBuilder<unknown> {
  const type: FieldType = entityOf(probed.entity).fields[field]?.type ?? 'text';
  const column = columnOfField(probed, field);
  return column === null ? typedNull(type) : fieldValue(probed, field, column, type, bound);
}

/** NULL in the type of a canonical field. */
export function typedNull(type: FieldType): RawBuilder<unknown> {
  return sql`NULL::${sql.raw(sqlTypes[type])}`;
}

function fieldValue(
  probed: ProbedRelation,
  field: string,
  column: string,
  type: FieldType,
  bound?: DayBound,
): RawBuilder<unknown> {
  const found = probed.columns.get(column) ?? 'unknown';
  const reference = sql`${sql.id('source', column)}`;
  switch (type) {
    case 'id':
    case 'text':
      return textOfColumn(probed, column);
    case 'instant':
      return instantValue(probed, field, reference, bound);
    case 'number':
      if (numberTypes.has(found)) return sql`${reference}::float8`;
      throw mistyped(probed, field, column, 'a number', found);
    case 'boolean':
      if (found === 'boolean') return reference;
      throw mistyped(probed, field, column, 'boolean', found);
  }
}

/**
 * The value of an attribute: text of a category, float8 of a number.
 *
 * @throws HandraiseError `data` as {@link selectOf}.
 */
export function attributeValue(probed: ProbedRelation, name: string, attribute: Attribute): RawBuilder<unknown> {
  const column = attributeKey(probed, name, attribute);
  if (probed.columns.has(column)) {
    const reference = sql`${sql.id('source', column)}`;
    if (attribute.type === 'category') return textOfColumn(probed, column);
    const found = probed.columns.get(column) ?? 'unknown';
    if (found === 'boolean') return sql`${reference}::int::float8`;
    if (!numberTypes.has(found)) throw mistyped(probed, `attributes.${name}`, column, 'a number', found);
    return sql`nullif(nullif(nullif(${reference}::float8, 'NaN'), 'Infinity'), '-Infinity')`;
  }
  if (!probed.imported)
    throw new HandraiseError(
      'data',
      `${probed.entity}.attributes.${name}: expected column ${column} in ${probed.title}, found ${[...probed.columns.keys()].join(', ')}`,
      { hint: `map it: source.${probed.entity}.attributes.${name}.column` },
    );
  const text = importedText(column);
  if (attribute.type === 'category') return text;
  return sql`CASE WHEN ${text} ~ ${sql.lit(plainNumberPattern)} THEN ${text}::float8 END`;
}

function importedText(key: string): RawBuilder<unknown> {
  return sql`(${sql.id('source', 'attributes')} ->> ${sql.lit(key)})`;
}

/**
 * The text of a number attribute of which something is there but no number; NULL elsewhere. Null where its column is of a type that
 * holds numbers only.
 */
export function unreadableNumber(
  probed: ProbedRelation,
  name: string,
  attribute: Attribute,
): RawBuilder<unknown> | null {
  const key = attributeKey(probed, name, attribute);
  if (attribute.type !== 'number' || probed.columns.has(key) || !probed.imported) return null;
  const text = importedText(key);
  return sql`CASE WHEN ${text} ~ '\\S' AND ${text} !~ ${sql.lit(plainNumberPattern)} THEN ${text} END`;
}

function mistyped(probed: ProbedRelation, field: string, column: string, expected: string, found: string) {
  return new HandraiseError(
    'data',
    `${probed.entity}.${field}: expected column ${column} of ${probed.title} to be ${expected}, found ${found}`,
    { hint: 'map a SELECT that casts it, instead of the table' },
  );
}

/** The same sources, whose events are those of some contacts alone. */
export function withEventsOf(sources: Sources, contacts: readonly string[]): Sources {
  const condition = `contact_id = ANY(${textArray(contacts)})`;
  return {
    ...sources,
    select: (entity) =>
      entity === 'event'
        ? `SELECT * FROM (${sources.select(entity)}) AS all_events WHERE ${condition}`
        : sources.select(entity),
    // Ids of numbers are not compared with those of text.
    selectWithNumber: (entity, field) => (entity === 'event' ? null : sources.selectWithNumber(entity, field)),
  };
}
