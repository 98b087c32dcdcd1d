import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWorkbench, openWorkbench, type ProgramOutcomes, type RealisedPart } from '../../../src/index.ts';
import { outcomesSentence } from '../../../src/wording/outcomes.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { insertModel, publish } from '../../publish/published.ts';

const program = 'default';

/** Sixty people; the ranking is as of 1 January 2026 and for thirty days. */
const people = Array.from({ length: 60 }, (_, i) => ({
  id: `c${String(i).padStart(2, '0')}`,
  account: -1,
  probability: i < 20 ? 0.5 : 0.1,
}));
/** Of the first twenty every second converts within the horizon, of the others the last; c01 converts too late and c03 too early. */
const converts = [...people.keys()].filter((i) => (i < 20 && i % 2 === 0) || i === 59);

describe('what became of the lists', () => {
  let database: TestDatabase;
  let folder: string;
  let workbench: OpenWorkbench;
  let outcomes: ProgramOutcomes;

  const part = (wanted: RealisedPart['part']) =>
    outcomes.runs
      .find(({ runId }) => runId === 'kept')!
      .parts.find(({ part }) => JSON.stringify(part) === JSON.stringify(wanted));

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    const values = (rows: readonly string[]) => rows.join(', ');
    await database.handle.pool.query(`
      INSERT INTO handraise.contact (id, created_at) VALUES ${values(people.map(({ id }) => `('${id}', '2025-01-01Z')`))};
      INSERT INTO handraise.outcome (contact_id, occurred_at) VALUES
        ${values(converts.map((i) => `('${people[i]!.id}', '2026-01-20Z')`))},
        ('c01', '2026-01-31T00:00:00.000001Z'), ('c03', '2026-01-01Z'), ('c05', '2026-03-01Z');
      INSERT INTO handraise.touch (contact_id, channel, occurred_at) VALUES
        ('c00', 'call', '2026-01-10Z'), ('c01', 'call', '2026-01-10Z'), ('c02', 'call', '2026-01-25Z'), ('c04', 'call', '2025-12-31Z');`);
    await insertModel(database.handle, program);
    for (const runId of ['removed', 'kept', 'open']) await publish(database.handle, program, runId, people);
    await database.handle.pool.query(`
      UPDATE handraise.ranked_contact SET as_of = '2026-02-20Z', horizon_ends = '2026-03-22Z' WHERE run_id = 'open';
      UPDATE handraise.run SET as_of = '2026-02-20Z' WHERE run_id = 'open';
      DELETE FROM handraise.ranked_contact WHERE run_id = 'removed';
      UPDATE handraise.run SET ranking_removed_at = now(), as_of = '2025-12-01Z' WHERE run_id = 'removed';
      DELETE FROM handraise.contact WHERE id = 'c58';`);
    await writeFile(
      join(folder, 'handraise.config.ts'),
      `export default { asOf: '2026-03-10', programs: { default: { horizonDays: 30, cutoffs: { every: 'month' } } } };\n`,
    );
    workbench = await openWorkbench({ cwd: folder, database: database.connectionString });
    outcomes = await workbench.program().outcomes();
  });

  afterAll(async () => {
    await workbench.close();
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  test('is told of those whose horizon is over; the others are named, and why', () => {
    expect(outcomes.runs.map(({ runId, state }) => [runId, state])).toEqual([
      ['open', 'open'],
      ['kept', 'matured'],
      ['removed', 'removed'],
    ]);
    expect(outcomes.runs.filter(({ parts }) => parts.length > 0).map(({ runId }) => runId)).toEqual(['kept']);
  });

  test('counts who converted within the horizon, against what was predicted', () => {
    // c58 is not in the CRM any more: 20 × 0.5 + 39 × 0.1; ten of the first twenty and c59 converted.
    expect(part({ by: 'all' })).toMatchObject({ entries: 59, converted: 11 });
    expect(part({ by: 'all' })!.expected).toBeCloseTo(13.9, 9);
    // The 95% interval of the binomial of 20 and 0.5: 2.07% up to 5, 5.77% up to 6.
    expect(part({ by: 'first', count: 20 })).toMatchObject({
      entries: 20,
      expected: 10,
      low: 6,
      high: 14,
      converted: 10,
    });
    expect(part({ by: 'first', count: 200 })).toBeUndefined();
    expect(outcomes.runs.find(({ runId }) => runId === 'kept')!.unknown).toBe(1);
  });

  test('tells tiers apart, which add up to all', () => {
    const tiers = outcomes.runs.find(({ runId }) => runId === 'kept')!.parts.filter(({ part }) => part.by === 'tier');
    expect(tiers.length).toBeGreaterThan(1);
    expect(tiers.reduce((sum, { entries }) => sum + entries, 0)).toBe(59);
    expect(tiers.reduce((sum, { converted }) => sum + converted, 0)).toBe(11);
  });

  test('counts as contacted who was within the horizon, before converting', () => {
    // c02 was called after it had converted, c04 before the list.
    expect(part({ by: 'contacted', value: true })).toMatchObject({ entries: 2, converted: 1 });
    expect(part({ by: 'contacted', value: false })).toMatchObject({ entries: 57, converted: 10 });
  });

  test('is a sentence, and a table on the command line', async () => {
    const { stdout, code } = await handraise(['outcomes'], { cwd: folder, database: database.connectionString });
    expect(code).toBe(0);
    const kept = outcomes.runs.find(({ runId }) => runId === 'kept')!;
    // The interval by adding up the chances of 20 × 0.5 and 30 × 0.1 one after the other, in Python.
    const said = 'On 1 January 2026 we listed the first 50: expected 13 (8–19), 10 converted, as expected.';
    expect(outcomesSentence(kept)!.replaceAll('\u00a0', ' ')).toBe(said);
    expect(stdout.replaceAll('\u00a0', ' ')).toContain(said);
    expect(stdout).toMatch(/never contacted +57/);
    expect(stdout).toMatch(/run open, .* is not judged: its horizon ends 22.March.2026/);
    expect(stdout).toMatch(/run removed, .* is not judged: its ranking was removed/);
  });
});
