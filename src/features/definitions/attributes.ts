import type { DeclaredAttribute } from '../../crm/source.ts';
import { numberAsOf, type Owner, textAsOf } from '../asOf/attributeAsOf.ts';
import { attributeInRole } from '../asOf/attributeInRole.ts';
import { categoryColumn, numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureContext, FeatureFamily } from '../family.ts';
import { capitalised, humanised } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';

const employeesPhrases = { ...samePhrase('{value} employees', 'number of employees unknown'), one: '1 employee' };

const family = { family: 'attributes', version: 1 } as const;

/**
 * Attributes of the contact and its account, as the configuration declares them.
 *
 * One with history has the last value set before the as-of instant. Values of which only today's is known
 * (current-state) are here too, so that the availability audit can show what they would have been worth.
 */
export const attributes: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'what the CRM says of the contact and its account',
  type: 'as declared',
  units: ['number', 'category'],
  needs: [],
  folds: [],
  windows: 0,
  columns: (context) =>
    (['contact', 'account'] as const).flatMap((owner) =>
      context.declared[owner].map((declared) => attributeColumn(context, owner, declared)),
    ),
};

function attributeColumn(context: FeatureContext, owner: Owner, declared: DeclaredAttribute): FeatureColumn {
  const { name, attribute } = declared;
  const { type, availability } = attribute;
  const meaning = attribute.meaning ?? humanised(name);
  const isSize = attributeInRole(context, owner, 'employees') === declared;
  const feature = describe({
    ...family,
    name: `${owner}:${name}`,
    parameters: { entity: owner, name, availability },
    type,
    unit: type === 'number' ? 'number' : 'category',
    availability,
    group: isSize ? 'Company size' : capitalised(meaning),
    sentence: meaning,
    phrases: isSize ? employeesPhrases : samePhrase(`${meaning}: {value}`, `${meaning} unknown`),
  });
  const { rows } = context.snapshots;
  if (type === 'category')
    return { feature, column: categoryColumn(feature.name, rows, textAsOf(context, owner, declared)) };
  const unreadable = () => context.anomalies.add(`values of ${owner} ${name} that are no number`);
  return { feature, column: numberColumn(feature.name, rows, numberAsOf(context, owner, declared, unreadable)) };
}
