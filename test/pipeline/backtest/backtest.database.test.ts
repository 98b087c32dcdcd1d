import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { backtest } from '../../../src/pipeline/backtest/backtest.ts';
import type { BacktestData } from '../../../src/report/backtestData.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { quickProgram } from '../../demo/sharedCompanies.ts';

const options = { origins: 3, k: 50, knownBefore: demoEnd };
const { demo } = demoConfig.programs;
/** Without the columns that hold today's value, whose verdicts may know what came later. */
const features = ['contact:lead_status', 'contact:budget_noted', 'contact:lifecycleStage'];

describe('a back-test of a small company', () => {
  let database: TestDatabase;
  let folder: string;
  let whole: BacktestData;

  const config = parseConfig(
    { ...demoConfig, programs: { demo: { ...demo, features: quickProgram.features, exclude: { features } } } },
    'test',
  );

  function workbench(
    models: string,
    onStage: (name: string) => void = () => undefined,
    signal?: AbortSignal,
  ): Workbench {
    return {
      handle: database.handle,
      config,
      models: join(folder, models),
      reports: folder,
      memoryBudget: 2 ** 30,
      threads: 1,
      clock: () => 0,
      progress: { stage: onStage, advance: () => undefined },
      signal: signal ?? new AbortController().signal,
    };
  }

  const trialOf = (models: string, asOf: string) =>
    readFile(join(folder, models, 'backtests/demo', `${asOf}.json`), 'utf8');
  const bodyOf = (text: string) => JSON.parse(text.split('\n')[1]!);

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 800, seed: 7, horizonDays: demo.horizonDays });
    whole = await backtest(workbench('whole'), 'demo', options);
  }, 180_000);

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  it('goes back to the last dates whose outcome is known, and calls so many at each', () => {
    expect(whole.origins.map(({ asOf }) => asOf)).toEqual(['2026-03-01', '2026-04-01', '2026-05-01']);
    for (const { asOf, train, calibration, best, evaluation } of whole.origins) {
      const horizon = demo.horizonDays * 86_400_000;
      expect(train.to < calibration.from).toBe(true);
      expect(Date.parse(calibration.to) + horizon).toBeLessThanOrEqual(Date.parse(asOf));
      expect(best.k).toBe(50);
      expect(evaluation.rows).toBeGreaterThan(300);
    }
    const { best } = whole.pooled;
    const sum = (of: (origin: BacktestData['origins'][number]) => number) =>
      whole.origins.reduce((all, origin) => all + of(origin), 0);
    expect(best).toMatchObject({ rows: 150, observed: sum((origin) => origin.best.observed) });
    expect(best.expected).toBeCloseTo(
      sum((origin) => origin.best.expected),
      9,
    );
    expect(whole.pooled.evaluation.rows).toBe(sum((origin) => origin.evaluation.rows));
    expect(whole.answers[0]).toMatchObject({ code: 'H801', kind: 'ranks-at-origins' });
    expect(whole.pooled.accounts!.positives).toBe(whole.calibrationVerdict.figures.accounts!.overall.positives);
  });

  it('judges everyone who could be approached at a date, with what the database says became of them', async () => {
    const { contact, label, accounts } = bodyOf(await trialOf('whole', '2026-03-01'));
    const bytes = Buffer.from(label, 'base64');
    expect(Buffer.from(contact, 'base64').length).toBe(4 * bytes.length);
    // Counted in SQL by the rules of eligibility, free of this program's own code.
    const { rows } = await database.handle.pool.query(`
      SELECT count(*)::int AS contacts,
        count(*) FILTER (WHERE EXISTS (SELECT FROM handraise_demo.demo_requests AS r WHERE r.person_id = p.person_id
          AND r.requested_at >= '2026-03-01Z' AND r.requested_at < '2026-03-01Z'::timestamptz + interval '60 days'))::int AS converted,
        count(c.company_id)::int AS people,
        count(DISTINCT c.company_id)::int AS accounts,
        count(DISTINCT c.company_id) FILTER (WHERE EXISTS (SELECT FROM handraise_demo.demo_requests AS r WHERE r.person_id = p.person_id
          AND r.requested_at >= '2026-03-01Z' AND r.requested_at < '2026-03-01Z'::timestamptz + interval '60 days'))::int AS won
      FROM handraise_demo.people AS p LEFT JOIN handraise_demo.companies AS c ON c.company_id = p.company_id
      WHERE p.created < '2026-03-01Z'
        AND NOT EXISTS (SELECT FROM handraise_demo.demo_requests AS r WHERE r.person_id = p.person_id AND r.requested_at < '2026-03-01Z')
        AND NOT EXISTS (SELECT FROM handraise_demo.opt_outs AS o WHERE o.person_id = p.person_id AND o.opted_out_at < '2026-03-01Z')
        AND NOT EXISTS (SELECT FROM handraise_demo.deals AS d WHERE d.company_id = p.company_id
          AND d.opened < '2026-03-01Z' AND (d.closed IS NULL OR d.closed >= '2026-03-01Z'))`);
    const sum = (values: Uint8Array) => values.reduce((all, value) => all + value, 0);
    const won = Buffer.from(accounts.label, 'base64');
    const counts = new Int32Array(Uint8Array.from(Buffer.from(accounts.contacts, 'base64')).buffer);
    expect({
      ...{ contacts: bytes.length, converted: sum(bytes), people: counts.reduce((all, count) => all + count, 0) },
      ...{ accounts: won.length, won: sum(won) },
    }).toEqual(rows[0]);
  });

  it('broken off after two dates and run again, goes on and ends with the same bytes', async () => {
    const controller = new AbortController();
    const breakOff = (stage: string) => {
      if (stage.startsWith('2026-05-01: fitting logistic')) controller.abort();
    };
    await expect(backtest(workbench('resumed', breakOff, controller.signal), 'demo', options)).rejects.toThrow();
    const stages: string[] = [];
    const again = await backtest(
      workbench('resumed', (stage) => stages.push(stage)),
      'demo',
      options,
    );
    expect(stages.filter((stage) => stage.endsWith('done by an earlier run'))).toHaveLength(2);
    expect(stages.filter((stage) => /fitting logistic .*, fold 1 of/.test(stage))).toHaveLength(1);
    expect(JSON.stringify(again) === JSON.stringify(whole)).toBe(true);
    for (const { asOf } of whole.origins) expect(await trialOf('resumed', asOf)).toBe(await trialOf('whole', asOf));
  }, 120_000);

  // Last, for it changes the company.
  it('knows nothing at a date of what came after it', async () => {
    const origin = '2026-03-01';
    const bodyAt = async () => {
      const { label, accounts, ...others } = bodyOf(await trialOf('whole', origin));
      return { label, others: { ...others, accounts: { ...accounts, label: null } } };
    };
    const { label: before, others: expected } = await bodyAt();
    const { pool } = database.handle;
    // Outcomes of the last days stay, so that the same dates have their horizon over.
    for (const change of [
      `DELETE FROM handraise_demo.demo_requests WHERE requested_at >= '2026-04-02Z' AND requested_at < '2026-06-20Z' AND (person_id + 1) % 2 = 0`,
      `INSERT INTO handraise_demo.demo_requests SELECT person_id, '2026-03-20Z' FROM handraise_demo.people WHERE created < '2026-03-01Z' AND person_id % 17 = 1`,
      `DELETE FROM handraise_demo.activities WHERE happened_at >= '2026-03-01Z' AND activity_id % 3 = 1`,
      `INSERT INTO handraise_demo.activities SELECT 901000000 + n, person_id, 'asked ' || n, '2026-03-02Z', '2026-03-02Z', n FROM handraise_demo.people, generate_series(1, 60) AS n WHERE person_id % 7 = 0`,
      `INSERT INTO handraise_demo.opt_outs SELECT person_id, '2026-03-05Z' FROM handraise_demo.people WHERE person_id % 11 = 1 ON CONFLICT DO NOTHING`,
      `UPDATE handraise_demo.deals SET closed = '2026-03-09Z' WHERE opened < '2026-03-01Z' AND closed >= '2026-03-01Z'`,
    ])
      await pool.query(change);
    const stages: string[] = [];
    await backtest(
      workbench('whole', (stage) => stages.push(stage)),
      'demo',
      options,
    );
    expect(stages.filter((stage) => stage.includes('have changed since an earlier run'))).toHaveLength(3);
    const { label: after, others: found } = await bodyAt();
    expect(found).toEqual(expected);
    expect(after).not.toBe(before);
  }, 120_000);
});
