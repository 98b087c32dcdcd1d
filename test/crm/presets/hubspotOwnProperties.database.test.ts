import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presetText } from '../../../src/cli/actions/initPreset.ts';
import { layOut } from '../../../src/cli/layout.ts';
import { hubspotAirbyte } from '../../../src/crm/presets/hubspotAirbyte.ts';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import { presetConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { sentenceOf } from '../../../src/wording/sentenceOf.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { canonicalRows, configIn, errorsOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let schemas = 0;

async function init(preset: Preset, tables: string) {
  const schema = `own_${++schemas}`;
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const { text, findings } = await presetConfig({ handle: database.handle }, preset, schema);
  const config = configIn(text);
  expect(await errorsOf(database.handle, config)).not.toContainEqual(expect.stringMatching(/contact|account/));
  return {
    config,
    attributes: config.source.contact?.attributes ?? {},
    text,
    leftOut: findings.presets.flatMap((part) => part.leftOut.map(sentenceOf)).join('\n'),
    printed: layOut(presetText({ path: 'x', ...findings }), { width: null, color: false }),
  };
}

/** Names that begin like HubSpot's own, each with a value that differs from row to row. */
const own = [
  'company_size_tier',
  'num_seats',
  'city_tier',
  'email_topic',
  'total_spend',
  'first_product',
  'name_day',
  'type',
];
const columns = (names: readonly string[]) => names.map((name) => `property_${name} text`).join(', ');
const values = (names: readonly string[]) => names.map(() => `chr(65 + id::int % 3)`).join(', ');
const submissions = `CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz, title text)`;

describe('own properties of HubSpot', () => {
  it('are told by what HubSpot says it defined, and never by a prefix', async () => {
    const names = [...own, 'city', 'hs_own', 'hs_score'];
    const { attributes, leftOut } = await init(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, ${columns(names)});
      INSERT INTO contact SELECT id, '2026-01-01Z', ${values(names)} FROM generate_series(1, 9) AS id;
      CREATE TABLE property (name text, hubspot_object text, hubspot_defined boolean);
      INSERT INTO property VALUES ('createdate', 'contact', true), ('city', 'contact', true), ('hs_score', 'contact', true), ('type', 'company', true),
        ('hs_own', 'contact', NULL), ('num_seats', 'contact', false); ${submissions}`,
    );
    expect(Object.keys(attributes).sort()).toEqual([...own, 'hs_own'].sort());
    expect(leftOut).toBe('');
  });

  it('are told by the public list of HubSpot where nothing says more, and that is said', async () => {
    const names = [...own, 'city', 'hs_score'];
    const { attributes, leftOut, printed, text } = await init(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, property_is_partner boolean, property_trial_start date,
        property_seats numeric, ${columns(names)});
      INSERT INTO contact SELECT id, '2026-01-01Z', id > 4, '2026-01-01', id, ${values(names)} FROM generate_series(1, 9) AS id; ${submissions}`,
    );
    expect(Object.keys(attributes).sort()).toEqual([...own, 'is_partner', 'seats'].sort());
    expect(attributes.seats).toMatchObject({ type: 'number', availability: 'current-state' });
    expect(leftOut).toMatch(/hold dates or lists \(1\): trial_start\.$/m);
    expect(leftOut).toMatch(/Nothing here tells which properties of contacts HubSpot defined/);
    for (const line of leftOut.split('\n')) {
      expect(printed).toContain(line);
      expect(text).toContain(line);
    }
  });

  it('are forty at most, those filled most often first, and what is left out is named with its reason', async () => {
    const many = Array.from({ length: 45 }, (_, place) => `own_${String(place).padStart(2, '0')}`);
    const { attributes, leftOut, printed } = await init(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, ${columns(many)}, property_always text, property_never text);
      INSERT INTO contact SELECT id, '2026-01-01Z', ${many
        .map((_, place) => `CASE WHEN id > ${place * 2} THEN chr(65 + id::int % 3) END`)
        .join(', ')}, 'x', NULL FROM generate_series(1, 100) AS id; ${submissions}`,
    );
    expect(Object.keys(attributes).sort()).toEqual(many.slice(0, 40));
    expect(leftOut).toMatch(/never have a value \(1\): never\.$/m);
    expect(leftOut).toMatch(/always have the same value \(1\): always\.$/m);
    expect(leftOut).toMatch(/beyond the 40 .*\(5\): own_40, own_41, own_42, own_43, own_44\.$/m);
    expect(printed).toContain('own_44');
  });

  it('are mapped from properties in one column of JSON, by the keys there are', async () => {
    const { attributes, config, leftOut } = await init(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" timestamptz, properties jsonb, _airbyte_extracted_at timestamptz);
      INSERT INTO contacts SELECT id::text, '2026-01-01Z', jsonb_build_object('email', id || '@x.example', 'hs_score', id,
        'lead_grade', chr(65 + id % 3), 'seats', CASE WHEN id > 3 THEN id END, 'a "key"', id % 2 = 0, 'trial_start', '2026-01-0' || id % 10,
        'always', 'x', 'tags', '["a"]'::jsonb), '2026-01-02Z' FROM generate_series(1, 60) AS id;
      CREATE TABLE contacts_form_submissions (canonical_vid bigint, timestamp bigint, title text)`,
    );
    expect(attributes).toMatchObject({
      lead_grade: { type: 'category' },
      seats: { type: 'number' },
      'a "key"': { type: 'category' },
    });
    const known = ['country', 'lifecycleStage', 'source'];
    expect(Object.keys(attributes).sort()).toEqual(['a "key"', 'lead_grade', 'seats', ...known].sort());
    expect(leftOut).toMatch(/same value \(1\): always\.$/m);
    expect(
      await canonicalRows(database.handle, 'contact', 'id, "attribute:lead_grade", "attribute:seats"', config),
    ).toContainEqual(['4', 'B', 4]);
  });
});
