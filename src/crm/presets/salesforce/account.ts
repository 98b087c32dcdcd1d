import type { PresetMapping } from '../preset.ts';
import { select } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { knowsPast } from './past.ts';
import { isCurrent, type SalesforceSource } from './source.ts';
import { trackedColumns } from './tracked.ts';

type Relation = NonNullable<PresetMapping['source']['account']>;
type Attributes = NonNullable<Relation['attributes']>;

const facts = {
  industry: { type: 'category', availability: 'stable', meaning: 'industry' },
  billing_country: { type: 'category', availability: 'stable', meaning: 'country' },
  number_of_employees: { type: 'number', availability: 'stable', meaning: 'company size' },
  annual_revenue: { type: 'number', availability: 'current-state', meaning: 'annual revenue' },
  type: { type: 'category', availability: 'current-state', meaning: 'account type' },
} as const satisfies Attributes;

/** Accounts that are not deleted or merged away. */
export function accountRelation(source: SalesforceSource): Relation | undefined {
  const { account, own } = source;
  if (!account) return undefined;
  const attributes: Attributes = {};
  const values: Record<string, string | undefined> = {};
  for (const [name, attribute] of Object.entries(facts)) {
    if (!account.has(name)) continue;
    if (knowsPast(source, account, name)) attributes[name] = { ...attribute, availability: 'history' };
    else {
      attributes[name] = attribute;
      values[name] = attribute.type === 'number' ? account.number(name) : account.text(name);
    }
  }
  return {
    query: select({
      columns: {
        id: account.text('id'),
        name: account.text('name'),
        domain: websiteDomain(account),
        created_at: account.instant('created_date'),
        ...values,
      },
      from: account.from,
      where: isCurrent(account),
    }),
    attributes: { ...attributes, ...trackedColumns(source, [account], own.accounts.taken).attributes },
  };
}

/** The account's attributes whose past is known, by name, each with its column. */
export function accountPast(source: SalesforceSource, account: TableReader): Readonly<Record<string, string>> {
  const own = trackedColumns(source, [account], source.own.accounts.taken).columns;
  return Object.fromEntries([...Object.keys(facts), ...own].map((name) => [name, name]));
}
