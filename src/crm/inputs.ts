import { type EntityName, entityOf } from '../config/entity.ts';
import type { Attribute, ColumnOrPath, MachineDeclaration } from '../config/schema.ts';
import { canonicalJson } from '../numeric/canonicalJson.ts';
import { sha256Hex } from '../numeric/hash.ts';
import { attributeKey } from './attributeKey.ts';
import { dayBound } from './instantValue.ts';
import { machineRulesVersion } from './machine/machineRules.ts';
import { columnOfField } from './probe.ts';
import type { ProbedRelation } from './probedRelation.ts';
import { columnOfProperty } from './propertyValue.ts';
import { parseQualifiedName } from './qualifiedName.ts';

/**
 * How the tables are read that features are made of: by part of the mapping, such as `event.machine`, the first 16 hex digits of the SHA-256 of
 * what is declared of it. Of fields it is the column that was found, so that a mapping which says what is so anyhow changes nothing.
 */
export type Inputs = Readonly<Record<string, string>>;

/** Entities that features and labels are made of; the others decide who may be approached, which goes by what is so today. */
export const inputEntities = [
  'contact',
  'account',
  'event',
  'outcome',
  'opportunity',
  'opportunityContact',
  'attributeHistory',
] as const satisfies readonly EntityName[];

/** Fields that are only shown, or that only today's list goes by. */
const shown: ReadonlySet<string> = new Set(['name', 'domain', 'currentAccountId']);

/** @throws HandraiseError `data` for a column that is not there. */
export function inputsOf(relations: ReadonlyMap<EntityName, ProbedRelation>): Inputs {
  const inputs: Record<string, string> = {};
  for (const entity of inputEntities) {
    const probed = relations.get(entity);
    if (!probed) continue;
    for (const [part, declared] of partsOf(probed))
      inputs[`${entity}.${part}`] = sha256Hex(canonicalJson(JSON.parse(JSON.stringify(declared)))).slice(0, 16);
  }
  return inputs;
}

function* partsOf(probed: ProbedRelation): Generator<readonly [part: string, declared: unknown]> {
  const { entity, relation } = probed;
  if (relation.query) yield ['query', sameText(relation.query)];
  else yield ['table', relation.table ? parseQualifiedName(relation.table) : ['handraise', entityOf(entity).table]];
  if (relation.version !== undefined) yield ['version', relation.version];
  for (const [field, { type }] of Object.entries(entityOf(entity).fields)) {
    const column = columnOfField(probed, field);
    if (column === null || shown.has(field)) continue;
    yield [`columns.${field}`, { column, ...(type === 'instant' ? readingOfInstant(probed, field, column) : {}) }];
  }
  for (const [name, attribute] of Object.entries(relation.attributes))
    yield [`attributes.${name}`, attributeReading(probed, name, attribute)];
  for (const [name, property] of Object.entries(relation.properties ?? {}))
    yield [
      `properties.${name}`,
      {
        ...propertyReading(probed, name, property),
        type: property.type === 'number' ? property.type : undefined,
        numberFormat: property.numberFormat,
      },
    ];
  if (relation.machine && !relation.machine.keep) yield ['machine', machineReading(probed, relation.machine)];
}

/** Lines may be indented otherwise. */
function sameText(query: string): string {
  return query
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function readingOfInstant(probed: ProbedRelation, field: string, column: string) {
  const type = probed.columns.get(column);
  return {
    ...(type === 'timestamp with time zone' ? {} : { zone: probed.relation.zone }),
    ...(type === 'date' ? { day: dayBound(probed, field) } : {}),
  };
}

function attributeReading(probed: ProbedRelation, name: string, { type, availability, ...rest }: Attribute) {
  const column = availability === 'history' ? null : attributeKey(probed, name, rest);
  return { column, type, availability };
}

function propertyReading(probed: ProbedRelation, name: string, declared: ColumnOrPath) {
  return { column: columnOfProperty(probed, name, declared), path: declared.path };
}

function machineReading(
  probed: ProbedRelation,
  { sends, opens, clicks, link, userAgent }: Omit<MachineDeclaration, 'keep'>,
) {
  return {
    rules: machineRulesVersion,
    ...{ sends: sends.toSorted(), opens: opens.toSorted(), clicks: clicks.toSorted() },
    link: link && propertyReading(probed, 'link', link),
    userAgent: userAgent && propertyReading(probed, 'userAgent', userAgent),
  };
}
