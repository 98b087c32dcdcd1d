import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rudderstack } from '../../../src/crm/presets/rudderstack.ts';
import { segment } from '../../../src/crm/presets/segment.ts';
import { notice } from '../../../src/notice/notice.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

/** What programs send where they have no id; by PostHog's documentation of identify, and reports of users of Segment. */
const placeholders = [
  'undefined',
  'NULL',
  '[object Object]',
  'None',
  'anonymousId',
  '00000000-0000-0000-0000-000000000000',
];

describe.each([segment, rudderstack])('ids that stand for nobody in $name', (preset) => {
  let database: TestDatabase;
  const at = (day: number) => {
    const date = `${new Date(Date.UTC(2025, 0, day, 9)).toISOString()}`;
    return { timestamp: date, received_at: date };
  };
  const people = Array.from({ length: 6 }, (_, index) => index + 1);

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, preset, [], {
      identifies: [
        ...placeholders.flatMap((anonymous_id, index) =>
          [1, 2].map((person) => ({ anonymous_id, user_id: `u${person}`, ...at(10 + index + person) })),
        ),
        // Somebody who is nobody, on a device that is somebody's.
        { anonymous_id: 'laptop', user_id: 'undefined', email: 'x@x.example', ...at(1) },
        { anonymous_id: 'laptop', user_id: 'u3', ...at(2) },
        // A computer of an exhibition: six people; and one of a family: five.
        ...people.map((person) => ({ anonymous_id: 'kiosk', user_id: `u${person}`, ...at(person) })),
        ...people.slice(1).map((person) => ({ anonymous_id: 'family', user_id: `u${person}`, ...at(person) })),
      ],
      groups: [1, 2].map((person) => ({ group_id: 'undefined', user_id: `u${person}`, ...at(1) })),
      pages: [
        ...placeholders.map((anonymous_id, index) => ({ id: `p${index}`, anonymous_id, path: '/', ...at(20) })),
        { id: 'kiosk', anonymous_id: 'kiosk', path: '/', ...at(20) },
        { id: 'family', anonymous_id: 'family', path: '/', ...at(20) },
        { id: 'laptop', anonymous_id: 'laptop', user_id: 'null', path: '/', ...at(20) },
      ],
      tracks: [{ id: 't', user_id: '0', event: 'demo_requested', ...at(20) }],
    });
  });

  afterAll(() => database.drop());

  it('gives their calls to nobody, and says how many there are', async () => {
    const { mapping } = await appliedTo(database.handle, preset, hostileSchema);
    const config = configOf({ mapping, hands: undefined, lost: [] });
    expect(await canonicalRows(database.handle, 'event', 'id, contact_id', config)).toEqual([
      ['family', 'u6'],
      ['laptop', 'u3'],
    ]);
    expect(await canonicalRows(database.handle, 'contact', 'id, account_id', config)).toEqual(
      people.map((person) => [`u${person}`, null]),
    );
    expect(await canonicalRows(database.handle, 'account', 'id', config)).toEqual([]);
    expect(await canonicalRows(database.handle, 'outcome', 'contact_id', config)).toEqual([]);
    const [names, devices] = mapping.leftOut ?? [];
    expect(names).toMatchObject({
      kind: 'ids-of-nobody',
      figures: {
        places: expect.arrayContaining([
          expect.objectContaining({ place: 'identifies.anonymous_id', calls: 12 }),
          { place: 'groups.group_id', calls: 2, ids: ['undefined'] },
        ]),
      },
    });
    expect(devices).toEqual(notice('ids-of-many', { ids: [{ id: 'kiosk', users: 6 }], mostUsers: 5 }));
  });
});
