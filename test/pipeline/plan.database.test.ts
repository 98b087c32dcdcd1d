import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { planExtraction } from '../../src/pipeline/plan.ts';
import { silent } from '../../src/pipeline/progress.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 1000, seed: 1, horizonDays: 60 });
  await database.handle.pool.query('ANALYZE');
});
afterAll(() => database.drop());

function plan(memoryBudget: number, threads = 1) {
  const workbench = {
    ...{ handle: database.handle, config: parseConfig(demoConfig, 'the demo'), models: '', reports: '' },
    ...{ memoryBudget, threads, progress: silent, signal: new AbortController().signal },
  };
  return planExtraction(workbench, 'demo', { knownBefore: demoEnd });
}

async function nodesOf(sql: string): Promise<string[]> {
  const { rows } = await database.handle.pool.query(`EXPLAIN ${sql}`);
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']!);
}

test('what fits is read in one piece; the counts are those of the tables', async () => {
  const found = await plan(2 ** 30, 2);
  expect(found).toMatchObject({ program: 'demo', contacts: 1000, partitions: 1, threads: 1 });
  expect(found.kinds).toContain('page_view');
  const rows = new Map(found.statements.map(({ reads, rows }) => [reads, rows]));
  expect(rows.get('contact')).toBe(1000);
  const { rows: events } = await database.handle.pool.query('SELECT count(*)::int AS n FROM handraise_demo.activities');
  expect(rows.get('event')! / events[0].n).toBeGreaterThan(0.4);
  expect(rows.get('event')! / events[0].n).toBeLessThan(2);
  const { peak, budget, columns, fixed, folded } = found.memory;
  expect(peak).toBe(columns + fixed + folded);
  expect(peak).toBeLessThan(budget);
});

test('less memory makes more partitions, which fit; too little is refused, with what it takes', async () => {
  const whole = await plan(2 ** 30);
  const { columns, fixed, folded } = whole.memory;
  const budget = columns + fixed + Math.ceil(folded / 4);
  const divided = await plan(budget);
  expect(divided.partitions).toBeGreaterThan(3);
  expect(divided.memory.peak).toBeLessThanOrEqual(budget);
  expect(divided.statements.filter(({ reads }) => reads.startsWith('event, partition'))).toHaveLength(
    divided.partitions,
  );
  await expect(plan(columns + fixed - 1)).rejects.toMatchObject({ code: 'resource', exitCode: 8 });
});

test('statements hold to what a distributed database can do: no correlated subquery, and nothing is written', async () => {
  const whole = await plan(2 ** 30);
  const divided = await plan(whole.memory.columns + whole.memory.fixed + Math.ceil(whole.memory.folded / 2));
  for (const { reads, sql } of [...whole.statements, ...divided.statements]) {
    expect(sql, reads).not.toMatch(/\b(TRUNCATE|INSERT|UPDATE|DELETE|CREATE|LOCK)\b/i);
    const nodes = await nodesOf(sql);
    expect(
      nodes.filter((node) => node.includes('SubPlan')),
      reads,
    ).toEqual([]);
  }
});
