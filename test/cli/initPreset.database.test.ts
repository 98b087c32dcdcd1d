import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoLandings } from '../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';

describe('handraise init --preset', () => {
  let database: TestDatabase;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
    await database.handle.pool.query(`
      CREATE SCHEMA crm;
      CREATE TABLE crm.contact (id bigint, property_createdate timestamptz, property_email text);
      CREATE TABLE crm.contact_form_submission (contact_id bigint, timestamp timestamptz, title text);
      INSERT INTO crm.contact_form_submission VALUES (1, '2024-02-01Z', 'Contact us');
      INSERT INTO crm.contact VALUES (1, '2024-01-01Z', 'a@b.example');
      ANALYZE crm.contact;
      CREATE VIEW crm.email_event AS SELECT 'x' AS id, 'OPEN' AS type, now() AS created, 'a@b.example' AS recipient;
      CREATE SCHEMA bare;
      CREATE TABLE bare.contact (id bigint);`);
  });

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const config = () => join(folder, 'handraise.config.ts');
  const preset = ['init', '--preset', 'hubspot-fivetran'];

  it.each([
    ['a preset there is none of', ['init', '--preset', 'hubspot'], 2, /hubspot-fivetran, hubspot-airbyte/],
    ['a schema without a preset', ['init', '--schema', 'crm'], 2, /--preset/],
    ['a schema there is none of', preset, 3, /no schema "hubspot".*--schema/],
    [
      'a schema that lacks what is needed',
      [...preset, '--schema', 'bare'],
      3,
      /no contact\.property_createdate.*--schema/,
    ],
  ])('refuses %s in one line, and writes nothing', async (_what, args, code, line) => {
    const finished = await handraise(args, at);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr.trim().split('\n').at(-1)).toMatch(line);
    expect(finished.stderr).not.toMatch(/\n\s+at /);
    await expect(readFile(config())).rejects.toThrow(/ENOENT/);
  });

  it('names the GRANT that is missing', async () => {
    const role = `reader_${Date.now()}`;
    await database.handle.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x';
      DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${role}', current_database()); END $$;
      GRANT ALL ON ALL TABLES IN SCHEMA handraise TO ${role}; GRANT USAGE, CREATE ON SCHEMA handraise TO ${role}`);
    const url = new URL(database.connectionString);
    url.username = role;
    url.password = 'x';
    try {
      const finished = await handraise([...preset, '--schema', 'crm'], { cwd: folder, database: url.href });
      expect(finished).toMatchObject({ code: 5, stdout: '' });
      expect(finished.stderr).toContain(`GRANT USAGE ON SCHEMA "crm" TO ${role}; GRANT SELECT ON ALL TABLES`);
    } finally {
      await database.handle.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  it('says what it found, what it did not, and what cannot be carried; then never writes over the file', async () => {
    const finished = await handraise([...preset, '--schema', 'crm', '--json'], at);
    expect(finished).toMatchObject({ code: 0 });
    const written = JSON.parse(finished.stdout);
    expect(written).toMatchObject({ path: config(), preset: 'hubspot-fivetran', schema: 'crm' });
    expect(written.found).toEqual([
      { table: 'contact', rows: 1 },
      { table: 'email_event', rows: null },
      { table: 'contact_form_submission', rows: null },
    ]);
    expect(written.lost.map(({ missing }: { missing: string }) => missing)).toEqual(
      expect.arrayContaining(['contact.property_jobtitle', 'company', 'deal', 'email_event.filtered_event']),
    );
    expect(written.raisedHands.candidates).toEqual([
      { key: 'Contact us', name: 'Contact us', times: 1, contacts: 1, kind: 'contact request' },
    ]);
    expect(written.cannotCarry.join()).toMatch(/page views.*chats/s);
    const text = await readFile(config(), 'utf8');
    expect(text).toContain('"crm"."contact_form_submission"');
    for (const { missing } of written.lost) expect(text).toContain(`// - ${missing}: `);
    expect(await handraise([...preset, '--schema', 'crm'], at)).toMatchObject({ code: 2, stdout: '' });
    expect(await readFile(config(), 'utf8')).toBe(text);
    await rm(config());
    const plain = await handraise([...preset, '--schema', 'crm'], at);
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.stdout).toMatch(/contact +1\n.*company: no accounts/s);
    await writeFile(config(), text);
  });

  it('leads to a published ranking without a word by hand', async () => {
    const cwd = await temporaryFolder();
    try {
      await loadDemoCompany(database.handle, { contacts: 300, seed: 1, horizonDays: 60 });
      await demoLandings['hubspot-fivetran']!(database.handle, 'hubspot');
      const steps = [
        ['init', '--preset', 'hubspot-fivetran'],
        ['check'],
        ['train', '--promote', '--as-of', '2026-07-01'],
        ['score', '--as-of', '2026-07-01'],
      ];
      for (const step of steps) {
        const finished = await handraise(step, { cwd, database: database.connectionString });
        expect(finished, `${step.join(' ')}: ${finished.stderr}`).toMatchObject({ code: 0 });
      }
      const { rows } = await database.handle.pool.query(
        'SELECT count(*)::int AS ranked FROM handraise.candidate JOIN handraise_demo.people ON person_id::text = contact_id',
      );
      expect(rows[0].ranked).toBeGreaterThan(150);
    } finally {
      await rm(cwd, { recursive: true });
    }
  });
});
