import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { emailDomainType, emailDomainVersion } from '../vocabulary/emailDomainType.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'emailDomain', version: emailDomainVersion, availability: 'created-with' } as const;

/**
 * Whether the contact's e-mail address is at a domain of free mailboxes (`free`), of a school or university (`education`), of a
 * public body (`government`), at another one (`corporate`), or absent (`none`). An address seldom changes: today's is taken for the one the contact was created with.
 */
export const emailDomain: FeatureFamily = {
  ...family,
  sentence: 'kind of e-mail address',
  type: 'category',
  units: ['category'],
  needs: [],
  folds: [],
  windows: 0,
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
    const column = categoryColumn(feature.name, snapshots.rows, (row) =>
      emailDomainType(domains[snapshots.contact[row]!] ?? null),
    );
    return [{ feature, column }];
  },
};
