import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { rudderstack } from '../../../src/crm/presets/rudderstack.ts';
import { extract } from '../../../src/pipeline/extract/extract.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { microsecondsPerDay } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileColumn, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf, errorsOf, optionalParts } from './landedPreset.ts';
import { workbenchOf } from './trainedPreset.ts';

describe('a small company in RudderStack', () => {
  let database: TestDatabase;

  const at = (date: string, received = date) => ({ timestamp: `${date}Z`, received_at: `${received}Z` });
  const identify = (anonymous_id: string | null, user_id: string, date: string, more: object = {}) => ({
    anonymous_id,
    user_id,
    ...at(date),
    ...more,
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, rudderstack, ['identifies', 'groups'], {
      identifies: [
        identify('phone', 'u1', '2025-01-01T09:00', {
          email: 'ada@acme.example',
          first_name: 'Ada',
          title: 'Analyst',
          [hostileColumn]: 'red',
        }),
        identify('laptop', 'u1', '2025-03-01T09:00', { title: 'Director of IT', [hostileColumn]: 'red' }),
        identify('laptop', 'u1', '2025-03-05T09:00', { [hostileColumn]: 'blue' }),
        identify('laptop', 'u2', '2025-04-01T09:00', { name: 'Bo' }),
        identify('laptop', 'u1', '2025-05-01T09:00'),
        identify(null, 'old', '2025-01-05T09:00', { name: 'Cy before', email: 'cy@acme.example' }),
        identify(null, 'new', '2025-02-05T09:00', { name: 'Cy' }),
      ],
      aliases: [
        { previous_id: 'old', user_id: 'new', ...at('2025-02-05T09:00', '2025-02-06T09:00') },
        { previous_id: 'tablet', user_id: 'new', ...at('2025-02-07T09:00') },
        { previous_id: 'older', user_id: 'old', ...at('2025-01-06T09:00') },
      ],
      users: [{ id: 'u3', name: 'Dee', received_at: '2025-06-01T09:00Z', created_at: '2025-01-20T09:00Z' }],
      groups: [
        {
          group_id: 'g1',
          user_id: 'u1',
          name: 'Acme',
          website: 'https://www.acme.example/',
          [hostileColumn]: 'big',
          ...at('2025-01-02T09:00'),
        },
        {
          group_id: 'g2',
          user_id: 'u1',
          domain: 'other.example',
          created_at: '2024-01-01T09:00Z',
          ...at('2025-01-03T09:00'),
        },
        { group_id: 'g1', user_id: 'old', ...at('2025-01-06T09:00') },
      ],
      pages: [
        { id: 'p1', anonymous_id: 'laptop', path: '/pricing', ...at('2025-02-20T09:00') },
        { id: 'p2', anonymous_id: 'laptop', path: '/', ...at('2025-03-01T09:00') },
        { id: 'p3', anonymous_id: 'laptop', path: '/blog/pricing-talk', ...at('2025-04-10T09:00') },
        { id: 'p4', anonymous_id: 'laptop', path: '/', ...at('2025-05-02T09:00', '2025-05-20T09:00') },
        { id: 'p5', anonymous_id: 'tablet', path: '/', ...at('2025-02-01T09:00') },
        { id: 'p6', anonymous_id: 'nobody', path: '/', ...at('2025-02-01T09:00') },
        { id: 'p7', anonymous_id: 'laptop', user_id: 'u2', path: '/', ...at('2025-03-02T09:00') },
      ],
      tracks: [
        { id: 't1', user_id: 'old', event: 'chat_started', ...at('2025-01-10T09:00') },
        { id: 't2', user_id: 'older', event: 'email_opened', ...at('2025-01-04T09:00') },
        { id: 't3', anonymous_id: 'laptop', event: 'demo_requested', ...at('2025-02-28T09:00') },
        { id: 't4', user_id: 'new', event: 'demo_requested', ...at('2025-06-01T09:00') },
        { id: 't5', user_id: 'u2', event: 'unsubscribed', ...at('2025-06-02T09:00') },
      ],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    configOf(await appliedTo(database.handle, rudderstack, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [EntityName, string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('finds the people, and gives them what happened before they were identified', async () => {
    expect(await rowsOf('contact', 'id, account_id, name, email, title, created_at')).toEqual([
      ['new', 'g1', 'Cy', 'cy@acme.example', null, '2025-01-05T09:00:00.000Z'],
      ['u1', 'g2', 'Ada', 'ada@acme.example', 'Director of IT', '2025-01-01T09:00:00.000Z'],
      ['u2', null, 'Bo', null, null, '2025-04-01T09:00:00.000Z'],
      ['u3', null, 'Dee', null, null, '2025-01-20T09:00:00.000Z'],
    ]);
    expect(await rowsOf('account', 'id, name, domain, created_at')).toEqual([
      ['g1', 'Acme', 'acme.example', '2025-01-02T09:00:00.000Z'],
      ['g2', null, 'other.example', '2024-01-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('event', 'id, contact_id, kind, ingested_at')).toEqual([
      // The first user after the event, where there was none before; known when that user was.
      ['p1', 'u1', 'pricing_view', '2025-03-01T09:00:00.000Z'],
      ['p2', 'u1', 'page_view', '2025-03-01T09:00:00.000Z'],
      // The user identified last before the event.
      ['p3', 'u2', 'pricing_view', '2025-04-10T09:00:00.000Z'],
      ['p4', 'u1', 'page_view', '2025-05-20T09:00:00.000Z'],
      ['p5', 'new', 'page_view', '2025-02-07T09:00:00.000Z'],
      // Its own user goes before that of the anonymous id.
      ['p7', 'u2', 'page_view', '2025-03-02T09:00:00.000Z'],
      ['t1', 'new', 'chat_started', '2025-02-06T09:00:00.000Z'],
      ['t2', 'new', 'email_open', '2025-02-06T09:00:00.000Z'],
    ]);
    expect(await rowsOf('outcome', 'contact_id, kind, occurred_at, ingested_at')).toEqual([
      ['new', 'demo request', '2025-06-01T09:00:00.000Z', '2025-06-01T09:00:00.000Z'],
      ['u1', 'demo request', '2025-02-28T09:00:00.000Z', '2025-03-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('suppression', 'contact_id, reason, since')).toEqual([
      ['u2', 'unsubscribed', '2025-06-02T09:00:00.000Z'],
    ]);
  });

  it('follows traits through the calls that set them', async () => {
    expect(await rowsOf('attributeHistory', 'entity, entity_id, name, value, valid_from')).toEqual([
      ['account', 'g1', hostileColumn, 'big', '2025-01-02T09:00:00.000Z'],
      ['contact', 'u1', hostileColumn, 'blue', '2025-03-05T09:00:00.000Z'],
      ['contact', 'u1', hostileColumn, 'red', '2025-01-01T09:00:00.000Z'],
      ['contact', 'u1', 'title', 'Analyst', '2025-01-01T09:00:00.000Z'],
      ['contact', 'u1', 'title', 'Director of IT', '2025-03-01T09:00:00.000Z'],
    ]);
  });

  it('does not know what an anonymous visitor did until the very microsecond of the identify', async () => {
    const workbench = workbenchOf(database.handle, await mapped(), '');
    // The request, anonymous too, would take the contact off the list as soon as it is known: another outcome is asked for.
    const program = { ...workbench.config.programs.default!, outcome: { kind: 'another' } };
    const identified = Date.UTC(2025, 2, 1, 9) * 1000;
    const seen = async (knownBefore: number) => {
      const { population, features, snapshots } = await extract(workbench, program, {
        knownBefore,
        snapshotsOf: (population) => scoringSnapshots(population, program, knownBefore),
        trained: { eventKinds: ['pricing_view'], families: new Set(['eventRecency']) },
      });
      const row = snapshots.contact.indexOf(population.contacts.ids.indexOf('u1'));
      const recency = features.table.columns.find(({ name }) => name === 'recency:pricing_view');
      return recency?.kind === 'number' ? recency.values[row] : undefined;
    };
    expect(await seen(identified)).toBeNaN();
    expect(await seen(identified + 1)).toBeCloseTo(9 + 1 / microsecondsPerDay, 12);
  });

  it('passes the check', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
  });

  it('does with what cannot be missing', async () => {
    expect(await errorsOf(database.handle, await mapped(new Set(optionalParts(rudderstack))))).toEqual([]);
  });
});
