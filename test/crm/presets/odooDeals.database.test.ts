import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { odoo } from '../../../src/crm/presets/odoo.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';
import { asInVersion15, odooTables } from './odooTables.ts';

describe.each([
  ['17', ''],
  ['15', asInVersion15],
])('deals of Odoo %s', (_version, changes) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(`CREATE SCHEMA odoo; SET search_path = odoo; ${odooTables};
      INSERT INTO res_partner (name, email_normalized, active, create_date) VALUES ('Ada', 'ada@x.example', true, '2024-01-01');
      INSERT INTO crm_stage (name, is_won) VALUES ('{"en_US": "New"}', false), ('{"en_US": "Won"}', true);
      INSERT INTO crm_lead (id, type, active, partner_id, stage_id, probability, date_closed, date_last_stage_update, create_date) VALUES
        -- Lost; then somebody changed its tags, and Odoo reckoned its probability again.
        (1, 'opportunity', false, 1, 1, 35.5, '2025-03-01', '2025-02-01', '2025-01-01'),
        -- Won, and put away; won, and lost after all.
        (2, 'opportunity', false, 1, 2, 100, '2025-03-01', '2025-03-01', '2025-01-02'),
        (3, 'opportunity', false, 1, 2, 0, '2025-03-01', '2025-03-01', '2025-01-03'),
        -- It left the stage that wins, and kept its closing date.
        (4, 'opportunity', true, 1, 1, 40, '2025-03-01', '2025-04-01', '2025-01-04'),
        -- Lost twice, without a closing date; lost, and nothing tells when.
        (5, 'opportunity', false, 1, 1, 0, NULL, '2025-02-01', '2025-01-05'),
        (6, 'opportunity', false, 1, 1, 0, NULL, '2025-02-01', '2025-01-06'),
        -- Lost once, and won since.
        (7, 'opportunity', true, 1, 2, 100, NULL, '2025-08-01', '2025-01-07');
      INSERT INTO ir_model_fields (id, model, name, ttype, state) VALUES (1, 'crm.lead', 'stage_id', 'many2one', 'base'), (2, 'crm.lead', 'active', 'boolean', 'base');
      INSERT INTO mail_message (id, model, res_id, date, message_type, create_date)
        SELECT n, 'crm.lead', lead, day::timestamp, 'notification', day::timestamp
        FROM (VALUES (1, 5, '2025-04-01'), (2, 5, '2025-05-01'), (3, 5, '2025-06-01'), (4, 7, '2025-06-01')) AS m (n, lead, day);
      INSERT INTO mail_tracking_value (mail_message_id, field_id, old_value_integer, new_value_integer) VALUES (1, 2, 1, 0), (2, 2, 0, 1), (3, 2, 1, 0), (4, 2, 1, 0);
      ${changes}; SET search_path = DEFAULT`);
  });
  afterAll(() => database.drop());

  const closing = async (hidden?: ReadonlySet<string>) =>
    canonicalRows(
      database.handle,
      'opportunity',
      'id, closed_at::date::text, won',
      configOf(await appliedTo(database.handle, odoo, 'odoo', hidden)),
    );

  it('are lost once archived, unless they were won, and closed when they were archived', async () => {
    expect(await closing()).toEqual([
      ['1', '2025-03-01', false],
      ['2', '2025-03-01', true],
      ['3', '2025-03-01', false],
      ['4', null, null],
      ['5', '2025-06-01', false],
      ['6', '2025-02-01', false],
      ['7', '2025-08-01', true],
    ]);
  });

  it('are told by what there is', async () => {
    expect((await closing(new Set(['mail_tracking_value']))).at(4)).toEqual(['5', '2025-02-01', false]);
    expect((await closing(new Set(['crm_lead.probability']))).slice(0, 3).map(([, , won]) => won)).toEqual([
      false,
      true,
      true,
    ]);
    expect((await closing(new Set(['crm_stage']))).slice(0, 3).map(([, , won]) => won)).toEqual([false, true, false]);
  });
});
