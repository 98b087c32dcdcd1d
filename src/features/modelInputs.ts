import type { Inputs } from '../crm/inputs.ts';
import type { Sources } from '../crm/source.ts';
import { attributeInRole, type Role } from './asOf/attributeInRole.ts';
import { catalogue } from './catalogue.ts';
import type { Feature } from './feature.ts';
import { needsAmounts, needsProperties } from './sweep/fold.ts';

const owners = ['contact', 'account'] as const;
const roles: readonly Role[] = ['employees', 'country'];

/** Families that read an attribute by its role, and which. */
const roleOf: Readonly<Record<string, Role>> = { companySize: 'employees', geography: 'country' };

/** How the tables are read that features are made of, and which attribute has a role. */
export function inputsWithRoles(sources: Pick<Sources, 'inputs' | 'attributes' | 'history'>): Inputs {
  const declared = {
    contact: [...sources.attributes('contact'), ...sources.history('contact')],
    account: [...sources.attributes('account'), ...sources.history('account')],
  };
  const found = owners.flatMap((owner) =>
    roles.flatMap((role) => {
      const attribute = attributeInRole({ declared }, owner, role);
      const read = attribute && sources.inputs[`${owner}.attributes.${attribute.name}`];
      return read === undefined ? [] : [[`${owner}.${role}`, read] as const];
    }),
  );
  return { ...sources.inputs, ...Object.fromEntries(found) };
}

/** Whether one of the features is made of a part of `inputsWithRoles`; of those of the company's own nobody knows what they are made of. */
export function isMadeOf(
  features: readonly Pick<Feature, 'name' | 'family' | 'availability'>[],
  part: string,
): boolean {
  const [entity = '', setting = '', ...rest] = part.split('.');
  const name = rest.join('.');
  const some = (made: (feature: Pick<Feature, 'name' | 'family' | 'availability'>) => boolean) =>
    features.some((feature) => feature.name.startsWith('own:') || made(feature));
  if (setting === 'attributes') return some((feature) => feature.name === `${entity}:${name}`);
  if (roles.some((role) => role === setting)) return some(({ family }) => roleOf[family] === setting);
  if (setting === 'properties')
    return some((feature) => ofProperties.has(feature.family) && propertyOf(feature) === name);
  if (entity === 'event') return some(({ family }) => ofEvents.has(family));
  if (entity === 'attributeHistory') return some(({ availability }) => availability === 'history');
  return true;
}

const ofEvents: ReadonlySet<string> = new Set(
  catalogue.filter(({ needs }) => needs.includes('event')).map(({ family }) => family),
);
const ofProperties: ReadonlySet<string> = new Set(
  catalogue.filter((family) => needsProperties(family) || needsAmounts(family)).map(({ family }) => family),
);

/** Features of a property are called by it. */
function propertyOf({ name }: Pick<Feature, 'name'>): string | undefined {
  return name.split(':')[1];
}
