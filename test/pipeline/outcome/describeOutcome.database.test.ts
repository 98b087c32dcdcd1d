import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWorkbench, type OutcomeDescription, openWorkbench } from '../../../src/index.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

/** Ids are numbers that no float holds. */
const counts = '9007199254740993';
const early = '9007199254740995';
const refuses = '9007199254740997';
const inTalks = '9007199254740999';
const arrived = '9007199254741001';
const again = '9007199254741003';
const bought = '9007199254741005';
const never = '9007199254741007';
const late = '9007199254741009';

const config = `export default {
  asOf: '2025-07-01',
  source: { contact: { query: 'SELECT id::bigint AS id, name, created_at FROM handraise.contact' } },
  programs: {
    sales: { outcome: { kind: 'demo' }, horizonDays: 30, lookbackDays: [7], cutoffs: { every: 'month', from: '2024-02-01' } },
    deals: { outcome: { kind: 'deal' }, horizonDays: 30, cutoffs: { every: 'month' } },
  },
};
`;

describe('the outcome of a program', () => {
  let database: TestDatabase;
  let folder: string;
  let workbench: OpenWorkbench;
  let described: OutcomeDescription;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await database.handle.pool.query(`
      INSERT INTO handraise.contact (id, name, created_at) VALUES
        ('${counts}', 'Ada', '2024-01-01Z'), ('${early}', NULL, '2024-01-01Z'), ('${refuses}', NULL, '2024-01-01Z'),
        ('${inTalks}', NULL, '2024-01-01Z'), ('${arrived}', NULL, '2024-04-20Z'), ('${again}', NULL, '2024-01-01Z'),
        ('${bought}', NULL, '2024-01-01Z'), ('${never}', NULL, '2024-01-01Z'), ('${late}', NULL, '2024-01-01Z');
      INSERT INTO handraise.outcome (contact_id, kind, occurred_at) VALUES
        ('${counts}', 'demo', '2024-03-10Z'), ('${early}', 'demo', '2024-01-15Z'), ('${refuses}', 'demo', '2024-04-10Z'),
        ('${inTalks}', 'demo', '2024-05-05Z'), ('${arrived}', 'demo', '2024-04-25Z'), ('${again}', 'demo', '2024-03-10Z'),
        ('${again}', 'demo', '2024-06-10Z'), ('${late}', 'demo', '2025-06-20Z'),
        ('${counts}', 'deal', '2024-03-01Z'), ('${bought}', 'deal', '2024-03-01Z'), ('${again}', 'deal', '2024-09-01Z'),
        ('${never}', 'demo', '2025-08-01Z');
      INSERT INTO handraise.suppression (contact_id, reason, channel, since) VALUES ('${refuses}', 'opted out', '', '2024-01-01Z');
      INSERT INTO handraise.opportunity (id, contact_id, created_at) VALUES ('o', '${inTalks}', '2024-03-15Z');
      INSERT INTO handraise.event (id, contact_id, kind, occurred_at) VALUES
        ('1', '${counts}', 'visit', '2024-03-01Z'), ('2', '${counts}', 'visit', '2024-03-05Z'), ('3', '${early}', 'visit', '2024-01-20Z');`);
    await writeFile(join(folder, 'handraise.config.ts'), config);
    workbench = await openWorkbench({ cwd: folder, database: database.connectionString });
    described = await workbench.program('sales').outcome();
  });

  afterAll(async () => {
    await workbench.close();
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  test('is counted by kind and by month, and nothing later than the as-of is', () => {
    expect(described).toMatchObject({ program: 'sales', outcomes: 8, contacts: 7, horizonDays: 30 });
    expect(described.kinds).toEqual([
      { kind: 'demo', outcomes: 8, taken: true },
      { kind: 'deal', outcomes: 3, taken: false },
    ]);
    expect(described.months).toHaveLength(18);
    expect(described.months.filter(({ outcomes }) => outcomes > 0)).toEqual([
      { month: '2024-01', outcomes: 1 },
      { month: '2024-03', outcomes: 2 },
      { month: '2024-04', outcomes: 2 },
      { month: '2024-05', outcomes: 1 },
      { month: '2024-06', outcomes: 1 },
      { month: '2025-06', outcomes: 1 },
    ]);
  });

  test('shows who counts in training and who does not, with the reason, and ids as text', () => {
    const seen = ({ contactId, days, reason }: OutcomeDescription['examples']['in'][number]) => [
      contactId,
      days,
      reason,
    ];
    expect(described.examples.in.map(seen)).toEqual([
      [counts, 9, 'counted'],
      [again, 9, 'counted'],
    ]);
    expect(new Set(described.examples.out.map(seen))).toEqual(
      new Set([
        [early, null, 'before the first date'],
        [refuses, 9, 'suppressed'],
        [inTalks, 4, 'open opportunity'],
        [arrived, 24, 'not yet created'],
        [again, 9, 'already converted'],
        [late, 19, 'horizon not yet over'],
        [bought, null, 'no outcome'],
        [never, null, 'no outcome'],
      ]),
    );
    expect(described.places[0]).toEqual({ place: 'counted', outcomes: 2 });
    expect(described.places).toHaveLength(7);
  });

  test('comes so long after the first event and the first date', () => {
    // From 1 February 2024: 38, 38, 94 and 505 days; the others were never candidates before their outcome.
    expect(described.fromFirstDate).toMatchObject({ contacts: 4, without: 3, watched: 4 });
    expect(described.fromFirstDate.quantiles.slice(0, 4).map(({ days }) => days)).toEqual([38, 38, 66, 196.75]);
    expect(described.fromFirstDate.within).toEqual([
      { days: 30, share: 0 },
      { days: 60, share: 0.5 },
      { days: 90, share: 0.5 },
      { days: 180, share: 0.75 },
    ]);
    expect(described.fromFirstTouch).toMatchObject({ contacts: 1, without: 6 });
    expect(described.fromFirstTouch.quantiles[2]).toEqual({ share: 0.5, days: 9 });
  });

  test('is compared with those of other programs', () => {
    expect(described.overlaps).toEqual([{ program: 'deals', same: false, contacts: 3, both: 2, otherFirst: 1 }]);
  });

  test('is judged by notices', () => {
    expect(described.notices.map(({ kind, figures }) => [kind, figures])).toEqual([
      ['horizon-unwatched', { horizonDays: 30, watched: 4, needed: 20 }],
      ['outcomes-uncounted', { outcomes: 8, counted: 2, reason: 'before the first date', ofReason: 1 }],
      ['outcomes-untouched', { contacts: 7, without: 6 }],
      ['months-without-outcome', { months: 12, first: '2024-02', last: '2025-05' }],
    ]);
  });

  test('is told by the command in words, and as JSON with instants as texts', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const told = await handraise(['outcome', 'sales'], at);
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain('6 of 8 outcomes count in no training row');
    expect(told.stdout).toMatch(/9007199254740995 .*before the first date/);
    const { stdout } = await handraise(['outcome', 'sales', '--json'], at);
    const data = JSON.parse(stdout);
    expect(data.examples.in[0]).toEqual({
      ...{ contactId: counts, contactName: 'Ada', days: 9, reason: 'counted' },
      ...{ asOf: '2024-03-01T00:00:00Z', occurredAt: '2024-03-10T00:00:00Z' },
    });
    expect(data.recordedUntil).toBe('2025-06-20T00:00:00Z');
    expect(data.notices[0].sentence).toMatch(/cannot be said/);
  });
});
