import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { migrate } from '../../src/database/migrate.ts';
import { migrationDirectory } from '../../src/database/migrationFiles.ts';
import { listDecisions, promote, refuse } from '../../src/registry/decisions.ts';
import { registerModel } from '../../src/registry/registerModel.ts';
import { inspectRecords } from '../../src/registry/sealedRecord.ts';
import { handraise } from '../cli/handraise.ts';
import { createRole, type RuntimeRole } from '../database/runtimeRole.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { smallArtefact } from './artefacts.ts';
import { registryPlace } from './registryPlace.ts';

const { database, modelsDir } = await registryPlace();
let programs = 0;

/** A program of which so many decisions were made; gives their numbers. */
async function decided(count: number): Promise<{ program: string; numbers: readonly string[] }> {
  const program = `sealed${++programs}`;
  const { modelId } = await registerModel(database.handle, modelsDir, smallArtefact(program, 0));
  await promote(database.handle, program, modelId, { reason: 'first', modelsDir });
  for (let k = 1; k < count; k++) await refuse(database.handle, program, modelId, { reason: `not ${k}` });
  const { rows } = await database.handle.pool.query<{ decision_id: string }>(
    'SELECT decision_id FROM handraise.decision WHERE program = $1 ORDER BY decision_id',
    [program],
  );
  return { program, numbers: rows.map((row) => row.decision_id) };
}

/** What the owner of the table does by hand, past its triggers. */
async function byHand(statement: string): Promise<void> {
  await database.handle.pool.query(`
    ALTER TABLE handraise.decision DISABLE TRIGGER USER; ${statement};
    ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER append_only; ALTER TABLE handraise.decision ENABLE ALWAYS TRIGGER sealed`);
}

const found = async (program: string) =>
  (await inspectRecords(database.handle)).flatMap((finding) =>
    finding.figures.program === program ? [[finding.kind, finding.figures.number]] : [],
  );

describe('a record', () => {
  test('as it was recorded has nothing to be found, however many record at once', async () => {
    const { program, numbers } = await decided(2);
    const [last] = await listDecisions(database.handle, program);
    await Promise.all(
      Array.from({ length: 12 }, (_, k) => refuse(database.handle, program, last!.modelId, { reason: `at once ${k}` })),
    );
    expect(await listDecisions(database.handle, program)).toHaveLength(numbers.length + 12);
    expect(await found(program)).toEqual([]);
  });

  test('whose insert is rolled back goes on as if there had been none', async () => {
    const { program } = await decided(1);
    const client = await database.handle.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO handraise.decision (program, action, model_id) VALUES ('${program}', 'refuse', 'm-0')`,
      );
      await client.query('ROLLBACK');
    } finally {
      client.release();
    }
    await refuse(database.handle, program, 'm-0', { reason: 'again' });
    expect(await found(program)).toEqual([]);
  });

  test('says by itself who decided and when, whatever is given, to its owner too', async () => {
    const { program } = await decided(1);
    await database.handle.pool.query(
      `INSERT INTO handraise.decision (program, action, model_id, decided_by, decided_at, hash, previous_hash)
       VALUES ('${program}', 'refuse', 'm-0', 'the chairman', '2020-01-01', 'x', 'y')`,
    );
    const [last] = await listDecisions(database.handle, program);
    const { rows } = await database.handle.pool.query<{ me: string; now: Date }>(
      'SELECT session_user AS me, now() AS now',
    );
    expect(last?.decidedBy).toBe(rows[0]!.me);
    expect(rows[0]!.now.getTime() - last!.decidedAt.getTime()).toBeLessThan(60_000);
    expect(await found(program)).toEqual([]);
  });
});

test('decisions of before are sealed when the schema is brought up to date', async () => {
  const old = await createTestDatabase({ migrate: false });
  const directory = await mkdtemp(join(tmpdir(), 'handraise-migrations-'));
  try {
    for (const name of (await readdir(migrationDirectory)).filter((file) => file < '0006'))
      await copyFile(join(migrationDirectory, name), join(directory, name));
    await migrate(old.handle, directory);
    await old.handle.pool.query(`
      INSERT INTO handraise.decision (program, action, model_id, gates, decided_at) VALUES
        ('one', 'promote', 'm-0', '[{"gate": "points"}]', '2026-01-01Z'), ('two', 'promote', 'm-1', NULL, '2026-01-02Z'),
        ('one', 'refuse', 'm-2', NULL, '2026-01-03Z')`);
    const before = await old.handle.pool.query(
      'SELECT program, decision_id, decided_at FROM handraise.decision ORDER BY decided_at',
    );
    await migrate(old.handle);
    expect(await inspectRecords(old.handle)).toEqual([]);
    await refuse(old.handle, 'one', 'm-3', { reason: 'later' });
    expect(await inspectRecords(old.handle)).toEqual([]);
    const after = await old.handle.pool.query(
      'SELECT program, decision_id, decided_at FROM handraise.decision ORDER BY decided_at LIMIT 3',
    );
    expect(after.rows).toEqual(before.rows);
    await expect(old.handle.pool.query('DELETE FROM handraise.decision')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await old.drop();
    await rm(directory, { recursive: true });
  }
});

describe('a role that runs Handraise without owning its schema', () => {
  let role: RuntimeRole;
  let handle: DatabaseHandle;

  beforeAll(async () => {
    role = await createRole(database, 'of the runtime role');
    handle = await openDatabase({ connectionString: role.connectionString, directory: '' });
  });

  afterAll(async () => {
    await handle.close();
    await role.drop();
  });

  test('records decisions, in its own name', async () => {
    const { program } = await decided(1);
    const { modelId } = await registerModel(handle, modelsDir, smallArtefact(program, 1));
    await promote(handle, program, modelId, { reason: 'better', modelsDir });
    expect((await listDecisions(handle, program))[0]).toMatchObject({ action: 'promote', decidedBy: role.name });
    expect(await inspectRecords(handle)).toEqual(await inspectRecords(database.handle));
    expect(await found(program)).toEqual([]);
  });

  test.each([
    [
      'who decided',
      `INSERT INTO handraise.decision (program, action, model_id, decided_by) VALUES ('p', 'refuse', 'm', 'x')`,
    ],
    [
      'when',
      `INSERT INTO handraise.decision (program, action, model_id, decided_at) VALUES ('p', 'refuse', 'm', '2020-01-01')`,
    ],
    [
      'its number',
      `INSERT INTO handraise.decision (program, decision_id, action, model_id) VALUES ('p', -1, 'refuse', 'm')`,
    ],
    ['its hash', `INSERT INTO handraise.decision (program, action, model_id, hash) VALUES ('p', 'refuse', 'm', 'x')`],
    ['another reason', `UPDATE handraise.decision SET reason = 'another'`],
    ['that there was none', 'DELETE FROM handraise.decision'],
    ['that there were none', 'TRUNCATE handraise.decision'],
    ['that no trigger fires', 'ALTER TABLE handraise.decision DISABLE TRIGGER ALL'],
    ['that there is no trigger', 'DROP TRIGGER sealed ON handraise.decision'],
    ['that it replicates', 'SET session_replication_role = replica'],
    ['that it is somebody else', 'SET SESSION AUTHORIZATION pg_monitor'],
    ['where the record ends', `UPDATE handraise.record_head SET hash = ''`],
    ['that the record has no end', 'DELETE FROM handraise.record_head'],
    [
      'what is sealed',
      `CREATE TEMP TABLE decision (LIKE handraise.decision); CREATE TRIGGER sealed BEFORE INSERT ON pg_temp.decision FOR EACH ROW EXECUTE FUNCTION handraise.seal('decision_id')`,
    ],
    [
      'how hashes are made',
      `CREATE OR REPLACE FUNCTION handraise.entry_hash(entry jsonb, previous_hash text) RETURNS text LANGUAGE sql AS 'SELECT hash'`,
    ],
  ])('cannot say %s', async (_what, statement) => {
    await decided(1);
    const before = await database.handle.pool.query('SELECT * FROM handraise.decision ORDER BY program, decision_id');
    await expect(handle.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    const after = await database.handle.pool.query('SELECT * FROM handraise.decision ORDER BY program, decision_id');
    expect(after.rows).toEqual(before.rows);
  });
});

test('accepted gates of scorings are sealed like decisions', async () => {
  const accept = (run: string) =>
    database.handle.pool.query(
      `INSERT INTO handraise.accepted_gate (program, run_id, gate, reason, findings, accepted_by, accepted_at)
       VALUES ('accepting', $1, 'events', 'a reason', '[{"gate": "events", "held": true}]', 'the chairman', '2020-01-01')`,
      [run],
    );
  await Promise.all(['one', 'two', 'three'].map(accept));
  expect(await found('accepting')).toEqual([]);
  const { rows } = await database.handle.pool.query<{ id: string; recent: boolean; mine: boolean }>(
    `SELECT acceptance_id AS id, accepted_at > now() - interval '1 minute' AS recent, accepted_by = session_user AS mine
     FROM handraise.accepted_gate WHERE program = 'accepting' ORDER BY 1`,
  );
  expect(rows).toEqual(rows.map(({ id }) => ({ id, recent: true, mine: true })));
  await database.handle.pool.query(`
    ALTER TABLE handraise.accepted_gate DISABLE TRIGGER append_only;
    UPDATE handraise.accepted_gate SET reason = 'another' WHERE acceptance_id = ${rows[1]!.id};
    ALTER TABLE handraise.accepted_gate ENABLE ALWAYS TRIGGER append_only`);
  expect(await found('accepting')).toEqual([['entry-changed', rows[1]!.id]]);
});

describe('by hand, past the triggers', () => {
  test.each([
    ['a reason', "SET reason = 'another'"],
    ['the time', "SET decided_at = decided_at - interval '1 year'"],
    ['who it was', "SET decided_by = 'somebody'"],
    ['what the gates found', `SET gates = '[{"gate": "points", "held": false}]'`],
  ])('%s that is changed is named', async (_what, change) => {
    const { program, numbers } = await decided(3);
    await byHand(`UPDATE handraise.decision ${change} WHERE program = '${program}' AND decision_id = ${numbers[1]}`);
    expect(await found(program)).toEqual([['entry-changed', numbers[1]]]);
  });

  test.each([
    ['the first', 0, 1],
    ['one in the middle', 1, 2],
    ['the last', 3, 2],
  ])('%s that is removed is missed', async (_which, removed, beside) => {
    const { program, numbers } = await decided(4);
    await byHand(`DELETE FROM handraise.decision WHERE program = '${program}' AND decision_id = ${numbers[removed]}`);
    expect(await found(program)).toEqual([['entry-removed', numbers[beside]]]);
  });

  test('all that are removed are missed', async () => {
    const { program } = await decided(2);
    await byHand(`DELETE FROM handraise.decision WHERE program = '${program}'`);
    expect(await found(program)).toEqual([['entry-removed', '0']]);
  });

  test('two that change places are named', async () => {
    const { program, numbers } = await decided(4);
    await byHand(`
      UPDATE handraise.decision SET decision_id = -1 WHERE program = '${program}' AND decision_id = ${numbers[1]};
      UPDATE handraise.decision SET decision_id = ${numbers[1]} WHERE program = '${program}' AND decision_id = ${numbers[2]};
      UPDATE handraise.decision SET decision_id = ${numbers[2]} WHERE decision_id = -1`);
    expect(await found(program)).toEqual(numbers.slice(1).map((number) => ['entry-out-of-order', number]));
  });

  test('one that is added, with a hash of its own or the right one, is named', async () => {
    const insert = (program: string, hash: string) =>
      byHand(`INSERT INTO handraise.decision (program, decision_id, action, model_id, previous_hash, hash)
        SELECT program, decision_id + 1, 'promote', 'm-0', hash, ${hash} FROM handraise.decision WHERE program = '${program}'`);
    const own = await decided(1);
    await insert(own.program, "'made up'");
    expect(await found(own.program)).toEqual([['entry-changed', expect.any(String)]]);
    const right = await decided(1);
    await insert(right.program, "'made up'");
    await byHand(`UPDATE handraise.decision AS d SET hash = handraise.entry_hash(to_jsonb(d) - 'decision_id', previous_hash)
      WHERE program = '${right.program}' AND hash = 'made up'`);
    expect(await found(right.program)).toEqual([['entry-added', expect.any(String)]]);
  });

  test('doctor says so, and ends with 6', async () => {
    const { program, numbers } = await decided(2);
    const at = { cwd: modelsDir, database: database.connectionString };
    await byHand(
      `UPDATE handraise.decision SET reason = 'another' WHERE program = '${program}' AND decision_id = ${numbers[0]}`,
    );
    expect(await handraise(['init'], at)).toMatchObject({ code: 0 });
    expect(await handraise(['doctor'], at)).toMatchObject({
      code: 6,
      stdout: expect.stringContaining(
        `H706 · ${program}: Decision ${numbers[0]} was changed after it was recorded. (needs you)`,
      ),
    });
  });
});
