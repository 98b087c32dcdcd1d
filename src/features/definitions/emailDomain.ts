import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { freeMailDomains } from '../freeMailDomains.ts';
import { samePhrase } from '../phrases.ts';

const family = { family: 'emailDomain', version: 1, availability: 'created-with' } as const;

/**
 * Whether the contact's e-mail address is at a domain of free mailboxes (`free`), at another one (`corporate`), or
 * absent (`none`). An address seldom changes: today's is taken for the one the contact was created with.
 */
export const emailDomain: FeatureFamily = {
  ...family,
  columns({ population, snapshots }) {
    const feature = describe({
      ...family,
      name: 'email:domain',
      parameters: {},
      type: 'category',
      unit: 'category',
      group: 'E-mail domain',
      sentence: 'kind of e-mail domain',
      phrases: samePhrase('e-mail domain: {value}', 'e-mail domain: none'),
    });
    const { emailDomain: domains } = population.contacts;
    const column = categoryColumn(feature.name, snapshots.rows, (row) => {
      const domain = domains[snapshots.contact[row]!] ?? null;
      if (domain === null) return 'none';
      return freeMailDomains.has(domain) ? 'free' : 'corporate';
    });
    return [{ feature, column }];
  },
};
