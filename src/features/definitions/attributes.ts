import type { DeclaredAttribute } from '../../crm/source.ts';
import type { Column } from '../../table/table.ts';
import { accountKnownAt } from '../accountKnownAt.ts';
import { categoryColumn, numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureContext, FeatureFamily } from '../family.ts';
import { capitalised, humanised } from '../kindLabels.ts';
import { parseNumber } from '../parseNumber.ts';
import { samePhrase } from '../phrases.ts';
import { valueAsOf } from '../valueAsOf.ts';

const family = { family: 'attributes', version: 1 } as const;

type Entity = 'contact' | 'account';

/**
 * Attributes of the contact and its account, as the configuration declares them.
 *
 * One with history has the last value set before the as-of instant. Values of which only today's is known
 * (current-state) are here too, so that the availability audit can show what they would have been worth.
 */
export const attributes: FeatureFamily = {
  ...family,
  availability: 'as declared',
  columns: (context) =>
    (['contact', 'account'] as const).flatMap((entity) =>
      context.declared[entity].map((declared) => attributeColumn(context, entity, declared)),
    ),
};

function attributeColumn(context: FeatureContext, entity: Entity, declared: DeclaredAttribute): FeatureColumn {
  const { name, attribute } = declared;
  const { type, availability } = attribute;
  const meaning = attribute.meaning ?? humanised(name);
  const feature = describe({
    ...family,
    name: `${entity}:${name}`,
    parameters: { entity, name, availability },
    type,
    unit: type === 'number' ? 'number' : 'category',
    availability,
    group: capitalised(meaning),
    sentence: meaning,
    phrases: samePhrase(`${meaning}: {value}`, `${meaning} unknown`),
  });
  const subject = (row: number) =>
    entity === 'contact' ? context.snapshots.contact[row]! : accountKnownAt(context, row);
  const column =
    availability === 'history'
      ? historyColumn(context, entity, declared, feature.name, subject)
      : stateColumn(context, entity, declared, feature.name, subject);
  return { feature, column };
}

function stateColumn(
  { population, snapshots }: FeatureContext,
  entity: Entity,
  { name, attribute }: DeclaredAttribute,
  feature: string,
  subject: (row: number) => number,
): Column {
  const source = population[`${entity}s`].attributes.find((column) => column.name === name);
  if (!source || source.kind !== attribute.type)
    throw new Error(`the population lacks ${entity} attribute ${name} as a ${attribute.type}`);
  if (source.kind === 'number')
    return numberColumn(feature, snapshots.rows, (row) => source.values[subject(row)] ?? Number.NaN);
  return categoryColumn(feature, snapshots.rows, (row) => source.levels[source.codes[subject(row)] ?? -1] ?? null);
}

function historyColumn(
  { population, snapshots, anomalies }: FeatureContext,
  entity: Entity,
  { name, attribute }: DeclaredAttribute,
  feature: string,
  subject: (row: number) => number,
): Column {
  const history = population.history.find((candidate) => candidate.entity === entity && candidate.name === name);
  if (!history) throw new Error(`the population lacks the history of ${entity} attribute ${name}`);
  const find = valueAsOf(history);
  const positionOf = (row: number) => find(subject(row), snapshots.asOf[row]!);
  if (attribute.type === 'category')
    return categoryColumn(feature, snapshots.rows, (row) => history.value[positionOf(row)] ?? null);
  const numbers = Float64Array.from(history.value, (text) => {
    const number = text === null ? Number.NaN : parseNumber(text);
    if (text !== null && Number.isNaN(number)) anomalies.add(`values of ${entity} ${name} that are no number`);
    return number;
  });
  return numberColumn(feature, snapshots.rows, (row) => numbers[positionOf(row)] ?? Number.NaN);
}
