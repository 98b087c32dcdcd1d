import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { inSnapshot } from '../../../src/database/transaction.ts';
import { presetConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { readPopulation } from '../../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configIn, configOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Fills a schema, and gives the canonical rows that the preset makes of it. */
async function landed(schema: string, tables: string) {
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const config = configOf(await appliedTo(database.handle, salesforceFivetran, schema));
  return (entity: EntityName, columns: string) => canonicalRows(database.handle, entity, columns, config);
}

const noOutcome = `CREATE TABLE lead (id text, created_date timestamptz, converted_date date)`;

describe('Salesforce as Fivetran lands it', () => {
  it('follows an account through a chain of merges to the one that is left', async () => {
    const rows = await landed(
      'chain',
      `CREATE TABLE account AS SELECT 'A' || i AS id, CASE WHEN i < 7 THEN 'A' || i + 1 END AS master_record_id,
         i < 7 AS is_deleted FROM generate_series(1, 7) AS i;
       CREATE TABLE contact AS SELECT 'C' || i AS id, 'A' || i AS account_id, timestamptz '2025-01-01Z' AS created_date
         FROM generate_series(1, 7) AS i;
       CREATE TABLE opportunity AS SELECT 'O' AS id, 'A1' AS account_id, timestamptz '2025-01-01Z' AS created_date;
       ${noOutcome}`,
    );
    expect(new Set((await rows('contact', 'account_id')).flat())).toEqual(new Set(['A7']));
    expect(await rows('opportunity', 'account_id')).toEqual([['A7']]);
  });

  it('knows a response at the end of its day, whatever type the day was landed as', async () => {
    const rows = await landed(
      'days',
      `CREATE TABLE contact AS SELECT 'C' AS id, timestamptz '2025-01-01Z' AS created_date;
       CREATE TABLE campaign_member AS SELECT id, 'V' AS campaign_id, 'C' AS contact_id,
         timestamp '2025-02-03' AS first_responded_date, timestamptz '2025-02-01Z' AS created_date FROM (VALUES ('M')) AS m (id);
       ${noOutcome}`,
    );
    expect(await rows('event', 'id, occurred_at, ingested_at')).toEqual([
      ['M', '2025-02-03T23:59:59.999Z', '2025-02-03T23:59:59.999Z'],
    ]);
  });

  it('has no history of a field that never had a value', async () => {
    const rows = await landed(
      'empty',
      `CREATE TABLE contact AS SELECT 'C' || i AS id, timestamptz '2025-01-01Z' AS created_date, true AS _fivetran_active,
         timestamptz '2025-01-01Z' AS _fivetran_start, CASE WHEN i = 1 THEN 'red' END AS colour_c FROM generate_series(1, 3) AS i;
       INSERT INTO contact VALUES ('C2', '2025-01-01Z', false, '2024-12-01Z', 'blue');
       ${noOutcome}`,
    );
    expect(await rows('attributeHistory', 'entity_id, name, value, valid_from')).toEqual([
      ['C1', 'colour_c', 'red', '2025-01-01T00:00:00.000Z'],
      ['C2', 'colour_c', 'blue', '2024-12-01T00:00:00.000Z'],
      ['C2', 'colour_c', null, '2025-01-01T00:00:00.000Z'],
    ]);
  });

  it('leaves out what was deleted of every object, however the connector marks it', async () => {
    const people = `CREATE TABLE contact AS SELECT 'C' || i AS id, timestamptz '2025-01-01Z' AS created_date, i = 2 AS is_deleted,
        i = 3 AS _fivetran_deleted, i <> 4 AS _fivetran_active FROM generate_series(1, 4) AS i;`;
    const marks = `id = '2' AS is_deleted, id = '3' AS _fivetran_deleted, id <> '4' AS _fivetran_active FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS r (id)`;
    const rows = await landed(
      'deleted',
      `${people} ${noOutcome};
       CREATE TABLE account AS SELECT id, ${marks};
       CREATE TABLE task AS SELECT id, 'C1' AS who_id, timestamptz '2025-02-01Z' AS created_date, ${marks};
       CREATE TABLE event AS SELECT id, 'C1' AS who_id, timestamptz '2025-02-01Z' AS created_date, ${marks};
       CREATE TABLE campaign_member AS SELECT id, 'V' AS campaign_id, 'C1' AS contact_id, date '2025-02-01' AS first_responded_date, ${marks};
       CREATE TABLE opportunity AS SELECT id, '1' AS account_id, timestamptz '2025-02-01Z' AS created_date, ${marks};
       CREATE TABLE opportunity_contact_role AS SELECT id, '1' AS opportunity_id, 'C' || id AS contact_id, ${marks}`,
    );
    expect(await rows('account', 'id')).toEqual([['1']]);
    expect(await rows('contact', 'id')).toEqual([['C1']]);
    expect((await rows('event', 'kind')).flat().sort()).toEqual(['campaign_response', 'meeting', 'task']);
    expect(await rows('opportunity', 'id')).toEqual([['1']]);
    expect(await rows('opportunityContact', 'contact_id')).toEqual([['C1']]);
  });

  it('takes the latest of several versions that are marked as in force', async () => {
    const versions = (columns: string, ...rows: readonly string[]) =>
      `AS SELECT *, true AS _fivetran_active, timestamptz '2025-01-01Z' AS created_date
         FROM (VALUES ${rows.join(', ')}) AS v (id, ${columns}, _fivetran_start)`;
    const [old, late] = [`timestamptz '2025-01-01Z'`, `timestamptz '2025-05-01Z'`];
    const rows = await landed(
      'in_force',
      `CREATE TABLE account ${versions('name', `('A1', 'Old', ${old})`, `('A1', 'New', ${late})`, `('A2', 'Other', ${old})`)};
       CREATE TABLE contact ${versions('account_id, email', `('C1', 'A1', 'old@x.example', ${old})`, `('C1', 'A2', 'new@x.example', ${late})`)};
       CREATE TABLE opportunity ${versions('account_id, is_closed, is_won', `('O1', 'A1', false, false, ${old})`, `('O1', 'A1', true, true, ${late})`)};
       CREATE TABLE task ${versions('who_id, is_deleted', `('T1', 'C1', false, ${old})`, `('T1', 'C1', true, ${late})`, `('T2', 'C1', false, ${old})`)};
       CREATE TABLE campaign ${versions('name', `('V', 'Autumn', ${old})`, `('V', 'Request a demo', ${late})`)};
       CREATE TABLE campaign_member ${versions('campaign_id, contact_id, first_responded_date', `('M', 'V', 'C1', date '2025-03-01', ${old})`)};
       ${noOutcome}`,
    );
    expect(await rows('account', 'id, name')).toEqual([
      ['A1', 'New'],
      ['A2', 'Other'],
    ]);
    expect(await rows('contact', 'id, account_id, email')).toEqual([['C1', 'A2', 'new@x.example']]);
    expect(await rows('opportunity', 'id, closed_at, won')).toEqual([['O1', '2025-05-01T00:00:00.000Z', true]]);
    expect(await rows('event', 'id')).toEqual([['T2']]);
    expect(await rows('outcome', 'contact_id, kind')).toEqual([['C1', 'demo request']]);
  });

  it('tells fields apart whose names differ by an underscore only', async () => {
    const history = async (schema: string, fields: string) => {
      const rows = await landed(
        schema,
        `CREATE TABLE contact AS SELECT 'C' || i AS id, timestamptz '2025-01-01Z' AS created_date, 'one' || i % 2 AS ab_c,
           'two' || i % 2 AS a_b_c, 'x' || i % 2 AS sbqq_start_c FROM generate_series(1, 4) AS i;
         CREATE TABLE contact_history AS SELECT 'C1' AS contact_id, field, 'old' AS old_value, value AS new_value,
           timestamptz '2025-02-01Z' AS created_date FROM (VALUES ${fields}) AS h (field, value);
         ${noOutcome}`,
      );
      return (await rows('attributeHistory', 'entity_id, name, value')).filter(([id]) => id === 'C1');
    };
    expect(await history('underscores', `('A_B__c', 'two1'), ('AB__c', 'one1'), ('SBQQ__Start__c', 'x1')`)).toEqual([
      ['C1', 'a_b_c', 'two1'],
      ['C1', 'ab_c', 'one1'],
      ['C1', 'sbqq_start_c', 'x1'],
    ]);
    // Two that may be meant, and none written as the column is.
    expect(await history('unclear', `('SB_QQ__Start__c', 'x0'), ('SBQQ__Sta_rt__c', 'x0'), ('AB__c', 'one1')`)).toEqual(
      [['C1', 'ab_c', 'one1']],
    );
  });

  const r7 = `CREATE TABLE account AS SELECT '001A' AS id, 'Acme' AS name, NULL AS website;
    CREATE TABLE contact AS SELECT id, timestamptz '2026-02-01Z' AS created_date, '001A' AS account_id, 'ann@acme.example' AS email,
      id = '0031' AS do_not_call, individual_id FROM (VALUES ('0031', NULL), ('0032', '0PK')) AS c (id, individual_id);
    CREATE TABLE lead AS SELECT '00Q1' AS id, timestamptz '2026-01-01Z' AS created_date, 'ann@acme.example' AS email, '0031' AS converted_contact_id,
      '001A' AS converted_account_id, '0061' AS converted_opportunity_id, date '2026-02-01' AS converted_date;
    CREATE TABLE opportunity AS SELECT id, account_id, contact_id, timestamptz '2026-02-01Z' AS created_date, false AS is_closed, id = '0069' AS is_deleted
      FROM (VALUES ('0061', '001A', '0031'), ('0062', NULL, NULL), ('0069', NULL, '0032')) AS o (id, account_id, contact_id);
    CREATE TABLE opportunity_contact_role AS SELECT '00K' || n AS id, '0062' AS opportunity_id, contact_id, n = 3 AS is_deleted
      FROM (VALUES (1, '00Q1'), (2, '0032'), (3, '0039')) AS r (n, contact_id);
    CREATE TABLE individual AS SELECT '0PK' AS id, true AS has_opted_out_profiling, false AS has_opted_out_solicit;`;

  it('tells the account and the deals of today from what a model may know', async () => {
    const rows = await landed('links', r7);
    expect(await rows('contact', 'id, account_id, current_account_id')).toEqual([
      ['0031', null, '001A'],
      ['0032', '001A', '001A'],
    ]);
    expect(await rows('opportunityContact', 'opportunity_id, contact_id')).toEqual([
      ['0061', '0031'],
      ['0062', '0031'],
      ['0062', '0032'],
    ]);
  });

  it('keeps a converted lead off the list by its account of today, and by its part in a deal', async () => {
    await database.handle.pool.query(`CREATE SCHEMA talks; SET search_path = talks; ${r7}; RESET search_path`);
    const ofDeal = ['opportunity_contact_role', 'opportunity.contact_id', 'lead.converted_opportunity_id'];
    const candidates = async (...hidden: string[]) => {
      const applied = await appliedTo(
        database.handle,
        salesforceFivetran,
        'talks',
        new Set(['individual', 'contact.do_not_call', ...hidden]),
      );
      // Whoever was converted is no candidate for that alone.
      const outcome = { query: 'SELECT NULL::text AS contact_id, NULL::timestamptz AS occurred_at WHERE false' };
      const { mapping } = applied;
      const config = configOf({ ...applied, mapping: { ...mapping, source: { ...mapping.source, outcome } } });
      const sources = await probeSources(database.handle, config.source);
      const now = Date.UTC(2026, 5, 1) * 1000;
      return inSnapshot(database.handle, async (client) => {
        const population = await readPopulation(client, sources, config.programs.default!, { knownBefore: now });
        const { contact } = scoringSnapshots(population, config.programs.default!, now);
        return Array.from(contact, (index) => population.contacts.ids[index]);
      });
    };
    expect(await candidates('opportunity')).toEqual(['0031', '0032']);
    expect(await candidates(...ofDeal)).toEqual([]);
    expect(await candidates('opportunity.account_id', ...ofDeal.slice(1))).toEqual([]);
    for (const link of ofDeal)
      expect(await candidates('opportunity.account_id', ...ofDeal.filter((other) => other !== link))).not.toContain(
        '0031',
      );
  });

  it('suppresses by channel, and on every channel who must not be profiled', async () => {
    const rows = await landed('refusals', r7);
    expect(await rows('suppression', 'contact_id, reason, channel, since')).toEqual([
      ['0031', 'do not call', 'call', null],
      ['0032', 'do not profile', null, null],
    ]);
  });

  it('ends the opt-out of a record with its merger', async () => {
    const rows = await landed(
      'merged_opt_out',
      `CREATE TABLE contact AS SELECT id, timestamptz '2025-01-01Z' AS created_date, master_record_id, master_record_id IS NOT NULL AS is_deleted,
         true AS has_opted_out_of_email, _fivetran_start, _fivetran_active
       FROM (VALUES ('C2', NULL, timestamptz '2025-01-01Z', false), ('C2', 'C1', '2025-03-01Z', true)) AS v (id, master_record_id, _fivetran_start, _fivetran_active);
       INSERT INTO contact VALUES ('C1', '2025-01-01Z', NULL, false, false, '2025-01-01Z', true);
       ${noOutcome}`,
    );
    expect(await rows('suppression', 'contact_id, channel, since, until')).toEqual([
      ['C1', 'email', '2025-01-01T00:00:00.000Z', '2025-03-01T00:00:00.000Z'],
    ]);
  });

  it('lists every campaign by name and type with its counts, and takes those by which people ask to be called', async () => {
    const campaigns = [
      ['7011', 'Free trial sign-up', 'Website', 'demo request'],
      ['7012', 'Pricing page inquiry', 'Website', 'pricing request'],
      ['7013', 'Demo-Anfrage', 'Website', 'demo request'],
      ['7014', 'Website - Demo', 'Website', 'demo request'],
      ['7015', 'Request a demo (content syndication)', 'Content Syndication', 'demo request'],
      ['7016', 'Kontaktformular', 'Website', 'contact request'],
      ['7017', 'Get more from pricing', 'Webinar', null],
      ['7018', 'Autumn', 'Demo request', 'demo request'],
      ['7019', 'Nobody yet', null, null],
    ] as const;
    await landed(
      'campaigns',
      `CREATE TABLE contact AS SELECT id, timestamptz '2026-01-01Z' AS created_date FROM (VALUES ('0031'), ('0032')) AS c (id);
       CREATE TABLE campaign (id text, name text, type text);
       INSERT INTO campaign VALUES ${campaigns.map((row) => `(${row.slice(0, 3).map((value) => (value === null ? 'NULL' : `'${value}'`))})`)};
       CREATE TABLE campaign_member AS SELECT c.id || contact.id AS id, c.id AS campaign_id, contact.id AS contact_id, NULL AS lead_id,
         date '2026-01-20' AS first_responded_date, timestamptz '2026-01-20Z' AS created_date FROM campaign AS c, contact
         WHERE c.id < '7019' AND (c.id = '7016' OR contact.id = '0031')`,
    );
    const { text, findings } = await presetConfig(database, salesforceFivetran, 'campaigns');
    const listed = findings.raisedHands!.candidates.map(({ key, name, times, contacts, kind }) => [
      key,
      name,
      times,
      contacts,
      kind,
    ]);
    expect([...listed].sort()).toEqual(
      campaigns.map(([key, name, type, kind]) => {
        const often = key === '7019' ? 0 : key === '7016' ? 2 : 1;
        return [key, type === null ? name : `${name} (${type})`, often, often, kind];
      }),
    );
    expect(text).toContain(`  ['7016', 'contact request'], // Kontaktformular (Website): 2 times, by 2 contacts\n`);
    expect(text).toContain(
      `  // ['7017', 'contact request'], // Get more from pricing (Webinar): 1 time, by 1 contact\n`,
    );
    const rows = (entity: EntityName, columns: string) =>
      canonicalRows(database.handle, entity, columns, configIn(text));
    expect(await rows('event', 'kind')).toEqual([['webinar_attended']]);
    expect((await rows('outcome', 'kind')).flat().sort()).toEqual([
      ...['contact request', 'contact request'],
      ...['demo request', 'demo request', 'demo request', 'demo request', 'demo request'],
      'pricing request',
    ]);
  });

  it('reads of 300 own fields the 40 that say most, and names the others', async () => {
    const filled = Array.from({ length: 45 }, (_, i) => `filled_${String(i).padStart(2, '0')}_c`);
    const empty = Array.from({ length: 250 }, (_, i) => `empty_${i}_c`);
    await landed(
      'own',
      `CREATE TABLE contact AS SELECT 'C' || i AS id, timestamptz '2025-01-01Z' AS created_date, true AS _fivetran_active,
         timestamptz '2025-01-01Z' AS _fivetran_start, 'same' AS constant_c, 'id' || i AS unique_c, i AS number_c, 'x' AS "standard"
         FROM generate_series(1, 100) AS i;
       ALTER TABLE contact ${[...filled, ...empty].map((field) => `ADD COLUMN ${field} text`)}, ADD COLUMN when_c timestamptz;
       UPDATE contact SET ${filled.map((field, i) => `${field} = CASE WHEN number_c > ${i < 40 ? i + 1 : 90} THEN 'a' || number_c % 2 END`)};
       ${noOutcome}`,
    );
    const { text } = await presetConfig(database, salesforceFivetran, 'own');
    const config = configIn(text);
    // Every contact has number_c; it leaves room for 39 of the 45, the most filled first.
    expect(Object.keys(config.source.contact!.attributes)).toEqual(['number_c', ...filled.slice(0, 39)]);
    for (const left of [
      'because they never have a value (250): empty_0_c, empty_100_c,',
      'because they always have the same value (1): constant_c',
      'because nearly every value is another (1): unique_c',
      `beyond the 40 that are filled most often (6): ${filled.slice(39).join(', ')}`,
    ])
      expect(text).toContain(`Own fields of contacts and leads left out ${left}`);
    const names = await canonicalRows(database.handle, 'attributeHistory', 'DISTINCT name', config);
    expect(names).toHaveLength(40);
  });
});
