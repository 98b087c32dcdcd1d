import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { pardotFivetran } from '../../../src/crm/presets/pardotFivetran.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf, errorsOf, optionalParts } from './landedPreset.ts';

/** Numbers of activity types, from "Visitor Activity Types" of pardot/api-docs, docs/kb/object-field-references.md. */
const type = { click: 1, view: 2, error: 3, success: 4, sent: 6, open: 11, unsubscribePage: 12, resubscribed: 16 };

describe('a small company in Pardot', () => {
  let database: TestDatabase;
  const day = (date: string) => `${date}T09:00:00.000Z`;
  let activities = 0;
  const did = (prospect: number | null, kind: keyof typeof type, date: string, more: object = {}) => ({
    id: String(++activities),
    prospect_id: prospect === null ? null : String(prospect),
    type: String(type[kind]),
    created_at: day(date),
    ...more,
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, pardotFivetran, [], {
      prospect: [
        {
          id: '1',
          created_at: day('2025-01-01'),
          first_name: 'Ada',
          last_name: 'Byron',
          email: ' Ada@Acme.example',
          job_title: 'Director of IT',
          company: 'Acme',
          website: 'https://www.Acme.example/home',
          industry: 'retail',
          employees: '120',
          source: 'webinar',
          campaign_id: '7',
        },
        {
          id: '2',
          created_at: day('2024-06-01'),
          company: 'Acme Ltd',
          website: 'acme.example',
          industry: 'retail',
          opted_out: 'true',
        },
        { id: '3', created_at: day('2025-02-01'), company: ' Small Co ', is_do_not_call: true, is_do_not_email: true },
        { id: '4', created_at: day('2025-02-01'), _fivetran_deleted: true, opted_out: 'true' },
        { id: '5', created_at: day('2025-02-01'), is_archived: true, is_do_not_call: true },
        { id: '6', created_at: day('2025-03-01'), opted_out: 'true' },
        { id: '7', created_at: day('2025-03-01'), opted_out: 'false' },
      ],
      campaign: [{ id: '7', name: 'Spring fair' }],
      visitor_activity: [
        did(1, 'success', '2025-04-01', { form_id: '11', type_name: 'Form', details: 'Request a demo' }),
        did(1, 'success', '2025-04-02', { form_id: '12', type_name: 'Form', details: 'Newsletter' }),
        did(2, 'success', '2025-04-03', { form_handler_id: '11', type_name: 'Form Handler', details: 'Contact us' }),
        did(2, 'view', '2025-04-03', { form_handler_id: '11', type_name: 'Form Handler', details: 'Contact us' }),
        did(2, 'error', '2025-04-03', { form_id: '11', type_name: 'Form', details: 'Request a demo' }),
        did(null, 'success', '2025-04-04', { form_id: '11', type_name: 'Form', details: 'Request a demo' }),
        did(1, 'open', '2025-03-01', { email_id: '5', type_name: 'Email' }),
        did(1, 'sent', '2025-03-01', { email_id: '5', type_name: 'Email' }),
        did(1, 'click', '2025-03-02', { list_email_id: '5', type_name: 'Email Tracker' }),
        did(1, 'click', '2025-03-03', { type_name: 'Custom Redirect' }),
        did(1, 'view', '2025-03-04', { type_name: 'Page View', details: 'www.acme.example/pricing' }),
        did(1, 'view', '2025-03-05', { type_name: 'File', details: 'guide.pdf' }),
        did(2, 'unsubscribePage', '2025-05-01'),
        did(2, 'resubscribed', '2025-05-10'),
        did(2, 'unsubscribePage', '2025-06-01'),
        did(7, 'unsubscribePage', '2025-06-02'),
      ],
      opportunity: [
        { id: '91', created_at: day('2025-05-01'), status: 'Open', closed_at: day('2026-01-01') },
        { id: '92', created_at: day('2025-01-05'), status: 'Won', closed_at: day('2025-02-05') },
        { id: '93', created_at: day('2025-01-06'), status: 'Lost', closed_at: day('2025-02-06') },
      ],
      opportunity_prospect: [
        { opportunity_id: '91', prospect_id: '1' },
        { opportunity_id: '91', prospect_id: '2' },
        { opportunity_id: '92', prospect_id: '1' },
        { opportunity_id: '92', prospect_id: '3' },
        { opportunity_id: '93', prospect_id: '6' },
      ],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    configOf(await appliedTo(database.handle, pardotFivetran, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [EntityName, string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('has the prospects that are there, by company', async () => {
    expect(
      await rowsOf(
        'contact',
        'id, account_id, name, email, title, "attribute:lead_source", "attribute:first_campaign"',
      ),
    ).toEqual([
      ['1', 'acme.example', 'Ada Byron', 'ada@acme.example', 'Director of IT', 'webinar', 'Spring fair'],
      ['2', 'acme.example', null, null, null, null, null],
      ['3', 'small co', null, null, null, null, null],
      ['6', null, null, null, null, null, null],
      ['7', null, null, null, null, null, null],
    ]);
    expect(
      await rowsOf('account', 'id, name, domain, created_at, "attribute:industry", "attribute:employees"'),
    ).toEqual([
      ['acme.example', 'Acme', 'acme.example', day('2024-06-01'), 'retail', 120],
      ['small co', ' Small Co ', null, day('2025-02-01'), null, null],
    ]);
  });

  it('tells raised hands by the names of forms, and what else people did by the number of its type', async () => {
    const { hands } = await appliedTo(database.handle, pardotFivetran, hostileSchema);
    expect(hands?.candidates.map(({ key, name, times, contacts, kind }) => [key, name, times, contacts, kind])).toEqual(
      [
        ['pardot form 11', 'Request a demo', 2, 1, 'demo request'],
        ['pardot form handler 11', 'Contact us', 1, 1, 'contact request'],
        ['pardot form 12', 'Newsletter', 1, 1, null],
      ],
    );
    expect(await rowsOf('outcome', 'contact_id, occurred_at, kind')).toEqual([
      ['1', day('2025-04-01'), 'demo request'],
      ['2', day('2025-04-03'), 'contact request'],
    ]);
    expect(await rowsOf('event', 'contact_id, occurred_at, kind')).toEqual([
      ['1', day('2025-03-01'), 'email_open'],
      ['1', day('2025-03-01'), 'email_sent'],
      ['1', day('2025-03-02'), 'email_click'],
      ['1', day('2025-03-03'), 'link_click'],
      ['1', day('2025-03-04'), 'pricing_view'],
      ['1', day('2025-03-05'), 'content_download'],
      ['1', day('2025-04-02'), 'form_submission'],
      ['2', day('2025-04-03'), 'page_view'],
    ]);
  });

  it('says which of them a machine may have made, and makes no feature of what was sent', async () => {
    const { source, programs } = await mapped();
    expect(source.event?.machine).toEqual({ sends: ['email_sent'], opens: ['email_open'], clicks: ['email_click'] });
    expect(programs.default?.exclude.eventKinds).toEqual(['email_sent']);
  });

  it('keeps off who is in a deal, with the company where it is one', async () => {
    expect(await rowsOf('opportunity', 'id, account_id, created_at, closed_at, won')).toEqual([
      ['91', 'acme.example', day('2025-05-01'), null, null],
      ['92', null, day('2025-01-05'), day('2025-02-05'), true],
      ['93', null, day('2025-01-06'), day('2025-02-06'), false],
    ]);
    expect(await rowsOf('opportunityContact', 'opportunity_id, contact_id')).toHaveLength(5);
  });

  it('dates opt-outs by their activity, and lets what is true today decide', async () => {
    expect(await rowsOf('suppression', 'contact_id, channel, reason, since, until')).toEqual([
      ['2', 'email', 'unsubscribed', day('2025-05-01'), day('2025-05-10')],
      ['2', 'email', 'unsubscribed', day('2025-06-01'), null],
      ['3', 'call', 'do not call', null, null],
      ['3', 'email', 'do not e-mail', null, null],
      ['6', 'email', 'unsubscribed', null, null],
    ]);
  });

  it('passes the check, with all there is and with nothing but an outcome', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
    const bare = await mapped(new Set(optionalParts(pardotFivetran).filter((part) => !part.startsWith('opportunity'))));
    expect(await errorsOf(database.handle, bare)).toEqual([]);
    expect(await canonicalRows(database.handle, 'outcome', 'contact_id, kind', bare)).toHaveLength(5);
  });

  it('says what it lacks where nothing but prospects is there', async () => {
    await expect(mapped(new Set(optionalParts(pardotFivetran)))).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('neither submissions of forms nor opportunities of prospects'),
    });
  });
});
