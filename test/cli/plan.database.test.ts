import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfigText } from '../../src/demo/configText.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import type { ProgramPlan } from '../../src/pipeline/operate/plan.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';

/** A node of what EXPLAIN gives. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly PlanNode[];
}

describe('handraise plan', () => {
  let database: TestDatabase;
  let at: { cwd: string; database: string };
  let events: number;
  let people: number;
  let plan: ProgramPlan;
  /** Kilobytes that hold the columns, but not all that is folded. */
  let tightBudget: number;

  beforeAll(async () => {
    const [made, cwd] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    database = made;
    at = { cwd, database: database.connectionString };
    await writeFile(join(cwd, 'handraise.config.ts'), demoConfigText(1000));
    const company = await loadDemoCompany(database.handle, { contacts: 1000, seed: 3, horizonDays: 60 });
    people = company.contacts;
    const { rows } = await database.handle.pool.query<{ events: string }>(
      'SELECT count(*) AS events FROM handraise_demo.activities',
    );
    events = Number(rows[0]!.events);
    await database.handle.pool.query('ANALYZE');
    plan = await planned();
    const { columns, fixed, folded } = plan.train.events!.memory;
    tightBudget = Math.ceil((columns + fixed + 0.6 * folded) / 1024);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(at.cwd, { recursive: true, force: true })]);
  });

  async function planned(...args: string[]): Promise<ProgramPlan> {
    const { code, stdout, stderr } = await handraise(['plan', '--json', ...args], at);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout);
  }

  it('says what is read, in how many parts and in how much memory', async () => {
    const text = await handraise(['plan'], at);
    expect(text).toMatchObject({ code: 0, stdout: expect.stringMatching(/^contacts +1,000$/m) });
    expect(text.stdout).toContain('program demo has no champion');
    // The end of what is known is the instant of the run.
    const withoutInstants = (sql: string) => sql.replaceAll(/\d{16}/g, '');
    for (const { name, statement } of plan.train.statements)
      expect(withoutInstants(text.stdout)).toContain(withoutInstants(`-- ${name}\n${statement};`));
    const rowsOf = (name: string) => plan.train.statements.find((one) => one.name === name)?.expectedRows;
    expect(rowsOf('contacts')).toBe(people);
    expect(rowsOf('events') ?? 0).toBeGreaterThan(0.8 * events);
    expect(plan.train.statements.map(({ name }) => name)).toEqual([
      'accounts',
      'contacts',
      'outcomes',
      'opportunities',
      'suppressions',
      'history of attributes',
      'first and last event',
      'first and last outcome',
      'kinds of events',
      'events',
    ]);
    const { rows: kinds } = await database.handle.pool.query<{ activity: string }>(
      'SELECT DISTINCT activity FROM handraise_demo.activities',
    );
    expect(plan.train.events!.kinds.toSorted()).toEqual(kinds.map(({ activity }) => activity).sort());
    expect(plan.train.events).toMatchObject({ rows: events, counted: true, partitions: 1, threads: 1 });
    const { columns, fixed, folded, peak } = plan.train.events!.memory;
    expect(peak).toBeGreaterThan(columns + fixed);
    expect(peak).toBeLessThanOrEqual(Math.min(columns + fixed + folded, plan.memoryBudget));
  }, 60_000);

  it('divides what a smaller budget does not hold, as training does, and refuses what cannot be divided', async () => {
    const machine = ['--memory', `${tightBudget}k`, '--threads', '2'];
    const tight = await planned(...machine);
    expect(tight.train.events!.partitions).toBeGreaterThan(1);
    expect(tight.train.events!.memory.peak).toBeLessThanOrEqual(tightBudget * 1024);
    const parts = tight.train.statements.filter(({ partition }) => partition !== undefined);
    expect(parts).toHaveLength(tight.train.events!.partitions);
    const audits = [[], machine].map((more) => handraise(['audit', '--json', '--as-of', '2026-07-01', ...more], at));
    const [whole, divided] = await Promise.all(audits);
    expect(whole).toMatchObject({ code: 0 });
    expect(divided!.stdout).toBe(whole!.stdout);
    const { columns, fixed } = plan.train.events!.memory;
    const asks = ['--memory', `${Math.ceil((columns + fixed / 2) / 1024)}k`];
    const [refused, train] = await Promise.all([handraise(['plan', ...asks], at), handraise(['train', ...asks], at)]);
    expect(refused).toMatchObject({ code: 8, stdout: '' });
    const sentence = refused.stderr.split('\n').at(-2)!;
    expect(sentence).toMatch(/cannot be divided.* allow more with --memory/);
    expect(train).toMatchObject({ code: 8, stderr: expect.stringContaining(sentence) });
  }, 120_000);

  it('ends with 2 for what is no amount of memory', async () => {
    expect(await handraise(['plan', '--memory', '512'], at)).toMatchObject({ code: 2, stdout: '' });
  });

  it('plans no statement that shards could not answer', async () => {
    const tight = await planned('--memory', `${tightBudget}k`);
    const statements = [...tight.train.statements, ...plan.score.statements];
    expect(statements.length).toBeGreaterThan(15);
    for (const { name, statement } of statements) {
      expect(statement, name).not.toMatch(/\b(truncate|lateral|insert|update|delete|create|lock)\b/i);
      // A correlated subquery is a SubPlan, one of its own an InitPlan; what is joined is neither.
      expect(subqueriesOf(await explained(database.handle.pool, statement)), name).toEqual([]);
    }
    const correlated =
      'SELECT (SELECT count(*) FROM handraise_demo.activities a WHERE a.person_id = p.person_id) FROM handraise_demo.people p';
    expect(subqueriesOf(await explained(database.handle.pool, correlated))).toEqual(['SubPlan']);
  }, 60_000);
});

async function explained(pool: pg.Pool, statement: string): Promise<PlanNode> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) ${statement}`);
  return rows[0]!['QUERY PLAN'][0].Plan;
}

function subqueriesOf(node: PlanNode): string[] {
  const relation = node['Parent Relationship'];
  const own = relation === 'SubPlan' || relation === 'InitPlan' ? [relation] : [];
  return [...own, ...(node.Plans ?? []).flatMap(subqueriesOf)];
}
