import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { presetNamed } from '../../../src/crm/presets/presets.ts';
import { type ChosenPreset, presetsConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { canonicalRows, configIn, errorsOf } from './landedPreset.ts';

/** An id of Salesforce: the 15 characters of its pages, with the checksum that makes them 18. */
const long = (id: string) => `${id.padEnd(15, '0')}${id.startsWith('00Q') ? 'MAA' : 'IAA'}`;
const short = (id: string) => id.padEnd(15, '0');

describe('Pardot beside Salesforce', () => {
  let database: TestDatabase;
  const day = (date: string) => `${date}T09:00:00.000Z`;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(`
      CREATE SCHEMA sf;
      CREATE TABLE sf.account (id text, name text, website text, created_date timestamptz);
      CREATE TABLE sf.contact (id text, account_id text, email text, name text, title text, lead_source text,
        created_date timestamptz, is_deleted boolean, master_record_id text);
      CREATE TABLE sf.lead (id text, email text, created_date timestamptz, converted_contact_id text, converted_date date);
      CREATE TABLE sf.opportunity (id text, account_id text, created_date timestamptz, is_closed boolean, close_date date);
      CREATE TABLE sf.campaign (id text, name text);
      CREATE TABLE sf.campaign_member (id text, campaign_id text, contact_id text, first_responded_date date,
        created_date timestamptz);
      INSERT INTO sf.account VALUES ('A1', 'Acme', 'https://www.acme.example', '${day('2024-01-01')}');
      INSERT INTO sf.contact VALUES
        ('${long('003A')}', 'A1', 'ada@acme.example', 'Ada', NULL, 'Web', '${day('2025-02-01')}', false, NULL),
        ('${long('003B')}', 'A1', 'bo@acme.example', 'Bo', NULL, 'Web', '${day('2025-02-01')}', true, NULL),
        ('${long('003C')}', 'A1', 'old@acme.example', 'Old', NULL, 'Web', '${day('2025-01-15')}', true, '${long('003A')}');
      INSERT INTO sf.lead VALUES
        ('${long('00QA')}', 'ada@acme.example', '${day('2025-01-20')}', '${long('003A')}', '2025-02-01'),
        ('${long('00QD')}', 'dee@gmail.com', '${day('2025-03-01')}', NULL, NULL);
      INSERT INTO sf.opportunity VALUES ('O1', 'A1', '${day('2025-06-01')}', false, '2025-12-01');
      INSERT INTO sf.campaign VALUES ('C1', 'Contact sales');
      INSERT INTO sf.campaign_member VALUES ('M1', 'C1', '${long('003A')}', '2025-05-05', '${day('2025-05-05')}');

      CREATE SCHEMA pardot;
      CREATE TABLE pardot.prospect (id bigint, created_at timestamptz, email text, job_title text, company text,
        website text, source text, crm_contact_fid text, crm_lead_fid text, opted_out boolean);
      CREATE TABLE pardot.visitor_activity (id bigint, prospect_id bigint, type int, type_name text, form_id bigint,
        details text, created_at timestamptz);
      CREATE TABLE pardot.opportunity (id bigint, created_at timestamptz, status text, closed_at timestamptz);
      CREATE TABLE pardot.opportunity_prospect (opportunity_id bigint, prospect_id bigint);
      INSERT INTO pardot.prospect VALUES
        (1, '${day('2025-01-10')}', 'ada@acme.example', 'Director', 'Acme', NULL, 'Ad', '${short('003A')}', NULL, false),
        (2, '${day('2025-01-12')}', 'ada2@acme.example', 'Boss', 'Acme', NULL, 'Fair', '${long('003C')}', NULL, true),
        (3, '${day('2025-03-03')}', 'dee@gmail.com', NULL, NULL, NULL, 'Ad', NULL, '${long('00QD')}', false),
        (4, '${day('2025-03-04')}', 'bo@acme.example', NULL, NULL, NULL, 'Ad', '${long('003B')}', NULL, true),
        (5, '${day('2025-03-05')}', 'eve@acme.example', 'CFO', 'Acme', NULL, 'Ad', NULL, NULL, false),
        (6, '${day('2025-03-06')}', 'fay@other.example', NULL, 'Other', NULL, 'Ad', '${long('003X')}', NULL, false),
        (7, '${day('2025-03-07')}', 'ada@acme.example', NULL, NULL, NULL, 'Ad', NULL, '${long('00QA')}', false);
      INSERT INTO pardot.visitor_activity VALUES
        (1, 1, 11, 'Email', NULL, NULL, '${day('2025-04-01')}'), (2, 2, 11, 'Email', NULL, NULL, '${day('2025-04-02')}'),
        (3, 4, 11, 'Email', NULL, NULL, '${day('2025-04-03')}'), (4, 5, 4, 'Form', 9, 'Request a demo', '${day('2025-04-04')}'),
        (5, 7, 4, 'Form', 9, 'Request a demo', '${day('2025-04-05')}'), (6, 3, 4, 'Form', 8, 'Newsletter', '${day('2025-04-06')}');
      INSERT INTO pardot.opportunity VALUES (1, '${day('2025-04-01')}', 'Open', NULL);
      INSERT INTO pardot.opportunity_prospect VALUES (1, 5);`);
  });

  afterAll(() => database.drop());

  const chosen = (name: string, ...schemas: [string, ...string[]]): ChosenPreset => ({
    preset: presetNamed(name),
    schemas,
  });
  const salesforce = chosen('salesforce-fivetran', 'sf');
  const pardot = chosen('pardot-fivetran', 'pardot');
  const written = (...presets: [ChosenPreset, ...ChosenPreset[]]) =>
    presetsConfig({ handle: database.handle }, presets);
  const rows = (entity: EntityName, columns: string, config: Config) =>
    canonicalRows(database.handle, entity, columns, config);

  it('makes one person of a prospect and whom it is in the CRM', async () => {
    const config = configIn((await written(salesforce, pardot)).text);
    expect(
      await rows(
        'contact',
        'id, account_id, email, title, "attribute:lead_source", "attribute:pardot_lead_source", created_at',
        config,
      ),
    ).toEqual([
      // From the day the first of all records had her; of her three prospects the first stands for them.
      [long('003A'), 'A1', 'ada@acme.example', 'Director', 'Web', 'Ad', day('2025-01-10')],
      [long('00QD'), null, 'dee@gmail.com', null, null, 'Ad', day('2025-03-01')],
      ['pardot:5', 'A1', 'eve@acme.example', 'CFO', null, 'Ad', day('2025-03-05')],
      // The CRM has never had this id.
      ['pardot:6', null, 'fay@other.example', null, null, 'Ad', day('2025-03-06')],
    ]);
    expect(await rows('event', 'id, contact_id, kind', config)).toEqual([
      ['pardot:1', long('003A'), 'email_open'],
      ['pardot:2', long('003A'), 'email_open'],
      ['pardot:6', long('00QD'), 'form_submission'],
    ]);
    expect(await rows('outcome', 'contact_id, occurred_at, kind', config)).toEqual([
      [long('003A'), day('2025-04-05'), 'demo request'],
      [long('003A'), day('2025-05-05'), expect.any(String)],
      ['pardot:5', day('2025-04-04'), 'demo request'],
    ]);
    expect(await rows('suppression', 'contact_id, channel, reason', config)).toEqual([
      [long('003A'), 'email', 'unsubscribed'],
    ]);
    // Companies and deals are the CRM's.
    expect(await rows('account', 'id, name', config)).toEqual([['A1', 'Acme']]);
    expect(await rows('opportunity', 'id', config)).toEqual([['O1']]);
    expect(await errorsOf(database.handle, config)).toEqual([]);
  });

  it('gives the same whichever is named first', async () => {
    const one = configIn((await written(salesforce, pardot)).text);
    const other = configIn((await written(pardot, salesforce)).text);
    expect(other.source).toEqual(one.source);
  });

  it('matches leads of Marketo by the contact or the lead they are, beside Pardot too', async () => {
    await database.handle.pool.query(`CREATE SCHEMA marketo;
      CREATE TABLE marketo.lead (id bigint, created_at timestamptz, email text, sfdc_contact_id text, sfdc_lead_id text);
      INSERT INTO marketo.lead VALUES (1, '${day('2025-01-01')}', 'ada@acme.example', '${long('003A')}', NULL),
        (2, '${day('2025-03-02')}', 'dee@gmail.com', '${long('003Z')}', '${long('00QD')}'), (5, '${day('2025-03-02')}', 'eve@acme.example', NULL, NULL);
      CREATE TABLE marketo.merged_lead (merged_lead bigint, into_lead bigint);
      INSERT INTO marketo.merged_lead VALUES (9, 2);
      CREATE TABLE marketo.activity_fill_out_form (id bigint, lead_id bigint, activity_date timestamptz,
        primary_attribute_value text, primary_attribute_value_id bigint);
      INSERT INTO marketo.activity_fill_out_form VALUES (1, 9, '${day('2025-05-01')}', 'Ask for pricing', 9)`);
    const { text } = await written(salesforce, chosen('marketo-fivetran', 'marketo'), pardot);
    const config = configIn(text);
    const ids = (await rows('contact', 'id, created_at', config)).map(([id, created]) => [id, created]);
    expect(ids).toEqual([
      [long('003A'), day('2025-01-01')],
      [long('00QD'), day('2025-03-01')],
      // Whom the CRM does not have counts once for each of the others.
      ['marketo:5', day('2025-03-02')],
      ['pardot:5', day('2025-03-05')],
      ['pardot:6', day('2025-03-06')],
    ]);
    expect(
      (await rows('outcome', 'contact_id, kind', config)).filter(([, kind]) => kind === 'pricing request'),
    ).toEqual([[long('00QD'), 'pricing request']]);
    // Two forms number 9, of different tools.
    expect(text).toMatch(/\['marketo form 9', 'pricing request'\]/);
    expect(text).toMatch(/\['pardot form 9', 'demo request'\]/);
    expect(await errorsOf(database.handle, config)).toEqual([]);
  });

  it('says of each schema what is missing, and lists all candidates in one list', async () => {
    const { text, findings } = await written(salesforce, pardot);
    expect(
      findings.presets.map(({ preset, schema, lost }) => [
        preset,
        schema,
        lost.some(({ missing }) => missing === 'task'),
      ]),
    ).toEqual([
      ['salesforce-fivetran', 'sf', true],
      ['pardot-fivetran', 'pardot', false],
    ]);
    expect(findings.presets[1]?.lost.map(({ missing }) => missing)).toContain('campaign');
    expect(text.match(/raisedHandRows\(\[/g)).toHaveLength(1);
    expect(text).toMatch(/\['pardot form 9', 'demo request'\], \/\/ .*Request a demo: 2 times/);
    expect(text).toMatch(/\/\/ \['pardot form 8', 'contact request'\], \/\/ .*Newsletter/);
  });

  it('finds opens by machines among the events of all that tell of some', async () => {
    await database.handle.pool.query(`INSERT INTO pardot.visitor_activity (id, prospect_id, type, type_name, created_at) VALUES
      (90, 1, 6, 'Email', '2025-04-20 09:00:07Z'), (91, 1, 11, 'Email', '2025-04-20 09:00:10Z'), (92, 1, 11, 'Email', '2025-04-20 10:00:10Z');
      CREATE SCHEMA clicks;
      CREATE TABLE clicks.lead (id bigint, created_at timestamptz, email text, sfdc_contact_id text);
      CREATE TABLE clicks.activity_fill_out_form (id bigint, lead_id bigint, activity_date timestamptz, primary_attribute_value text)`);
    const config = configIn((await written(salesforce, pardot, chosen('marketo-fivetran', 'clicks'))).text);
    const { problems } = await checkCrm(database.handle, config, parseInstant('2026-01-01T00:00:00Z'));
    expect(problems.find(({ kind }) => kind === 'machine-events')?.figures).toMatchObject({
      found: 1,
      rules: [{ rule: 'after-send', events: 1 }],
    });
    expect(config.programs.default?.exclude.eventKinds).toEqual(['email_sent']);
  });

  it.each([
    [
      'two CRMs',
      ['--preset', 'salesforce-fivetran', '--schema', 'sf', '--preset', 'hubspot-fivetran', '--schema', 'sf'],
      /salesforce-fivetran and hubspot-fivetran cannot be combined: each says for itself who people are/,
    ],
    ['none that is a CRM', ['--preset', 'pardot-fivetran', '--preset', 'segment'], /none of them is a CRM/],
    [
      'one that does not know the ids of the other',
      ['--preset', 'salesforce-fivetran', '--preset', 'segment'],
      /segment cannot be combined with salesforce-fivetran/,
    ],
    [
      'schemas that could be either one’s',
      ['--preset', 'salesforce-fivetran', '--preset', 'pardot-fivetran', '--schema', 'pardot'],
      /not clear which --schema/,
    ],
    [
      'a schema before all presets',
      ['--schema', 'sf', '--preset', 'salesforce-fivetran', '--preset', 'pardot-fivetran'],
      /not clear which --schema/,
    ],
  ])('refuses %s in one line', async (_what, args, line) => {
    const cwd = await temporaryFolder();
    const finished = await handraise(['init', ...args], { cwd, database: database.connectionString });
    await rm(cwd, { recursive: true });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr.trim().split('\n').at(-1)).toMatch(line);
  });

  it('reads one preset from several schemas, and refuses a table that two of them hold', async () => {
    await database.handle.pool.query(`CREATE SCHEMA sf_more; CREATE SCHEMA sf_rest;
      CREATE TABLE sf_rest.contact AS TABLE sf.contact; CREATE TABLE sf_rest.lead AS TABLE sf.lead;
      CREATE TABLE sf_more.campaign AS TABLE sf.campaign; CREATE TABLE sf_more.campaign_member AS TABLE sf.campaign_member`);
    const { text } = await written(chosen('salesforce-fivetran', 'sf_rest', 'sf_more'));
    expect(await rows('outcome', 'contact_id', configIn(text))).toEqual([[long('003A')]]);
    await expect(written(chosen('salesforce-fivetran', 'sf', 'sf_more'))).rejects.toMatchObject({
      code: 'data',
      message: 'table "campaign" is in schema "sf" and in schema "sf_more"',
    });
  });
});
