import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { odoo } from '../../../src/crm/presets/odoo.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf, errorsOf, optionalParts } from './landedPreset.ts';
import { asInVersion15, odooTables } from './odooTables.ts';

/** A naive timestamp, which Odoo means as UTC. */
const at = (day: string) => `${day} 09:00:00`;
const day = (date: string) => `${date}T09:00:00.000Z`;

const rows = `
  INSERT INTO res_partner_industry (name) VALUES ('{"en_US": "Retail", "de_DE": "Handel"}');
  INSERT INTO res_country (name, code) VALUES ('{"en_US": "Germany"}', 'DE');
  INSERT INTO res_partner (id, name, email, email_normalized, function, is_company, active, type, partner_share, commercial_partner_id,
    website, industry_id, country_id, phone_sanitized, create_date) VALUES
    (1, 'Acme', 'info@acme.example', 'info@acme.example', NULL, true, true, 'contact', true, 1, 'https://www.acme.example', 1, 1, NULL, '${at('2024-01-01')}'),
    (2, 'Ada', 'Ada <ada@acme.example>', 'ada@acme.example', 'Director', false, true, 'contact', true, 1, NULL, NULL, NULL, '+491', '${at('2024-02-01')}'),
    (3, 'Bo', 'bo@gmail.com', 'bo@gmail.com', NULL, false, true, 'contact', true, 1, NULL, NULL, NULL, NULL, '${at('2025-04-01')}'),
    (4, 'Invoices', 'pay@acme.example', 'pay@acme.example', NULL, false, true, 'invoice', true, 1, NULL, NULL, NULL, NULL, '${at('2024-02-01')}'),
    (5, 'Gone', 'gone@acme.example', 'gone@acme.example', NULL, false, false, 'contact', true, 1, NULL, NULL, NULL, NULL, '${at('2024-02-01')}'),
    (6, 'Own', 'own@vendor.example', 'own@vendor.example', NULL, false, true, 'contact', false, 6, NULL, NULL, NULL, NULL, '${at('2024-02-01')}');
  INSERT INTO crm_stage (name, is_won) VALUES ('{"en_US": "New"}', false), ('{"en_US": "Proposition"}', false), ('{"en_US": "Won"}', true);
  INSERT INTO utm_source (name) VALUES ('Google'), ('Book a demo');
  INSERT INTO utm_medium (name) VALUES ('Webseite'), ('Phone');
  INSERT INTO utm_campaign (name, title) VALUES ('spring', '{"en_US": "Spring newsletter"}');
  INSERT INTO ir_model_data (module, name, model, res_id) VALUES ('utm', 'utm_medium_website', 'utm.medium', 1);
  INSERT INTO crm_lead (id, type, active, partner_id, contact_name, email_from, email_normalized, function, stage_id, probability,
    date_closed, date_conversion, source_id, medium_id, campaign_id, create_date) VALUES
    -- Bo came as a lead by the website's form, was given a partner when converted, and was won.
    (1, 'opportunity', true, 3, 'Bo', 'bo@gmail.com', 'bo@gmail.com', NULL, 3, 100, '${at('2025-06-01')}', '${at('2025-04-01')}', NULL, 1, NULL, '${at('2025-03-01')}'),
    -- A campaign brought another medium: the visitor tells that it was a form.
    (2, 'lead', true, NULL, 'Cy', 'Cy <CY@acme.example>', 'cy@acme.example', 'Buyer', 1, 10, NULL, NULL, 1, 2, NULL, '${at('2025-03-02')}'),
    (3, 'lead', true, NULL, 'Cy again', 'cy@acme.example', 'cy@acme.example', NULL, 1, 10, NULL, NULL, NULL, NULL, NULL, '${at('2025-05-02')}'),
    -- The partner of the address, though nobody linked them; lost.
    (4, 'opportunity', false, NULL, 'Ada', 'ada@acme.example', 'ada@acme.example', NULL, 2, 0, '${at('2025-07-01')}', NULL, 2, 2, NULL, '${at('2025-05-03')}'),
    (5, 'lead', true, NULL, 'Dee', 'dee@else.example', 'dee@else.example', NULL, 1, 10, NULL, NULL, NULL, 1, 1, '${at('2025-05-04')}'),
    -- Of a company, by no address; of an employee; of somebody archived.
    (6, 'opportunity', true, 1, NULL, NULL, NULL, NULL, 1, 10, NULL, NULL, NULL, NULL, NULL, '${at('2025-05-05')}'),
    (7, 'lead', true, NULL, 'Test', 'own@vendor.example', 'own@vendor.example', NULL, 1, 10, NULL, NULL, NULL, 1, NULL, '${at('2025-05-06')}'),
    (8, 'lead', true, NULL, 'Gone', 'gone@acme.example', 'gone@acme.example', NULL, 1, 10, NULL, NULL, NULL, 1, NULL, '${at('2025-05-07')}');
  INSERT INTO mailing_contact (id, name, email, email_normalized, create_date) VALUES
    (1, 'Eve', 'eve@list.example', 'eve@list.example', '${at('2025-01-01')}'), (2, 'Ada', 'ada@acme.example', 'ada@acme.example', '${at('2023-01-01')}');
  INSERT INTO mailing_subscription (contact_id, list_id, opt_out, opt_out_datetime) VALUES
    (1, 1, true, '${at('2025-02-01')}'), (1, 2, true, '${at('2025-02-02')}'), (2, 1, true, '${at('2025-02-03')}'), (2, 2, false, NULL);
  INSERT INTO website_visitor (id, partner_id, create_date) VALUES (1, 2, '${at('2025-01-01')}'), (2, NULL, '${at('2025-01-01')}');
  INSERT INTO crm_lead_website_visitor_rel VALUES (2, 2);
  INSERT INTO website_track (id, visitor_id, url, visit_datetime) VALUES
    (1, 1, 'https://vendor.example/pricing', '${at('2025-01-05')}'), (2, 2, 'https://vendor.example/', '${at('2025-01-06')}');
  INSERT INTO mailing_trace (id, trace_type, model, res_id, email, sent_datetime, open_datetime, reply_datetime, links_click_datetime) VALUES
    (1, 'mail', 'res.partner', 2, 'ada@acme.example', '${at('2025-02-01')}', '${at('2025-02-02')}', NULL, '${at('2025-02-04')}'),
    -- Of a record that was merged away: the address tells whose it was.
    (2, 'mail', 'crm.lead', 99, 'cy@acme.example', '${at('2025-03-05')}', '${at('2025-03-06')}', '${at('2025-03-07')}', NULL),
    (3, 'mail', 'mailing.contact', 1, 'eve@list.example', '${at('2025-01-05')}', '${at('2025-01-06')}', NULL, NULL);
  INSERT INTO link_tracker_click (id, mailing_trace_id, create_date) VALUES (1, 1, '${at('2025-02-03')}'), (2, 1, '${at('2025-02-04')}');
  INSERT INTO mail_activity_type (id, name, category) VALUES (1, '{"en_US": "Call"}', 'phonecall'), (2, '{"en_US": "To-Do"}', 'default');
  INSERT INTO ir_model_fields (id, model, name, ttype, state) VALUES (1, 'crm.lead', 'stage_id', 'many2one', 'base'),
    (2, 'mail.blacklist', 'active', 'boolean', 'base'), (3, 'res.partner', 'x_size', 'integer', 'manual'), (4, 'crm.lead', 'user_id', 'many2one', 'base');
  INSERT INTO mail_message (id, model, res_id, date, message_type, author_id, mail_activity_type_id, create_date) VALUES
    (1, 'crm.lead', 1, '${at('2025-03-10')}', 'notification', NULL, NULL, '${at('2025-03-10')}'),
    (2, 'crm.lead', 1, '${at('2025-06-01')}', 'notification', NULL, NULL, '${at('2025-06-01')}'),
    (3, 'res.partner', 2, '${at('2025-03-11')}', 'comment', 6, 1, '${at('2025-03-12')}'),
    (4, 'crm.lead', 4, '${at('2025-05-10')}', 'email', 2, NULL, '${at('2025-05-10')}'),
    (5, 'mail.blacklist', 1, '${at('2025-03-20')}', 'notification', NULL, NULL, '${at('2025-03-20')}'),
    (6, 'mail.blacklist', 1, '${at('2025-04-20')}', 'notification', NULL, NULL, '${at('2025-04-20')}'),
    (7, 'res.partner', 2, '${at('2025-03-15')}', 'notification', NULL, NULL, '${at('2025-03-15')}');
  INSERT INTO mail_tracking_value (mail_message_id, field_id, old_value_integer, old_value_char, new_value_integer, new_value_char) VALUES
    (1, 1, 1, 'New', 2, 'Proposition'), (2, 1, 2, 'Proposition', 3, 'Won'), (2, 4, 0, '', 2, 'Somebody'),
    (5, 2, 1, NULL, 0, NULL), (6, 2, 0, NULL, 1, NULL), (7, 3, 0, NULL, 120, NULL);
  INSERT INTO mail_blacklist (id, email, active, create_date) VALUES
    (1, 'ada@acme.example', true, '${at('2025-03-01')}'), (2, 'cy@acme.example', false, '${at('2025-03-01')}');
  INSERT INTO phone_blacklist (id, number, active, create_date) VALUES (1, '+491', true, '${at('2025-03-02')}');
  INSERT INTO calendar_event (id, start, duration, active, create_date) VALUES
    (1, '${at('2025-05-20')}', 0.5, true, '${at('2025-05-12')}'), (2, '${at('2025-05-21')}', 1, false, '${at('2025-05-12')}');
  INSERT INTO calendar_event_res_partner_rel VALUES (1, 2), (1, 6), (2, 2)`;

describe.each([
  ['17', ''],
  ['15', asInVersion15],
])('a small company in Odoo %s', (version, changes) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(`CREATE SCHEMA odoo; SET search_path = odoo; ${odooTables}; ${rows}; ${changes};
      SET search_path = DEFAULT`);
  });
  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    configOf(await appliedTo(database.handle, odoo, 'odoo', hidden));
  const rowsOf = async (...[entity, columns]: [EntityName, string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('has everybody once, with the company that could be known and the one of today', async () => {
    expect(await rowsOf('contact', 'id, account_id, current_account_id, name, email, title, created_at')).toEqual([
      // The first lead of an address stands for all of them; its company is told by the domain.
      ['crm.lead,2', '1', null, 'Cy', 'cy@acme.example', 'Buyer', day('2025-03-02')],
      ['crm.lead,5', null, null, 'Dee', 'dee@else.example', null, day('2025-05-04')],
      ['mailing.contact,1', null, null, 'Eve', 'eve@list.example', null, day('2025-01-01')],
      // On a list before she was a partner, and a partner before any lead.
      ['res.partner,2', '1', '1', 'Ada', 'ada@acme.example', 'Director', day('2023-01-01')],
      // He came as a lead with a private address: the company that the conversion gave him says that he was converted.
      ['res.partner,3', null, '1', 'Bo', 'bo@gmail.com', null, day('2025-03-01')],
    ]);
    expect(await rowsOf('account', 'id, name, domain, "attribute:industry", "attribute:country"')).toEqual([
      ['1', 'Acme', 'acme.example', 'Retail', 'DE'],
    ]);
  });

  it('lists the ways by which leads came, and takes the forms of the website', async () => {
    const { hands } = await appliedTo(database.handle, odoo, 'odoo');
    const listed = hands?.candidates.map(({ name, times, kind }) => [name, times, kind]);
    expect(new Set(listed)).toEqual(
      new Set([
        ['Contact form of the website', 3, 'contact request'],
        ['Contact form of the website · Google', 1, 'contact request'],
        ['Leads · Book a demo · Phone', 1, 'demo request'],
        ['Leads', 2, null],
        // Version 15 knows no title of a campaign: its name says nothing of a newsletter.
        version === '15'
          ? ['Contact form of the website · spring', 1, 'contact request']
          : ['Contact form of the website · Spring newsletter', 1, null],
      ]),
    );
    const outcomes = await rowsOf('outcome', 'contact_id, occurred_at, kind');
    expect(outcomes.filter(([id]) => id !== 'crm.lead,5')).toEqual([
      ['crm.lead,2', day('2025-03-02'), 'contact request'],
      ['res.partner,2', day('2025-05-03'), 'demo request'],
      ['res.partner,3', day('2025-03-01'), 'contact request'],
    ]);
  });

  it('knows what people did, and since when', async () => {
    expect(await rowsOf('event', 'contact_id, occurred_at, ingested_at, kind, value')).toEqual([
      // The visitor is known since the form was sent in.
      ['crm.lead,2', day('2025-01-06'), day('2025-03-02'), 'page_view', null],
      ['crm.lead,2', day('2025-03-06'), null, 'email_open', null],
      ['crm.lead,2', day('2025-03-07'), null, 'email_reply', null],
      ['mailing.contact,1', day('2025-01-06'), null, 'email_open', null],
      ['res.partner,2', day('2025-01-05'), null, 'pricing_view', null],
      ['res.partner,2', day('2025-02-02'), null, 'email_open', null],
      ['res.partner,2', day('2025-02-03'), null, 'email_click', null],
      ['res.partner,2', day('2025-02-04'), null, 'email_click', null],
      ['res.partner,2', day('2025-03-11'), day('2025-03-12'), 'call', null],
      ['res.partner,2', day('2025-05-10'), day('2025-05-10'), 'email_received', null],
      ['res.partner,2', day('2025-05-20'), day('2025-05-20'), 'meeting', 30],
    ]);
  });

  it('follows opportunities, values and opt-outs', async () => {
    expect(await rowsOf('opportunity', 'id, account_id, contact_id, created_at, closed_at, won')).toEqual([
      ['1', '1', 'res.partner,3', day('2025-04-01'), day('2025-06-01'), true],
      ['4', null, 'res.partner,2', day('2025-05-03'), day('2025-07-01'), false],
      // Of a company, and of nobody there.
      ['6', '1', null, day('2025-05-05'), null, null],
    ]);
    const history = await rowsOf('attributeHistory', 'entity_id, name, value, valid_from');
    expect(history.filter(([id]) => id === 'res.partner,3')).toEqual([
      ['res.partner,3', 'lead_stage', 'New', day('2025-03-01')],
      ['res.partner,3', 'lead_stage', 'Proposition', day('2025-03-10')],
      ['res.partner,3', 'lead_stage', 'Won', day('2025-06-01')],
    ]);
    expect(history.filter(([, name]) => name === 'x_size')).toEqual([
      ['res.partner,2', 'x_size', '0', day('2024-02-01')],
      ['res.partner,2', 'x_size', '120', day('2025-03-15')],
    ]);
    expect(await rowsOf('suppression', 'contact_id, channel, since, until')).toEqual([
      ['mailing.contact,1', 'email', day('2025-02-02'), null],
      ['res.partner,2', 'email', day('2025-03-01'), day('2025-03-20')],
      ['res.partner,2', 'email', day('2025-04-20'), null],
      ['res.partner,2', 'text', day('2025-03-02'), null],
    ]);
  });

  it('passes the check, with all there is and with nothing but partners and leads', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
    const bare = await mapped(new Set(optionalParts(odoo)));
    expect(await errorsOf(database.handle, bare)).toEqual([]);
    expect(await canonicalRows(database.handle, 'outcome', 'kind', bare)).toHaveLength(3);
  });
});
