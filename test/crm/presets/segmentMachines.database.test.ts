import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { rudderstack } from '../../../src/crm/presets/rudderstack.ts';
import { segment } from '../../../src/crm/presets/segment.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, configOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const gateway = 'Mozilla/5.0 (compatible; Proofpoint)';
const person = 'Mozilla/5.0 (Windows NT 10.0)';

describe.each([segment, rudderstack])('opens and clicks by machines in $name', (preset) => {
  /** What the preset declares of a source that tracks these events of one person. */
  async function landed(
    schema: string,
    tracks: readonly (readonly [event: string, at: string, agent: string | null])[],
  ) {
    const of = `${preset.name}_${schema}`;
    await database.handle.pool.query(`CREATE SCHEMA ${of};
      CREATE TABLE ${of}.identifies (user_id text, anonymous_id text, email text, received_at timestamptz, timestamp timestamptz);
      INSERT INTO ${of}.identifies VALUES ('u1', 'laptop', 'ada@acme.example', '2025-01-01Z', '2025-01-01Z');
      CREATE TABLE ${of}.tracks (id text, user_id text, anonymous_id text, event text, received_at timestamptz, timestamp timestamptz,
        context_user_agent text);
      CREATE TABLE ${of}.pages (id text, user_id text, path text, received_at timestamptz, timestamp timestamptz);
      INSERT INTO ${of}.pages VALUES ('p1', 'u1', '/', '2025-02-01Z', '2025-02-01Z')`);
    for (const [i, [event, at, agent]] of tracks.entries())
      await database.handle.pool.query(`INSERT INTO ${of}.tracks VALUES ($1, 'u1', NULL, $2, $3, $3, $4)`, [
        `t${i}`,
        event,
        at,
        agent,
      ]);
    return configOf(await appliedTo(database.handle, preset, of));
  }

  it('are found by the user agent and by how soon they come', async () => {
    const config = await landed('mail', [
      ['demo_requested', '2025-06-01T10:00:00Z', person],
      ['email_sent', '2025-03-01T10:00:01Z', null],
      ['email_opened', '2025-03-01T10:00:04Z', person],
      ['email_opened', '2025-03-01T18:00:04Z', person],
      ['email_link_clicked', '2025-03-01T18:00:05Z', gateway],
      // A gateway that looks at the website is nobody's open.
      ['chat_started', '2025-03-01T18:00:05Z', gateway],
    ]);
    const { problems } = await checkCrm(database.handle, config, parseInstant('2026-01-01T00:00:00Z'));
    expect(problems.find(({ kind }) => kind === 'machine-events')?.figures).toMatchObject({
      events: 3,
      found: 2,
      rules: [
        { rule: 'user-agent', events: 1 },
        { rule: 'after-send', events: 1 },
      ],
    });
    expect(config.programs.default?.exclude.eventKinds).toEqual(['email_sent']);
  });

  it('are not looked for where no e-mail is tracked', async () => {
    const config = await landed('site', [
      ['demo_requested', '2025-06-01T10:00:00Z', person],
      ['chat_started', '2025-03-01T18:00:05Z', person],
    ]);
    expect(config.source.event?.machine).toBeUndefined();
    expect(config.programs.default?.exclude.eventKinds).toEqual([]);
  });

  it('are of the kinds that are tracked', async () => {
    const config = await landed('opens', [
      ['demo_requested', '2025-06-01T10:00:00Z', person],
      ['email_opened', '2025-03-01T18:00:05Z', person],
    ]);
    expect(config.source.event?.machine).toMatchObject({ sends: [], opens: ['email_open'], clicks: [] });
  });
});
