import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presetText } from '../../../src/cli/actions/initPreset.ts';
import { layOut } from '../../../src/cli/layout.ts';
import { askHands } from '../../../src/crm/presets/askHands.ts';
import { handsFindings } from '../../../src/crm/presets/hands.ts';
import { handsText } from '../../../src/crm/presets/handsText.ts';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import { probeLanding } from '../../../src/crm/presets/landing.ts';
import { notice } from '../../../src/notice/notice.ts';
import { presetConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { sentenceOf } from '../../../src/wording/sentenceOf.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configIn, configOf, errorsOf } from './landedPreset.ts';

/** Five people, each with another form; what a page is called, and where it stands, says something else than the form's name. */
const tables = `
  CREATE SCHEMA named;
  CREATE TABLE named.contact (id bigint, property_createdate timestamptz);
  INSERT INTO named.contact SELECT id, '2026-01-01Z' FROM generate_series(1, 6) AS id;
  CREATE TABLE named.form (guid text, name text, form_type text);
  INSERT INTO named.form VALUES ('g1', 'Book a demo'), ('g2', 'Newsletter'), ('g3', 'Buyer''s guide'), ('g4', 'Kontaktformular'),
    ('g5', 'Webinar registration'), ('g6', 'Price list, please');
  CREATE TABLE named.contact_form_submission (contact_id bigint, timestamp timestamptz, form_id text, title text, page_url text);
  INSERT INTO named.contact_form_submission VALUES
    (1, '2026-02-01Z', 'g1', 'The platform', 'https://x.example/'),
    (2, '2026-02-01Z', 'g2', 'Contact us', 'https://x.example/contact'),
    (3, '2026-02-01Z', 'g3', 'Buyer''s guide', 'https://x.example/guide?utm_source=sales-demo'),
    (4, '2026-02-01Z', 'g4', 'Start', 'https://x.example/start'), (4, '2026-02-03Z', 'g4', 'Start', 'https://x.example/start'),
    (5, '2026-02-01Z', 'g5', 'Webinar: price your product', 'https://demo.x.example/webinar');
  CREATE SCHEMA paged;
  CREATE TABLE paged.contact AS TABLE named.contact;
  CREATE TABLE paged.contact_form_submission AS TABLE named.contact_form_submission;
  CREATE SCHEMA silent;
  CREATE TABLE silent.contact AS TABLE named.contact;
  CREATE TABLE silent.contact_form_submission AS
    SELECT contact_id, timestamp, 'x' AS form_id, E'A "title"\\u2028 \`\${1}\`' AS title FROM named.contact_form_submission`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(tables);
});
afterAll(() => database.drop());

async function raised(schema: string): Promise<unknown[][]> {
  const config = configOf(await appliedTo(database.handle, hubspotFivetran, schema));
  return canonicalRows(database.handle, 'outcome', 'contact_id, occurred_at, kind', config);
}

async function init(schema: string) {
  const { text, findings } = await presetConfig({ handle: database.handle }, hubspotFivetran, schema);
  return {
    text,
    findings,
    printed: layOut(presetText({ path: 'handraise.config.ts', ...findings }), { width: null, color: false }),
  };
}

/** Contacts of the outcome, and of the events that forms make, as a written file maps them. */
async function mapped(text: string) {
  const config = configIn(text);
  const outcome = await canonicalRows(database.handle, 'outcome', 'contact_id', config);
  const event = await canonicalRows(database.handle, 'event', 'contact_id', config);
  return { outcome: outcome.flat(), event: event.flat() };
}

describe('raised hands of HubSpot', () => {
  it("are told by the form's own name, not by title or address of the page it stands on", async () => {
    expect(await raised('named')).toEqual([
      ['1', '2026-02-01T00:00:00.000Z', 'demo request'],
      ['4', '2026-02-01T00:00:00.000Z', 'contact request'],
      ['4', '2026-02-03T00:00:00.000Z', 'contact request'],
    ]);
  });

  it('are told by title and path of the page where no name is landed: never by its query, or its host', async () => {
    expect(await raised('paged')).toEqual([['2', '2026-02-01T00:00:00.000Z', 'contact request']]);
  });
});

describe('init lists by what a hand may be raised', () => {
  it('prints every form with its counts and what it counts as, those that were never sent in too', async () => {
    const { findings, printed } = await init('named');
    expect(findings.raisedHands).toMatchObject({ what: 'form', counted: 'all', findings: [] });
    expect(findings.raisedHands?.candidates).toEqual([
      { key: 'g4', name: 'Kontaktformular', times: 2, contacts: 1, kind: 'contact request' },
      { key: 'g1', name: 'Book a demo', times: 1, contacts: 1, kind: 'demo request' },
      { key: 'g6', name: 'Price list, please', times: 0, contacts: 0, kind: 'pricing request' },
      { key: 'g2', name: 'Newsletter', times: 1, contacts: 1, kind: null },
      { key: 'g3', name: "Buyer's guide", times: 1, contacts: 1, kind: null },
      { key: 'g5', name: 'Webinar registration', times: 1, contacts: 1, kind: null },
    ]);
    expect(printed).toMatch(
      /Kontaktformular +2 times, by 1 contact +contact request\n.*Newsletter +1 time.*not taken/s,
    );
  });

  it('writes one list that outcome and events both read, in which a line can be taken out and in', async () => {
    const { text } = await init('named');
    expect(await mapped(text)).toEqual({ outcome: ['1', '4', '4'], event: ['2', '3', '5'] });
    const edited = text.replace("  ['g1'", "  // ['g1'").replace("  // ['g2'", "  ['g2'");
    expect(await mapped(edited)).toEqual({ outcome: ['2', '4', '4'], event: ['1', '3', '5'] });
    const none = text.replaceAll("  ['g", "  // ['g");
    expect(await mapped(none)).toEqual({ outcome: [], event: ['1', '2', '3', '4', '4', '5'] });
  });

  it('says plainly that it took none, and leaves a file that works and finds no outcome', async () => {
    const { text, printed } = await init('silent');
    expect(printed).toMatch(/^! The name of the only form does not say that somebody asks to be called/m);
    expect(text).toContain("  // ['x', 'contact request'], // A \"title\"");
    expect(await mapped(text)).toEqual({ outcome: [], event: ['1', '2', '3', '4', '4', '5'] });
    expect((await errorsOf(database.handle, configIn(text))).join()).toMatch(/outcome/);
  });

  it('says that nothing could be counted, and leaves the statement that lists them in the file', () => {
    const hands = {
      what: 'form',
      counted: 'nothing',
      query: 'SELECT 1\nFROM forms',
      candidates: [],
      rows: '',
    } as const;
    expect(handsFindings(hands)).toEqual([notice('hands-uncounted', { what: 'form' })]);
    expect(handsText(hands, sentenceOf)).toContain(
      '\n//   SELECT 1\n//   FROM forms\nconst raisedHands = raisedHandRows([\n]);',
    );
  });

  it('counts a sample where all of it takes too long, and says so', async () => {
    const landing = await probeLanding(database.handle, hubspotFivetran, 'named');
    const slow = {
      ...hubspotFivetran,
      candidates: (_: unknown, sample: string) => ({
        what: 'form',
        query:
          sample === ''
            ? `SELECT 'a' AS key, 'Demo' AS name, 1 AS times, 1 AS contacts FROM pg_sleep(5)`
            : `SELECT 'a' AS key, 'Demo' AS name, 3 AS times, 2 AS contacts`,
      }),
    };
    expect(await askHands(database.handle, slow, landing, 50)).toMatchObject({
      counted: 'sample',
      candidates: [{ key: 'a', times: 300, contacts: null, kind: 'demo request' }],
    });
  });
});
