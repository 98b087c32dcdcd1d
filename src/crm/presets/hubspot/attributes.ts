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

/** So many properties of the company's own are mapped at most: more columns than conversions teach nothing. */
const mostCustom = 20;

/** HubSpot's own properties by the way they begin: bookkeeping, contact data, and copies of what events say. */
const ownProperty =
  /^(hs_|hubspot|notes_|num_|first_|recent_|last|engagements_|ip_|days_to|closed|total_|web|ipo|twitter|facebook|linkedin|google|follower|kloutscore|associated|phone|mobilephone|fax|email|work_email|address|zip|city|name|firstname|salutation|message|about|description|domain|company|createdate|date_of_birth|owneremail|ownername|surveymonkey|currentlyinworkflow|timezone|photo|blog_|degree|field_of_study|school|seniority|start_date|graduation|marital|military|relationship|gender|job_function|founded|is_public|type$|__proto__$)/;

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

/**
 * Properties of the company's own, from columns `prefix` + property: numbers, and texts and booleans as categories.
 *
 * Those beyond the first twenty, by name, are left to whoever edits the configuration.
 */
export function customAttributes(
  object: 'contact' | 'company',
  columns: readonly string[],
  prefix: string,
  propertyValue: (property: string) => SqlValue | undefined,
): AttributeColumn[] {
  const taken = new Set([...knownAttributes[object], title].flatMap(({ name, property }) => [name, property]));
  return columns
    .filter((column) => column.startsWith(prefix) && column.length > prefix.length)
    .map((column) => column.slice(prefix.length))
    .filter((property) => !ownProperty.test(property) && !taken.has(property))
    .flatMap((property): AttributeColumn[] => {
      const value = propertyValue(property);
      const type = value && attributeType(value);
      if (!value || !type) return [];
      const sql = attributeSql(value, type);
      return [
        { name: property, property, sql, type, meaning: property, availability: 'current-state', lasting: false },
      ];
    })
    .slice(0, mostCustom);
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

function attributeType({ type }: SqlValue): Attribute['type'] | undefined {
  if (/^(smallint|integer|bigint|real|double precision|numeric)$/.test(type)) return 'number';
  return /^(text|character varying|boolean)$/.test(type) ? 'category' : undefined;
}

function attributeSql(value: SqlValue, type: Attribute['type']): string {
  return type === 'number' ? numberSql(value) : textSql(value);
}
