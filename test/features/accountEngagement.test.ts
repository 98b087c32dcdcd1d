import { expect, test } from 'vitest';
import type { DeclaredAttribute } from '../../src/crm/source.ts';
import { accountEngagement } from '../../src/features/definitions/accountEngagement.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import { factsOf } from '../../src/features/pointInTime/factsOf.ts';
import { day, origin } from './smallCrm.ts';

const titleHistory: DeclaredAttribute = { name: 'title', attribute: { type: 'category', availability: 'history' } };

/** Four people at an account: three were active lately, and `late` enters the CRM at the second of the two as-of dates. */
function engagement(declared: readonly DeclaredAttribute[]) {
  const person = { account: 'a', createdAt: origin - 100 * day, emailDomain: null, attributes: {} };
  const title = (id: string, value: string | null, ago: number) => {
    return { entity: 'contact' as const, id, name: 'title', validFrom: origin - ago * day, value };
  };
  const active = (contact: string, ago: number) => {
    const shared = { id: null, contact, ingestedAt: Number.NaN, kind: 'login', value: Number.NaN };
    return { ...shared, occurredAt: origin - ago * day };
  };
  const facts = factsOf(
    {
      accounts: [{ id: 'a', createdAt: origin - 100 * day, attributes: {} }],
      contacts: [
        { ...person, id: 'boss', title: 'Managing Director Marketing' },
        { ...person, id: 'idle', title: 'CFO' },
        { ...person, id: 'late', title: 'Head of Legal', createdAt: origin },
        { ...person, id: 'maker', title: 'Junior Marketing Manager' },
        { ...person, id: 'nameless', title: '' },
      ],
      events: [active('boss', 1), active('maker', 10), active('nameless', 2), active('late', 3)],
      opportunities: [],
      history: [
        title('boss', 'Managing Director', 90),
        title('maker', 'Junior Developer', 50),
        title('maker', 'Buyer', 0),
        title('nameless', 'Head of IT', 40),
        title('nameless', null, 20),
      ],
    },
    [
      { contact: 'boss', asOf: origin },
      { contact: 'idle', asOf: origin + 1 },
    ],
    { declared: { contact: declared, account: [] }, lookbackDays: [7, 30], knownBefore: origin + day },
  );
  const { features, table } = computeFeatures(facts, [accountEngagement]);
  const known = new Map(features.map(({ name, availability }) => [name, availability]));
  const values = table.columns.map((column) => [column.name, column.kind === 'number' ? [...column.values] : []]);
  return { known, values: Object.fromEntries(values) as Record<string, number[]> };
}

test('people of the account are told by who was known and active, departments and ranks by the title in the CRM', () => {
  const { known, values } = engagement([]);
  expect(values).toEqual({
    'engagement:people:7d': [2, 3],
    'engagement:people:30d': [3, 4],
    'engagement:awake': [3 / 4, 4 / 5],
    'engagement:departments:7d': [1, 2],
    'engagement:departments:30d': [1, 2],
    'engagement:seniorities:7d': [1, 2],
    'engagement:seniorities:30d': [2, 3],
  });
  expect(known.get('engagement:people:7d')).toBe('event-time');
  expect(known.get('engagement:departments:7d')).toBe('created-with');
});

test('with history, by the title each had as of the date', () => {
  const { known, values } = engagement([titleHistory]);
  // Before the second date `maker` became a buyer; `late` has no title in the history, and that of `nameless` was cleared.
  expect(values).toMatchObject({
    'engagement:departments:7d': [1, 1],
    'engagement:departments:30d': [2, 2],
    'engagement:seniorities:7d': [1, 1],
    'engagement:seniorities:30d': [2, 2],
  });
  expect(known.get('engagement:awake')).toBe('event-time');
  expect(known.get('engagement:seniorities:30d')).toBe('history');
});
