import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { marketoFivetran } from '../../../src/crm/presets/marketoFivetran.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileColumn, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf, errorsOf, optionalParts } from './landedPreset.ts';

describe('a small company in Marketo', () => {
  let database: TestDatabase;
  const day = (date: string) => `${date}T09:00:00.000Z`;
  let activities = 0;
  const did = (lead: number, date: string, more: object = {}) => ({
    id: String(++activities),
    lead_id: String(lead),
    activity_date: day(date),
    ...more,
  });
  /** A change as the log has it: `primary_attribute_value` is the name that people see, the id is the field's. */
  const changed = (lead: number, date: string, field: number, name: string, from: string | null, to: string | null) =>
    did(lead, date, {
      primary_attribute_value: name,
      primary_attribute_value_id: String(field),
      old_value: from,
      new_value: to,
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, marketoFivetran, ['lead'], {
      lead: [
        {
          id: '1',
          created_at: day('2025-02-01'),
          first_name: 'Ada',
          last_name: 'Byron',
          email: 'Ada@acme.example',
          title: 'Director of IT',
          company: 'Acme',
          website: 'www.acme.example',
          lead_status: 'Qualified',
          number_of_employees: '120',
          unsubscribed: 'false',
          [hostileColumn]: 'blue',
        },
        { id: '2', created_at: day('2025-01-01'), company: 'Acme' },
        { id: '3', created_at: day('2025-01-05') },
        { id: '4', created_at: day('2025-01-06') },
        { id: '5', created_at: day('2025-01-07'), _fivetran_deleted: true },
        { id: '6', created_at: day('2024-01-01'), unsubscribed: 'true', do_not_call: 'true', industry: 'retail' },
        { id: '7', created_at: day('2025-03-01'), unsubscribed: 'true', lead_status: 'Open' },
        { id: '8', created_at: day('2025-03-01'), unsubscribed: 'false', do_not_call: 'false' },
      ],
      // 2 was merged into 3, and 3 into 1: two records of the same chain, as Fivetran leaves them in two tables.
      activity_merge_leads: [{ lead_id: '1', merge_ids: '[3]' }],
      merged_lead: [{ merged_lead: '2', into_lead: '3' }],
      activity_delete_lead: [{ lead_id: '4' }],
      lead_describe: [
        { id: '101', restname: 'leadStatus' },
        { id: '102', restname: 'unsubscribed' },
        { id: '103', restname: 'doNotCall' },
        { id: '104', restname: hostileColumn },
      ],
      activity_change_data_value: [
        changed(9, '2025-01-15', 999, 'Something else', null, 'x'),
        // The name that people see was changed since; the field is the same.
        changed(1, '2025-03-01', 101, 'Lifecycle Stage', 'Open', 'Working'),
        changed(1, '2025-04-01', 101, 'Lifecycle Stage', 'Working', 'Qualified'),
        changed(3, '2025-01-20', 101, 'Lifecycle Stage', null, 'Junk'),
        changed(1, '2025-05-01', 104, 'Own', null, 'blue'),
        changed(7, '2025-05-01', 102, 'Unsubscribed', '0', '1'),
        changed(8, '2025-05-01', 102, 'Unsubscribed', '0', '1'),
        changed(8, '2025-05-09', 102, 'Unsubscribed', '1', '0'),
        changed(8, '2025-05-01', 103, 'Do Not Call', '0', '1'),
      ],
      activity_unsubscribe_email: [did(7, '2025-05-02'), did(1, '2025-06-01')],
      activity_fill_out_form: [
        did(2, '2025-03-05', { primary_attribute_value: 'Request-Demo_EN', primary_attribute_value_id: '31' }),
        did(1, '2025-03-06', { primary_attribute_value: 'Whitepaper Download', primary_attribute_value_id: '32' }),
        did(6, '2025-03-07', { primary_attribute_value: 'Subscription Center', primary_attribute_value_id: '33' }),
      ],
      activity_open_email: [
        did(1, '2025-03-01'),
        did(1, '2025-03-02', { is_bot_activity: true }),
        did(3, '2025-03-03'),
        did(8, '2025-03-04', { user_agent: 'Mozilla/5.0' }),
      ],
      activity_send_email: [did(1, '2025-02-28')],
      activity_click_email: [did(1, '2025-03-01', { is_bot_activity: false })],
      activity_email_bounced: [did(6, '2025-03-01')],
      activity_visit_webpage: [
        did(1, '2025-03-01', { webpage_url: '/pricing.html' }),
        did(1, '2025-03-02', { webpage_url: '/products' }),
      ],
      activity_add_to_opportunity: [did(3, '2025-07-01')],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    configOf(await appliedTo(database.handle, marketoFivetran, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [EntityName, string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('has the leads that are left of merges and deletions, from the day the first record came', async () => {
    expect(await rowsOf('contact', 'id, account_id, name, email, title, created_at')).toEqual([
      ['1', 'acme.example', 'Ada Byron', 'ada@acme.example', 'Director of IT', day('2025-01-01')],
      ['6', null, null, null, null, day('2024-01-01')],
      ['7', null, null, null, null, day('2025-03-01')],
      ['8', null, null, null, null, day('2025-03-01')],
    ]);
    expect(await rowsOf('account', 'id, name, domain')).toEqual([['acme.example', 'Acme', 'acme.example']]);
  });

  it('gives the activities of merged leads to the one that is left, and leaves those of machines out', async () => {
    expect(await rowsOf('event', 'contact_id, occurred_at, kind')).toEqual([
      ['1', day('2025-02-28'), 'email_sent'],
      ['1', day('2025-03-01'), 'email_click'],
      ['1', day('2025-03-01'), 'email_open'],
      ['1', day('2025-03-01'), 'pricing_view'],
      ['1', day('2025-03-02'), 'page_view'],
      ['1', day('2025-03-03'), 'email_open'],
      ['1', day('2025-03-06'), 'content_download'],
      ['6', day('2025-03-01'), 'email_bounced'],
      ['6', day('2025-03-07'), 'form_submission'],
      ['8', day('2025-03-04'), 'email_open'],
    ]);
    expect(await rowsOf('outcome', 'contact_id, occurred_at, kind')).toEqual([
      ['1', day('2025-03-05'), 'demo request'],
    ]);
  });

  it('tells values over time from the log, by the name of the field that lasts', async () => {
    const history = await rowsOf('attributeHistory', 'entity_id, name, value, valid_from');
    expect(history.filter(([, name]) => name === 'lead_status')).toEqual([
      // What it was before its first change, from the day the lead came.
      ['1', 'lead_status', 'Open', day('2025-02-01')],
      ['1', 'lead_status', 'Qualified', day('2025-04-01')],
      ['1', 'lead_status', 'Working', day('2025-03-01')],
      ['7', 'lead_status', 'Open', day('2025-03-01')],
    ]);
    // The log begins on 15 January: of a lead that was there before it, nothing is known before that.
    expect(history.filter(([id]) => id === '6')).toEqual([['6', 'industry', 'retail', day('2025-01-15')]]);
    // Nothing before the change that filled it.
    expect(history.filter(([, name]) => name === hostileColumn)).toEqual([
      ['1', hostileColumn, 'blue', day('2025-05-01')],
    ]);
  });

  it('dates opt-outs by channel, and lets what is true today decide', async () => {
    expect(await rowsOf('suppression', 'contact_id, channel, reason, since, until')).toEqual([
      ['6', 'call', 'do not call', null, null],
      ['6', 'email', 'unsubscribed', null, null],
      ['7', 'email', 'unsubscribed', day('2025-05-01'), day('2025-05-02')],
      ['7', 'email', 'unsubscribed', day('2025-05-02'), null],
      ['8', 'email', 'unsubscribed', day('2025-05-01'), day('2025-05-09')],
    ]);
  });

  it('passes the check, with all there is and with nothing but an outcome', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
    const kept = optionalParts(marketoFivetran).filter((part) => !part.startsWith('activity_add_to_opportunity'));
    const bare = await mapped(new Set(kept));
    expect(await errorsOf(database.handle, bare)).toEqual([]);
    expect(await canonicalRows(database.handle, 'outcome', 'contact_id, kind', bare)).toEqual([['3', 'opportunity']]);
  });

  it('says what it lacks where nothing but leads is there', async () => {
    await expect(mapped(new Set(optionalParts(marketoFivetran)))).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('neither forms that were filled out nor additions to opportunities'),
    });
  });

  it('says which opens and clicks a machine may have made, and what tells them', async () => {
    const { source, programs } = await mapped();
    expect(source.event?.machine).toEqual({
      sends: ['email_sent'],
      opens: ['email_open'],
      clicks: ['email_click'],
      link: { column: 'link' },
      userAgent: { column: 'user_agent' },
    });
    expect(programs.default?.exclude.eventKinds).toEqual(['email_sent']);
    const opensAlone = await mapped(new Set(['activity_send_email', 'activity_click_email']));
    expect(opensAlone.source.event?.machine).toEqual({
      sends: [],
      opens: ['email_open'],
      clicks: [],
      userAgent: { column: 'user_agent' },
    });
    expect(opensAlone.programs.default?.exclude.eventKinds).toEqual([]);
    const neither = await mapped(new Set(['activity_open_email', 'activity_click_email']));
    expect(neither.source.event?.machine).toBeUndefined();
  });

  it('finds those that Marketo does not mark by rules', async () => {
    const { problems } = await checkCrm(database.handle, await mapped(), parseInstant('2026-01-01T00:00:00Z'));
    expect(problems.find(({ kind }) => kind === 'machine-events')?.figures).toMatchObject({
      events: 4,
      found: 1,
      rules: [{ rule: 'user-agent', events: 1 }],
    });
  });
});
