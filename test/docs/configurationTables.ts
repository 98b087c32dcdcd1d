import { z } from 'zod';
import { type EntityName, entities, entityNames, entityOf, versionedEntities } from '../../src/config/entity.ts';
import { configSchema } from '../../src/config/schema.ts';
import { markdownTable } from './markdownTable.ts';

/** What of JSON Schema the configuration needs. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** One setting of the configuration, as its page lists it. */
export interface Setting {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

const whole = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Schema;
const top = whole.properties!;
const relation = top.source!.properties!.contact!;
const imported = valuesOf(top.imports!);
const program = valuesOf(top.programs!);

/** Settings by the section of the page that lists them. */
export const settings = {
  top: settingsOf(whole).filter(({ path }) => !path.includes('.') && !path.includes('<')),
  source: settingsOf(relation),
  imports: settingsOf(imported),
  programs: settingsOf(program),
} as const satisfies Readonly<Record<string, readonly Setting[]>>;

/** Tables of docs/reference/configuration.md. */
export const configurationTables: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(settings).map(([section, list]) => [section, tableOf(list)])),
  entities: entityNames.map(entitySection).join('\n\n'),
};

function tableOf(list: readonly Setting[]): string {
  return markdownTable(
    ['setting', 'takes', 'by default', 'what it says'],
    list.map(({ path, schema, required }) => [
      `\`${path}\``,
      typeOf(schema),
      required ? (path.includes('.') ? '**required** in it' : '**required**') : defaultOf(schema),
      schema.description ?? '',
    ]),
  );
}

/** A schema's settings, those of objects within it behind it. */
function settingsOf(schema: Schema, prefix = ''): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = `${prefix}${name}`;
    const required = (schema.required ?? []).includes(name) && inner.default === undefined;
    return [{ path, schema: inner, required }, ...within(inner, path)];
  });
}

function within(schema: Schema, path: string): Setting[] {
  const named = schema.additionalProperties;
  return [
    ...settingsOf(schema, `${path}.`),
    ...(schema.anyOf ?? []).flatMap((choice) => settingsOf(choice, `${path}.`)),
    ...(typeof named === 'object' ? settingsOf(named, `${path}.<name>.`) : []),
  ];
}

function typeOf(schema: Schema): string {
  const { type, format, enum: choices, anyOf, items, additionalProperties } = schema;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (choices) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
  if (format) return format === 'date' ? 'ISO date' : 'ISO date-time';
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (items) return items.type === undefined ? 'list' : `list of ${typeOf(items)}`;
  if (type === 'object') {
    if (typeof additionalProperties !== 'object') return 'settings (below)';
    return `by name: ${typeOf(additionalProperties)}`;
  }
  if (type === 'string') return 'text';
  return `${type === 'integer' ? 'whole number' : type}${boundsOf(schema)}`;
}

function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (minimum !== undefined) return most === undefined ? `, ${minimum} or more` : `, ${minimum} to ${most}`;
  if (exclusiveMinimum === undefined) return '';
  const upper = most === undefined ? '' : ` up to ${most}`;
  return `, above ${exclusiveMinimum}${exclusiveMaximum === undefined ? upper : ` and below ${exclusiveMaximum}`}`;
}

function defaultOf({ default: value }: Schema): string {
  const empty = value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return empty ? '' : `\`${JSON.stringify(value)}\``;
}

function valuesOf({ additionalProperties }: Schema): Schema {
  if (typeof additionalProperties !== 'object') throw new Error('is no record');
  return additionalProperties;
}

function entitySection(name: EntityName): string {
  const { meaning, key, fields, attributes } = entityOf(name);
  const rows = Object.entries(fields).map(([field, { type, required, meaning: what }]) => [
    required ? `**\`${field}\`**` : `\`${field}\``,
    type,
    what,
  ]);
  const extra = [
    `Its key: ${key.map((field) => `\`${field}\``).join(', ')}.`,
    ...(attributes ? ['It may have `attributes`.'] : []),
    ...(versionedEntities.some((versioned) => versioned === name) ? ['It may have a `version`.'] : []),
    `Imported rows lie in \`handraise.${entities[name].table}\`.`,
  ];
  return `### ${name}\n\n${meaning} ${extra.join(' ')}\n\n${markdownTable(['field', 'type', 'meaning'], rows)}`;
}
