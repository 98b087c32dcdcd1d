import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactsOfAccounts } from '../../src/publish/contactsOfAccounts.ts';
import { explainContact } from '../../src/publish/explainContact.ts';
import { publishedRun } from '../../src/publish/publishedRun.ts';
import { publishRanking } from '../../src/publish/publishRanking.ts';
import { restoreRun } from '../../src/publish/restoreRun.ts';
import { failRun, finishRun, startRun } from '../../src/publish/runs.ts';
import { topAccounts, topContacts } from '../../src/publish/topRanked.ts';
import { rank } from '../../src/ranking/rank.ts';
import type { Ranking } from '../../src/ranking/ranking.ts';
import { plainStanding, type StandingParts, type Standings } from '../../src/ranking/standing.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { asOf, scored } from '../ranking/scored.ts';
import { crowd, insertModel, modelId, publish, watched } from './published.ts';

let database: TestDatabase;
let programs = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** A program of its own, with a model. */
async function newProgram(): Promise<string> {
  const program = `program${++programs}`;
  await insertModel(database.handle, program);
  return program;
}

async function runRow(program: string, runId: string) {
  const { rows } = await database.handle.pool.query(
    'SELECT status, failure, model_id, content_hash, as_of::text, finished_at FROM handraise.run WHERE program = $1 AND run_id = $2',
    [program, runId],
  );
  return rows[0];
}

const hostile = [
  ...["Robert'); DROP TABLE handraise.run; --", '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>'],
  ...['=cmd|calc!A1', '\\N', '\\.', 'a\tb\nc\rd', '"quoted", {braces}', '\u202Egnirts\u2028', '😀 Zoë', '$1 %s %', ''],
];

const by = { by: 'Ada', since: asOf };
const decided: Readonly<Record<'never' | 'up', StandingParts>> = {
  never: {
    heldBy: [{ kind: 'person' }, { kind: 'criterion', criterion: 'budget', state: 'contradicted' }],
    ...{ stage: 'names', fit: 12.5, grid: 'D4', segment: 'later' },
    override: { direction: 'never', reason: 'ours; it\'s "staff"', until: null, ...by },
    nextQuestion: {
      ...{ question: 'q1', text: 'Who decides?', incentive: 'a mug', criteria: ['authority'], change: 0.25 },
    },
  },
  up: { ...plainStanding, override: { direction: 'up', reason: 'met at the fair', until: asOf + 1, ...by } },
};

describe('publishing', () => {
  test('makes the ranking what readers of the views see, every field as it was', async () => {
    const program = await newProgram();
    const contacts = hostile.map((name, i) => ({
      id: i === 0 ? '9007199254740993' : `${name}#${i}`,
      account: i % 3 === 2 ? -1 : i % 3,
      probability: (i + 1) / 64,
      margin: 0.1 * i + 1e-13,
      name,
    }));
    const ranking = rank(scored(contacts));
    const written = await publish(database.handle, program, 'run-1', ranking);
    expect(written).toMatchObject({ contacts: hostile.length, accounts: 2 });
    expect(await topContacts(database.handle, program, 100)).toEqual([...ranking.contacts]);
    expect(await topAccounts(database.handle, program, 100)).toEqual([...ranking.accounts]);
    expect((await topContacts(database.handle, program, 2)).map((contact) => contact.rank)).toEqual([1, 2]);
    expect(await publishedRun(database.handle, program)).toMatchObject({
      ...{ runId: 'run-1', modelId, modelFamily: 'logistic', fallback: false, checksum: 'checksum', asOf },
      contentHash: written.contentHash,
    });
    expect(await runRow(program, 'run-1')).toMatchObject({ status: 'done', as_of: '2026-01-01 00:00:00.000001+00' });
  });

  test('gives what stands beside each probability as it was, and leaves it out of the hash where there is none', async () => {
    const program = await newProgram();
    const rows = crowd(3, 0.2);
    const standings: Standings = {
      place: (row) => (['off', 'rank', 'up'] as const)[row]!,
      of: (row) => (row === 1 ? plainStanding : decided[row === 0 ? 'never' : 'up']),
    };
    const ranking = rank({ ...scored(rows), standings });
    const written = await publish(database.handle, program, 'run-1', ranking);
    const read = await topContacts(database.handle, program);
    expect(read.map(({ rank: at, standing }) => [at, standing])).toEqual([
      [1, { position: null, ...decided.never }],
      [2, { position: 2, ...plainStanding }],
      [3, { position: 1, ...decided.up }],
    ]);
    const plain = await publish(database.handle, program, 'run-2', rows);
    expect(plain.contentHash).not.toBe(written.contentHash);
    const nothing: Standings = { place: () => 'rank', of: () => plainStanding };
    const same = await publish(database.handle, program, 'run-3', rank({ ...scored(rows), standings: nothing }));
    expect(same.contentHash).toBe(plain.contentHash);
  });

  test('gives the best contacts of each account, and of those without one', async () => {
    const program = await newProgram();
    const contacts = Array.from({ length: 12 }, (_, i) => ({
      ...{ id: `c${i}`, account: (i % 3) - 1, probability: (i + 1) / 64, margin: i },
    }));
    const ranking = rank(scored(contacts));
    await publish(database.handle, program, 'run-1', ranking);
    const all = [...ranking.contacts];
    const [first] = [...ranking.accounts];
    const best = (id: string | null) => all.filter((contact) => contact.accountId === id).slice(0, 2);
    expect(await contactsOfAccounts(database.handle, program, [first!.accountId], 2)).toEqual(best(first!.accountId));
    expect(await contactsOfAccounts(database.handle, program, [null], 2)).toEqual(best(null));
    expect(await contactsOfAccounts(database.handle, program, [null, first!.accountId], 2)).toEqual(
      [...best(null), ...best(first!.accountId)].sort((a, b) => a.rank - b.rank),
    );
  });

  test('explains a contact by run, model and contributions', async () => {
    const program = await newProgram();
    await publish(database.handle, program, 'run-1', [
      { id: '9007199254740993', account: 0, probability: 0.5, margin: 2 },
      { id: '9007199254740992', account: 0, probability: 0.6, margin: 3 },
    ]);
    const { run, contact } = await explainContact(database.handle, program, '9007199254740993');
    expect(run).toMatchObject({ runId: 'run-1', modelId, checksum: 'checksum' });
    expect(contact).toMatchObject({ rank: 2, margin: 2, baseMargin: -1 });
    expect(contact.reasons).toMatchObject([
      { group: 'E-mail opens', contribution: 3, sentence: 'Row of 9007199254740993' },
    ]);
    await expect(explainContact(database.handle, program, 'nobody')).rejects.toMatchObject({ code: 'data' });
  });

  test('writes the ledger of the run, whose rows add up to all considered', async () => {
    const program = await newProgram();
    await startRun(database.handle, { program, runId: 'run-1', kind: 'score' });
    await publishRanking(database.handle, {
      ...{ program, runId: 'run-1', modelId, asOf },
      ranking: rank(scored(crowd(3, 0.2))),
      ledger: { considered: 10, kept: 3, excluded: { suppressed: 5, 'already converted': 2 } },
    });
    const { rows } = await database.handle.pool.query(
      'SELECT stage, reason, rows FROM handraise.ledger WHERE program = $1 ORDER BY reason COLLATE "C"',
      [program],
    );
    expect(rows).toEqual([
      { stage: 'score', reason: 'already converted', rows: '2' },
      { stage: 'score', reason: 'kept', rows: '3' },
      { stage: 'score', reason: 'suppressed', rows: '5' },
    ]);
  });

  test('the same ranking under another run has the same content hash, a different one another', async () => {
    const program = await newProgram();
    const contacts = crowd(50, 0.2);
    const first = await publish(database.handle, program, 'run-1', contacts);
    const second = await publish(database.handle, program, 'run-2', contacts.toReversed());
    expect(second.contentHash).toBe(first.contentHash);
    const changed = contacts.map((contact, i) => (i === 17 ? { ...contact, probability: 0.2 + 2 ** -50 } : contact));
    expect((await publish(database.handle, program, 'run-3', changed)).contentHash).not.toBe(first.contentHash);
  });

  test('nothing, when nobody is eligible', async () => {
    const program = await newProgram();
    await publish(database.handle, program, 'run-1', crowd(3, 0.2));
    await expect(publish(database.handle, program, 'run-2', [])).rejects.toMatchObject({ code: 'gate', exitCode: 9 });
    expect((await publishedRun(database.handle, program))?.runId).toBe('run-1');
  });

  test('nothing, when one number is none: the database refuses it too', async () => {
    const program = await newProgram();
    const good = [...rank(scored(crowd(2, 0.2))).contacts];
    await publish(database.handle, program, 'run-1', crowd(3, 0.2));
    const flaws = [
      { probability: Number.NaN },
      { probability: 1.5 },
      { probability: -1 },
      { margin: Number.POSITIVE_INFINITY },
      { baseMargin: Number.NEGATIVE_INFINITY },
      { score: 101 },
      { rank: 0 },
      { reasons: [{ group: 'g', contribution: Number.NaN, sentence: 's' }] },
    ];
    for (const [i, flaw] of flaws.entries()) {
      const rows = [good[0]!, { ...good[1]!, ...flaw }];
      const ranking: Ranking = { contacts: rows, accounts: [], expectedConversions: 0, isPlain: true };
      await expect(publish(database.handle, program, `flawed-${i}`, ranking)).rejects.toMatchObject({ code: 'data' });
    }
    for (const column of ['probability', 'margin', 'base_margin'])
      await expect(
        database.handle.pool.query(`UPDATE handraise.ranked_contact SET ${column} = 'NaN' WHERE program = $1`, [
          program,
        ]),
      ).rejects.toMatchObject({ code: '23514' });
    expect((await publishedRun(database.handle, program))?.runId).toBe('run-1');
    expect(await topContacts(database.handle, program, 10)).toHaveLength(3);
  });

  test('nothing, when the model is not registered', async () => {
    const program = `program${++programs}`;
    await expect(publish(database.handle, program, 'run-1', crowd(3, 0.2))).rejects.toMatchObject({
      message: 'of 3 contacts and 1 accounts readers would see 0 and 0',
    });
    expect(await publishedRun(database.handle, program)).toBeUndefined();
  });

  test('nothing, when the run has been given up meanwhile', async () => {
    const program = await newProgram();
    await startRun(database.handle, { program, runId: 'run-1', kind: 'score' });
    expect(await startRun(database.handle, { program, runId: 'run-2', kind: 'score' })).toEqual({
      abandoned: ['run-1'],
    });
    const ranking = rank(scored(crowd(3, 0.2)));
    const ledger = { considered: 3, kept: 3, excluded: {} };
    await expect(
      publishRanking(database.handle, { program, runId: 'run-1', modelId, asOf, ledger, ranking }),
    ).rejects.toMatchObject({ code: 'busy' });
    const { rows } = await database.handle.pool.query('SELECT 1 FROM handraise.ranked_contact WHERE program = $1', [
      program,
    ]);
    expect(rows).toEqual([]);
  });

  test('nothing, when interrupted while rows are written', async () => {
    const program = await newProgram();
    await startRun(database.handle, { program, runId: 'run-1', kind: 'score' });
    const stop = new AbortController();
    const ranking = rank(scored(crowd(20_000, 0.2)));
    const interrupted = watched(ranking, (contact) => {
      if (contact.rank === 10_000) stop.abort();
    });
    const ledger = { considered: 20_000, kept: 20_000, excluded: {} };
    await expect(
      publishRanking(
        database.handle,
        { program, runId: 'run-1', modelId, asOf, ledger, ranking: interrupted },
        stop.signal,
      ),
    ).rejects.toMatchObject({ code: 'interrupted' });
    expect(await publishedRun(database.handle, program)).toBeUndefined();
  });
});

describe('readers', () => {
  test('never see a mixed or an empty ranking while 50 are published', async () => {
    const program = await newProgram();
    await publish(database.handle, program, 'run-0', crowd(100, 0.5));
    let publishing = true;
    const seen = new Set<string>();
    const reader = async () => {
      while (publishing) {
        // Run k ranks 100 + 5k contacts on 20 + k accounts, all with probability 1 / (k + 2).
        for (const [view, first, each] of [
          ['candidate', 100, 5],
          ['account_candidate', 20, 1],
        ] as const) {
          const { rows } = await database.handle.pool.query<{ runs: string[]; rows: number; ranks: number }>(
            `SELECT array_agg(DISTINCT run_id) AS runs, count(*)::int AS rows, count(DISTINCT rank)::int AS ranks
             FROM handraise.${view} WHERE program = $1`,
            [program],
          );
          const { runs, rows: count, ranks } = rows[0]!;
          expect(runs).toHaveLength(1);
          const run = Number(runs[0]!.slice(4));
          expect([runs[0], count, ranks]).toEqual([`run-${run}`, first + each * run, first + each * run]);
          seen.add(runs[0]!);
        }
      }
    };
    const reading = Promise.all([reader(), reader()]);
    reading.catch(() => undefined);
    try {
      for (let k = 1; k <= 50; k++)
        await publish(database.handle, program, `run-${k}`, crowd(100 + 5 * k, 1 / (k + 2)));
    } finally {
      publishing = false;
    }
    await reading;
    expect(seen.size).toBeGreaterThan(5);
  });
});

describe('runs', () => {
  test('can be put back, the newest again too', async () => {
    const program = await newProgram();
    await publish(database.handle, program, 'run-1', crowd(10, 0.2));
    await publish(database.handle, program, 'run-2', crowd(20, 0.3));
    await restoreRun(database.handle, program, 'run-1');
    expect((await publishedRun(database.handle, program))?.runId).toBe('run-1');
    expect(await topContacts(database.handle, program, 100)).toHaveLength(10);
    await restoreRun(database.handle, program, 'run-2');
    expect(await topContacts(database.handle, program, 100)).toHaveLength(20);
  });

  test('that cannot be put back leave what is published', async () => {
    const program = await newProgram();
    await publish(database.handle, program, 'run-1', crowd(10, 0.2));
    await startRun(database.handle, { program, runId: 'training', kind: 'train' });
    await finishRun(database.handle, { program, runId: 'training', modelId, asOf, ledgers: [] });
    await startRun(database.handle, { program, runId: 'failed', kind: 'score' });
    await failRun(database.handle, program, 'failed', 'no contact has rows');
    await publish(database.handle, program, 'emptied', crowd(4, 0.2));
    await restoreRun(database.handle, program, 'run-1');
    await database.handle.pool.query(`DELETE FROM handraise.ranked_contact WHERE run_id = 'emptied'`);
    const refusals = {
      nothing: 'does not exist',
      training: 'was a training',
      failed: 'is failed, not done',
      emptied: 'are gone',
    };
    for (const [runId, message] of Object.entries(refusals))
      await expect(restoreRun(database.handle, program, runId)).rejects.toThrow(message);
    expect((await publishedRun(database.handle, program))?.runId).toBe('run-1');
    expect(await topContacts(database.handle, program, 100)).toHaveLength(10);
  });

  test('say how they ended, once', async () => {
    const program = await newProgram();
    await startRun(database.handle, { program, runId: 'run-1', kind: 'train' });
    await failRun(database.handle, program, 'run-1', 'every row is a negative');
    expect(await runRow(program, 'run-1')).toMatchObject({ status: 'failed', failure: 'every row is a negative' });
    await expect(
      finishRun(database.handle, { program, runId: 'run-1', modelId: null, asOf, ledgers: [] }),
    ).rejects.toMatchObject({ code: 'busy' });
    await publish(database.handle, program, 'run-2', crowd(2, 0.1));
    await failRun(database.handle, program, 'run-2', 'too late');
    expect(await runRow(program, 'run-2')).toMatchObject({ status: 'done', failure: null });
    await expect(startRun(database.handle, { program, runId: 'run-2', kind: 'score' })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  test('are not kept waiting by a transaction that nobody has been heard of from', async () => {
    const program = await newProgram();
    await startRun(database.handle, { program, runId: 'silent', kind: 'score' });
    const client = await database.handle.pool.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE handraise.run SET status = 'done' WHERE program = $1`, [program]);
    await sleep(300);
    const next = await startRun(database.handle, { program, runId: 'next', kind: 'score' }, 200);
    expect(next).toEqual({ abandoned: ['silent'] });
    await expect(client.query('COMMIT')).rejects.toThrow();
    client.release(true);
    expect(await runRow(program, 'silent')).toMatchObject({ status: 'abandoned' });
  });

  test('of one program leave those of another alone', async () => {
    const [one, other] = [await newProgram(), await newProgram()];
    await startRun(database.handle, { program: one, runId: 'run-1', kind: 'score' });
    expect(await startRun(database.handle, { program: other, runId: 'run-1', kind: 'score' })).toEqual({
      abandoned: [],
    });
    expect(await runRow(one, 'run-1')).toMatchObject({ status: 'running' });
  });
});
