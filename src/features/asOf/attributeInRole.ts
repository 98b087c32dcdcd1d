import type { DeclaredAttribute } from '../../crm/source.ts';
import type { FeatureContext } from '../family.ts';
import type { Owner } from './attributeAsOf.ts';

/** What an attribute can be to a family of features. */
export type Role = 'employees' | 'country';

const typeOf = { employees: 'number', country: 'category' } as const;

/** Names that tell the role, in lower case without anything but letters. */
const names: Readonly<Record<Role, readonly string[]>> = {
  employees: ['employees', 'employeecount', 'employeescount', 'numberofemployees', 'numemployees', 'noofemployees'],
  country: ['country', 'countrycode', 'billingcountry', 'billingcountrycode', 'mailingcountry', 'mailingcountrycode'],
};

/**
 * The attribute of a contact or account that has a role: the one whose declaration says so, else, among those whose declaration
 * says nothing, the first of the right type whose name does, such as `number_of_employees` or `billingCountry`.
 */
export function attributeInRole(
  { declared }: Pick<FeatureContext, 'declared'>,
  owner: Owner,
  role: Role,
): DeclaredAttribute | undefined {
  const candidates = declared[owner].filter(({ attribute }) => attribute.type === typeOf[role]);
  const byName = ({ name, attribute }: DeclaredAttribute) =>
    attribute.role === undefined && names[role].includes(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  return candidates.find(({ attribute }) => attribute.role === role) ?? candidates.find(byName);
}
