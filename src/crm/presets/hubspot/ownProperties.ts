import { type Notice, notice } from '../../../notice/notice.ts';
import { type FieldBudget, fieldBudget, leftOut, leftOutFields, uncountedBudget } from '../fieldBudget.ts';
import { fieldCountsOf, fieldCountsQuery, sampleSql, valueShape } from '../fieldCounts.ts';
import type { Answer, Landing } from '../preset.ts';
import { booleanSql, columnValue, type SqlValue, tableSql, textSql } from '../sqlValue.ts';
import { attributeSql, attributeType, isKnownProperty } from './attributes.ts';
import { hubspotProperties } from './hubspotProperties.ts';
import type { AttributeColumn } from './objects.ts';

type Owner = 'contact' | 'company';
const owners: readonly Owner[] = ['contact', 'company'];

/** Where a connector lands the properties of an object. */
export interface PropertyTables {
  readonly table: Readonly<Record<Owner, string>>;
  /** What the name of a property's column begins with. */
  readonly prefix: string;
  /** A column that holds all properties as JSON, where they have no columns. */
  readonly document: string | undefined;
  /** The table that says which properties HubSpot defined. */
  readonly catalogue: string | undefined;
}

/** The company's own properties of an object that are mapped, and what was left out. */
export interface OwnProperties {
  readonly budget: FieldBudget;
  /** Those whose values are numbers, though the landing holds them as text. */
  readonly numbers: ReadonlySet<string>;
  readonly leftOut: readonly Notice<'own-fields-left-out' | 'own-fields-untold'>[];
}

const catalogueQuestion = 'properties that HubSpot defined';
const countsQuestion = (owner: Owner) => `properties of ${owner}`;

/** What has to be known of the properties: which HubSpot defined, and how each is filled. */
export function propertyQuestions(
  landing: Landing,
  how: 'sample' | 'whole',
  of: PropertyTables,
): Record<string, string> {
  const questions: Record<string, string> = {};
  const defined = of.catalogue === undefined ? undefined : columnValue(landing, of.catalogue, 'p', 'hubspot_defined');
  if (of.catalogue !== undefined && defined !== undefined)
    questions[catalogueQuestion] = `SELECT p.hubspot_object AS object, p.name AS property
FROM ${tableSql(landing, of.catalogue)} AS p
WHERE ${booleanSql(defined)}`;
  for (const owner of owners) {
    const table = of.table[owner];
    const values = propertyColumns(landing, of, owner);
    const document = documentOf(landing, of, owner);
    if (values.size > 0)
      questions[countsQuestion(owner)] = fieldCountsQuery(
        landing,
        table,
        'c',
        Object.fromEntries([...values].map(([property, value]) => [property, textSql(value)])),
        how,
      );
    else if (document) questions[countsQuestion(owner)] = keyCountsQuery(landing, table, document, how);
  }
  return questions;
}

/** The own properties of an object: by the catalogue of HubSpot's properties, else by the public list of them. */
export function ownProperties(landing: Landing, owner: Owner, of: PropertyTables): OwnProperties {
  const answers = landing.answer(countsQuestion(owner));
  const values = propertyColumns(landing, of, owner);
  const defined = definedByHubspot(landing, owner);
  const isOwn = (property: string) =>
    !isKnownProperty(owner, property) &&
    (defined ? !defined.has(spelled(property)) : !property.startsWith(reserved) && !listed[owner].has(property));
  const numbers = new Set((answers ?? []).filter(({ number }) => number === true).map(({ field }) => String(field)));
  const isNumber = (property: string) => {
    const value = values.get(property);
    return numbers.has(property) || (value !== undefined && attributeType(value) === 'number');
  };
  const budget =
    answers === undefined
      ? uncountedBudget([...values.keys()].filter(isOwn))
      : fieldBudget(
          fieldCountsOf(answers.filter(isFit)).filter(({ field }) => isOwn(field)),
          isNumber,
        );
  const what = owner === 'contact' ? 'contacts' : 'companies';
  const unfit = [...unfitColumns(landing, of, owner), ...unfitKeys(answers)].filter(isOwn);
  return {
    budget,
    numbers,
    leftOut: [
      ...leftOutFields(what, budget),
      ...leftOut(what, 'dates-or-lists', unfit),
      ...(defined === undefined && (values.size > 0 || answers !== undefined)
        ? [notice('own-fields-untold', { of: what, prefix: reserved })]
        : []),
    ],
  };
}

/** HubSpot names properties of its own by patterns too (`hs_email_optout_…`), which no list can hold. */
const reserved = 'hs_';
const listed = hubspotProperties;

function definedByHubspot(landing: Landing, owner: Owner): ReadonlySet<string> | undefined {
  const names = (landing.answer(catalogueQuestion) ?? [])
    .filter(({ object }) => String(object).toLowerCase() === owner)
    .map(({ property }) => spelled(String(property)));
  return names.length === 0 ? undefined : new Set(names);
}

/** A property's name as a column's: what is no letter or digit becomes `_`. */
function spelled(property: string): string {
  return property.toLowerCase().replaceAll(/[^\p{L}\p{N}_]/gu, '_');
}

/** Columns of properties that can be attributes, by the property. */
function propertyColumns(landing: Landing, { table, prefix }: PropertyTables, owner: Owner): Map<string, SqlValue> {
  const named = landing.columns(table[owner]).filter((column) => column.startsWith(prefix) && column !== prefix);
  return new Map(
    named.flatMap((column): [string, SqlValue][] => {
      const value = columnValue(landing, table[owner], 'c', column);
      return value && attributeType(value) ? [[column.slice(prefix.length), value]] : [];
    }),
  );
}

/** Columns of properties that can be no attribute: points in time, and what is no single value. */
function unfitColumns(landing: Landing, of: PropertyTables, owner: Owner): string[] {
  const fit = propertyColumns(landing, of, owner);
  return landing
    .columns(of.table[owner])
    .filter((column) => column.startsWith(of.prefix) && column !== of.prefix)
    .map((column) => column.slice(of.prefix.length))
    .filter((property) => !fit.has(property));
}

function isFit({ fit }: Answer): boolean {
  return fit !== false;
}

function unfitKeys(answers: readonly Answer[] | undefined): string[] {
  return (answers ?? []).filter((answer) => !isFit(answer)).map(({ field }) => String(field));
}

function documentOf(landing: Landing, { table, document }: PropertyTables, owner: Owner): SqlValue | undefined {
  return document === undefined ? undefined : columnValue(landing, table[owner], 'c', document);
}

/** As `fieldCountsQuery`, of the keys of a JSON object. */
function keyCountsQuery(landing: Landing, table: string, { sql }: SqlValue, how: 'sample' | 'whole'): string {
  return `WITH looked_at AS (
  SELECT ${sql}::jsonb AS document
  FROM ${tableSql(landing, table)} AS c${sampleSql(landing, table, how)}
)
SELECT part.key AS field, max(counted.rows) AS rows, count(*) AS filled, count(DISTINCT part.value) AS distinct_values,
  ${valueShape('part.value')}
FROM looked_at
CROSS JOIN (SELECT count(*) AS rows FROM looked_at) AS counted
CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(looked_at.document) WHEN 'object' THEN looked_at.document ELSE '{}' END) AS part
WHERE part.value <> ''
GROUP BY part.key`;
}

/** Properties of the company's own: numbers, and texts and booleans as categories. */
export function ownAttributes(
  { budget, numbers }: OwnProperties,
  propertyValue: (property: string) => SqlValue | undefined,
): AttributeColumn[] {
  return budget.taken.flatMap((property): AttributeColumn[] => {
    const value = propertyValue(property);
    const type = value && (numbers.has(property) ? 'number' : attributeType(value));
    if (!value || !type) return [];
    const sql = attributeSql(value, type);
    return [{ name: property, property, sql, type, meaning: property, availability: 'current-state', lasting: false }];
  });
}
