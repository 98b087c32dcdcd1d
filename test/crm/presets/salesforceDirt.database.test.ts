import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileColumn, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf, errorsOf, optionalParts } from './landedPreset.ts';

describe('a small company in Salesforce', () => {
  let database: TestDatabase;

  const day = (date: string) => `${date}T09:00:00Z`;
  const version = (from: string, more: object) => ({ _fivetran_start: day(from), _fivetran_active: true, ...more });
  const old = { _fivetran_active: false };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, salesforceFivetran, ['contact', 'lead', 'account'], {
      account: [
        version('2024-01-01', {
          id: 'A1',
          name: 'Acme',
          website: 'https://www.Acme.example/home',
          industry: 'retail',
          created_date: day('2024-01-01'),
        }),
        version('2025-05-01', { id: 'A2', master_record_id: 'A1', is_deleted: true, created_date: day('2024-02-01') }),
        version('2025-05-02', { id: 'A3', master_record_id: 'A2', is_deleted: true, created_date: day('2024-02-02') }),
      ],
      contact: [
        version('2025-03-01', {
          id: 'C1',
          account_id: 'A1',
          first_name: 'Ada',
          last_name: 'Byron',
          email: 'ada@acme.example',
          created_date: day('2025-03-01'),
          title: 'Director of IT',
        }),
        version('2024-06-01', {
          id: 'C2',
          account_id: 'A3',
          email: 'bo@gmail.com',
          created_date: day('2024-06-01'),
          [hostileColumn]: 'red',
          ...old,
        }),
        version('2025-06-01', {
          id: 'C2',
          account_id: 'A3',
          email: 'bo@gmail.com',
          created_date: day('2024-06-01'),
          [hostileColumn]: 'blue',
          has_opted_out_of_email: true,
        }),
        version('2025-07-01', { id: 'C3', created_date: day('2024-05-01'), master_record_id: 'C2', is_deleted: true }),
        version('2024-06-01', { id: 'C4', created_date: day('2024-06-01'), is_deleted: true }),
        version('2025-04-01', { id: 'C5', account_id: 'A1', email: 'cy@gmail.com', created_date: day('2025-04-01') }),
      ],
      lead: [
        version('2025-01-01', { id: 'L1', created_date: day('2025-01-01'), status: 'Open', title: 'IT', ...old }),
        version('2025-03-01', {
          id: 'L1',
          created_date: day('2025-01-01'),
          status: 'Qualified',
          title: 'IT',
          converted_contact_id: 'C1',
          converted_date: '2025-03-01',
          has_opted_out_of_email: true,
        }),
        version('2024-12-01', { id: 'L2', created_date: day('2024-12-01'), master_record_id: 'L1', is_deleted: true }),
        version('2025-02-01', { id: 'L3', created_date: day('2025-02-01'), email: 'dee@acme.example', status: 'Open' }),
        version('2025-04-01', {
          id: 'L5',
          created_date: day('2025-02-01'),
          converted_contact_id: 'C5',
          converted_date: '2025-04-01',
        }),
        version('2025-02-01', {
          id: 'L6',
          created_date: day('2025-02-01'),
          converted_contact_id: 'unloaded',
          converted_date: '2025-04-01',
        }),
      ],
      task: [
        {
          id: 'T1',
          who_id: 'L2',
          type: 'Call',
          is_closed: true,
          created_date: day('2024-12-02'),
          completed_date_time: day('2024-12-02'),
          call_duration_in_seconds: 90,
        },
        {
          id: 'T2',
          who_id: 'L1',
          task_subtype: 'Email',
          is_closed: true,
          created_date: day('2025-02-03'),
          activity_date: '2025-02-01',
        },
        { id: 'T3', who_id: 'C3', subject: 'Chat', is_closed: true, created_date: day('2025-01-03') },
        { id: 'T4', who_id: 'C1', subject: 'Call', is_closed: false, created_date: day('2025-01-03') },
        { id: 'T5', who_id: 'C1', subject: 'Call', is_closed: true, is_deleted: true, created_date: day('2025-01-03') },
      ],
      event: [
        {
          id: 'E1',
          who_id: 'C1',
          created_date: day('2025-03-02'),
          start_date_time: day('2025-03-05'),
          duration_in_minutes: 30,
        },
      ],
      campaign: [
        { id: 'W', type: 'Webinar', name: 'Get more from pricing' },
        { id: 'D', type: 'Other', name: 'Website: request a demo' },
        { id: 'R', type: 'Demo request', name: 'Website' },
      ],
      campaign_member: [
        {
          id: 'M1',
          campaign_id: 'W',
          lead_id: 'L1',
          contact_id: 'C1',
          first_responded_date: '2025-02-10',
          created_date: day('2025-02-10'),
        },
        {
          id: 'M2',
          campaign_id: 'W',
          lead_id: 'L3',
          first_responded_date: '2025-02-10',
          created_date: day('2025-02-20'),
        },
        {
          id: 'M3',
          campaign_id: 'D',
          lead_id: 'L1',
          first_responded_date: '2025-02-27',
          created_date: day('2025-02-27'),
        },
        { id: 'M4', campaign_id: 'D', contact_id: 'C2', created_date: day('2025-02-27') },
        {
          id: 'M5',
          campaign_id: 'R',
          contact_id: 'C2',
          first_responded_date: '2025-03-10',
          created_date: day('2025-03-10'),
        },
      ],
      opportunity: [
        version('2025-04-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: false,
          close_date: '2025-09-01',
          ...old,
        }),
        version('2025-06-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: true,
          is_won: false,
          close_date: '2025-07-01',
          ...old,
        }),
        version('2025-08-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: false,
          close_date: '2025-09-01',
          ...old,
        }),
        version('2025-09-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: true,
          is_won: true,
          close_date: '2025-09-01',
        }),
        version('2025-01-01', {
          id: 'O2',
          account_id: 'A1',
          created_date: day('2025-01-01'),
          is_closed: false,
          close_date: '2025-09-01',
        }),
      ],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    configOf(await appliedTo(database.handle, salesforceFivetran, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [EntityName, string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('makes one person of a contact and the leads it was converted from', async () => {
    expect(await rowsOf('contact', 'id, account_id, name, created_at')).toEqual([
      ['C1', 'A1', 'Ada Byron', '2024-12-01T09:00:00.000Z'],
      ['C2', 'A1', null, '2024-05-01T09:00:00.000Z'],
      // It came as a lead with a private address: the account that the conversion gave it says that it was converted.
      ['C5', null, null, '2025-02-01T09:00:00.000Z'],
      ['L3', 'A1', null, '2025-02-01T09:00:00.000Z'],
      ['L6', null, null, '2025-02-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('event', 'id, contact_id, kind, value, occurred_at, ingested_at')).toEqual([
      ['E1', 'C1', 'meeting', 30, '2025-03-05T09:00:00.000Z', '2025-03-05T09:00:00.000Z'],
      ['M1', 'C1', 'webinar_attended', null, '2025-02-10T09:00:00.000Z', '2025-02-10T23:59:59.999Z'],
      ['M2', 'L3', 'webinar_attended', null, '2025-02-10T23:59:59.999Z', '2025-02-20T09:00:00.000Z'],
      ['T1', 'C1', 'call', 1.5, '2024-12-02T09:00:00.000Z', '2024-12-02T09:00:00.000Z'],
      ['T2', 'C1', 'email', null, '2025-02-01T23:59:59.999Z', '2025-02-03T09:00:00.000Z'],
      ['T3', 'C2', 'chat_started', null, '2025-01-03T09:00:00.000Z', '2025-01-03T09:00:00.000Z'],
    ]);
    expect(await rowsOf('outcome', 'contact_id, kind, occurred_at')).toEqual([
      ['C1', 'demo request', '2025-02-27T09:00:00.000Z'],
      ['C2', 'demo request', '2025-03-10T09:00:00.000Z'],
    ]);
  });

  it('follows deals, opt-outs and values through their versions', async () => {
    expect(await rowsOf('opportunity', 'id, account_id, created_at, closed_at, won')).toEqual([
      ['O1', 'A1', '2025-04-01T09:00:00.000Z', '2025-09-01T09:00:00.000Z', true],
      ['O2', 'A1', '2025-01-01T09:00:00.000Z', null, null],
    ]);
    // The lead's own flag says nothing once it was converted.
    expect(await rowsOf('suppression', 'contact_id, since, until')).toEqual([['C2', '2025-06-01T09:00:00.000Z', null]]);
    const history = await rowsOf('attributeHistory', 'entity, entity_id, name, value, valid_from');
    expect(history.filter(([, , name, value]) => name === hostileColumn && value !== null)).toEqual([
      ['contact', 'C2', hostileColumn, 'blue', '2025-06-01T09:00:00.000Z'],
      ['contact', 'C2', hostileColumn, 'red', '2024-06-01T09:00:00.000Z'],
    ]);
    expect(history.filter(([, , name]) => name === 'lead_status').slice(0, 2)).toEqual([
      ['contact', 'C1', 'lead_status', 'Open', '2025-01-01T09:00:00.000Z'],
      ['contact', 'C1', 'lead_status', 'Qualified', '2025-03-01T09:00:00.000Z'],
    ]);
  });

  it('reads titles of today where only leads keep their versions', async () => {
    const config = await mapped(new Set(['contact._fivetran_start']));
    expect(Object.keys(config.source.contact?.attributes ?? {})).toEqual(['lead_source', 'lead_status', hostileColumn]);
    expect(config.programs.default?.exclude.features).toEqual([]);
  });

  it('passes the check', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
  });

  it('says what it lacks where nothing but contacts is there', async () => {
    await expect(mapped(new Set(optionalParts(salesforceFivetran)))).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('neither responses to campaigns nor lead.converted_date'),
    });
  });
});
