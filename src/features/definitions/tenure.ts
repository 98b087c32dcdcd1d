import { microsecondsPerDay } from '../../time/instant.ts';
import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { agoPhrases } from '../wording/phrases.ts';

const family = { family: 'tenure', version: 1, availability: 'created-with' } as const;
const shared = { ...family, type: 'number', unit: 'days', group: 'Time in the CRM' } as const;

/** Days since the contact, and its account, entered the CRM; missing for an account that had not yet. */
export const tenure: FeatureFamily = {
  ...family,
  sentence: 'how long the contact and its account have been in the CRM',
  type: 'number',
  units: ['days'],
  needs: [],
  folds: [],
  windows: 0,
  columns(context) {
    const { contact, asOf, rows } = context.snapshots;
    const { contacts, accounts } = context.population;
    const ofContact = describe({
      ...shared,
      name: 'tenure:contact',
      parameters: { entity: 'contact' },
      sentence: 'days since the contact entered the CRM',
      phrases: agoPhrases('entered the CRM', 'entered the CRM at an unknown date'),
    });
    const ofAccount = describe({
      ...shared,
      name: 'tenure:account',
      parameters: { entity: 'account' },
      sentence: 'days since the account entered the CRM',
      phrases: agoPhrases('account entered the CRM', 'account entered the CRM at an unknown date'),
    });
    const daysSince = (row: number, instant: number) => (asOf[row]! - instant) / microsecondsPerDay;
    return [
      {
        feature: ofContact,
        column: numberColumn(ofContact.name, rows, (row) => daysSince(row, contacts.createdAt[contact[row]!]!)),
      },
      {
        feature: ofAccount,
        column: numberColumn(ofAccount.name, rows, (row) => {
          const account = accountKnownAt(context, row);
          return account < 0 ? Number.NaN : daysSince(row, accounts.createdAt[account]!);
        }),
      },
    ];
  },
};
