import type { Attribute, ConfigInput } from '../../../config/schema.ts';
import { numberSql, type SqlValue, textSql } from '../sqlValue.ts';
import type { AttributeColumn } from './objects.ts';

type Known = Omit<AttributeColumn, 'sql'>;

/** Properties of HubSpot's own that say something about a contact, or about its company. */
export const knownAttributes: Readonly<Record<'contact' | 'company', readonly Known[]>> = {
  contact: [
    known('source', 'hs_analytics_source', 'category', 'first contact through', 'created-with', true),
    known('lifecycleStage', 'lifecyclestage', 'category', 'lifecycle stage', 'current-state'),
    known('country', 'country', 'category', 'country of the contact', 'stable'),
  ],
  company: [
    known('industry', 'industry', 'category', 'industry', 'current-state'),
    known('country', 'country', 'category', 'country', 'stable'),
    known('state', 'state', 'category', 'state or region', 'stable'),
    known('employees', 'numberofemployees', 'number', 'company size', 'current-state'),
    known('annualRevenue', 'annualrevenue', 'number', 'annual revenue', 'current-state'),
  ],
};

/** The job title, which is a field of the contact and, with its history, an attribute too. */
const title = known('title', 'jobtitle', 'category', 'job title', 'current-state');

function known(
  name: string,
  property: string,
  type: Attribute['type'],
  meaning: string,
  availability: Attribute['availability'],
  lasting = false,
): Known {
  return { name, property, type, meaning, availability, lasting };
}

/** The known attributes whose property the landing has. */
export function foundAttributes(
  object: 'contact' | 'company',
  propertyValue: (property: string) => SqlValue | undefined,
): AttributeColumn[] {
  return knownAttributes[object].flatMap((attribute) => {
    const value = propertyValue(attribute.property);
    return value === undefined ? [] : [{ ...attribute, sql: attributeSql(value, attribute.type) }];
  });
}

/** Whether a property is read otherwise already, or would give an attribute a name that is taken. */
export function isKnownProperty(object: 'contact' | 'company', property: string): boolean {
  const taken = [...knownAttributes[object], title].flatMap((known) => [known.name, known.property]);
  return taken.includes(property) || property === '__proto__';
}

/** How the attributes are declared: with history where it is kept, except those that are set once. */
export function declaredAttributes(
  attributes: readonly AttributeColumn[],
  hasHistory: boolean,
): NonNullable<NonNullable<NonNullable<ConfigInput['source']>['contact']>['attributes']> {
  return Object.fromEntries(
    attributes.map(({ name, type, meaning, availability, lasting }) => [
      name,
      { type, availability: hasHistory && !lasting ? 'history' : availability, meaning },
    ]),
  );
}

/** The attributes whose values are read from history. */
export function withHistory(attributes: readonly AttributeColumn[]): readonly AttributeColumn[] {
  return attributes.filter(({ lasting }) => !lasting);
}

/** The job title as an attribute, from which seniority and department at a past date are read. */
export function titleAttribute(sql: string): AttributeColumn {
  return { ...title, sql };
}

/** The type of attribute that a column's values make; undefined where they make none. */
export function attributeType({ type }: SqlValue): Attribute['type'] | undefined {
  if (/^(smallint|integer|bigint|real|double precision|numeric)$/.test(type)) return 'number';
  return /^(text|character varying|boolean)$/.test(type) ? 'category' : undefined;
}

/** A value as the text or number of an attribute. */
export function attributeSql(value: SqlValue, type: Attribute['type']): string {
  return type === 'number' ? numberSql(value) : textSql(value);
}
