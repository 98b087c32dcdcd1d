import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { statesText } from '../../src/cli/scoringGatesText.ts';
import { openDatabase } from '../../src/database/connection.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { statusOf } from '../../src/pipeline/operate/status.ts';
import { evaluateModel } from '../../src/pipeline/promote/evaluateModel.ts';
import { recalibrateModel } from '../../src/pipeline/promote/recalibrateModel.ts';
import { runScoring } from '../../src/pipeline/score/score.ts';
import { runTraining } from '../../src/pipeline/train/trainRun.ts';
import { published } from '../crm/presets/trainedPreset.ts';
import { type TrainedCompany, trainedCompany } from './trainedCompany.ts';

const day = 86_400_000_000;

describe('a scoring whose data are not those of the run before', { timeout: 120_000 }, () => {
  let company: TrainedCompany;
  let before: Map<string, number>;

  beforeAll(async () => {
    company = await trainedCompany(['attributes', 'seniority', 'eventRecency', 'eventCount']);
    const first = await runScoring(company.workbench, 'demo', { asOf: demoEnd });
    expect(first.gates.filter(({ held }) => held)).toEqual([]);
    before = await published(company.workbench.handle, 'demo');
  }, 180_000);

  afterEach(() => company.restore());
  afterAll(() => company.drop());

  /** Scores a damaged company: held in one line, failed, the ranking as it was. */
  async function held(damage: string, asOf = demoEnd): Promise<string> {
    await company.run(damage);
    const scoring = runScoring(company.workbench, 'demo', { asOf });
    const error = await scoring.then(
      () => undefined,
      (thrown: unknown) => thrown as Error & { code: string; hint: string },
    );
    expect(error).toMatchObject({ code: 'gate', hint: expect.stringContaining('handraise score demo --accept') });
    expect(`${error?.message} ${error?.hint}`).not.toMatch(/handraise train|train (it )?again|retrain/);
    expect(await published(company.workbench.handle, 'demo')).toEqual(before);
    const { rows } = await company.workbench.handle.pool.query(
      'SELECT status, failure FROM handraise.run ORDER BY started_at DESC LIMIT 1',
    );
    expect(rows[0]).toEqual({ status: 'failed', failure: error?.message });
    return error!.message;
  }

  it('is held where 95% of the events are deleted', async () => {
    expect(await held('DELETE FROM handraise_demo.activities WHERE activity_id % 20 > 0')).toMatch(
      /^nothing is published: [\d,]+ events of the 90 days before 1.July.2026 are there, and [\d,]+ were \([45]\.\d%; 75% to 150% pass\): rows were deleted/u,
    );
  });

  it('and no command advises to train again where the events are gone', async () => {
    expect(await held('TRUNCATE handraise_demo.activities')).toMatch(/0 events of the 90 days before/);
    for (const judge of [
      () => evaluateModel(company.workbench, 'demo', { knownBefore: demoEnd }),
      () => recalibrateModel(company.workbench, 'demo', { knownBefore: demoEnd, promote: true }),
    ]) {
      const error = await judge().catch((thrown: unknown) => thrown as Error & { hint: string });
      expect(error).toMatchObject({
        code: 'gate',
        message: expect.stringMatching(/^the model is not judged on what is left: 0 events of the 90 days before/),
        hint: expect.not.stringMatching(/handraise train|handraise recalibrate/),
      });
    }
  });

  it('is held where every kind is renamed', async () => {
    expect(await held('UPDATE handraise_demo.activities SET activity = upper(activity)')).toMatch(
      /events of kind "[^"]+", .* 100\.0% of all, are gone, those of the past too .*"[^"]+" .* new: the kinds were probably renamed/,
    );
  });

  it('is held where events belong to other contacts, because ids were rewritten in one table', async () => {
    const message = await held(
      'UPDATE handraise_demo.activities SET person_id = (SELECT min(person_id) + max(person_id) FROM handraise_demo.people) - person_id',
    );
    expect(message).toMatch(/the order of [\d,]+ contacts has a rank correlation of .* ids were probably rewritten/u);
  });

  it('is held where 90% of the contacts are gone', async () => {
    expect(await held('DELETE FROM handraise_demo.people WHERE person_id % 10 > 0')).toMatch(
      /contacts from before 1.July.2026 are there, and [\d,]+ were \(\d+\.\d%; 75% to 150% pass\)/u,
    );
  });

  it('is held where the newest event is eight weeks old', async () => {
    expect(await held('SELECT 1', demoEnd + 56 * day)).toMatch(
      /the newest event is 56 days old \(up to 7 pass; the longest pause of the year before is 1 day\): the feed has probably stopped/,
    );
  });

  it('is held where 95% of a category are null', async () => {
    expect(
      await held(
        'UPDATE handraise_demo.companies SET industry = NULL WHERE length(company_id) + employees % 20 > 0 AND employees % 20 > 0',
      ),
    ).toMatch(
      /^nothing is published: industry, \d\.\d% of what the model goes by, has no value for 9\d\.\d% of those to rank, and for 0\.\d% before \(up to 5\d% pass\)/,
    );
  });

  it('is held where the sizes of companies are 999999999', async () => {
    expect(await held('UPDATE handraise_demo.companies SET employees = 999999999 WHERE employees % 10 = 0')).toMatch(
      /company size, \d+\.\d% of what the model goes by, lies far beyond all values of training for \d+\.\d% of those to rank, and for 0\.0% before \(up to 1% pass\): a placeholder/,
    );
  });

  it('is held where an optional column is renamed', async () => {
    await company.run('ALTER TABLE handraise_demo.people RENAME title TO position');
    try {
      expect(await held('SELECT 1')).toMatch(
        /^nothing is published: there is no column any more for contact\.title .*: the column was probably renamed/,
      );
    } finally {
      await company.run('ALTER TABLE handraise_demo.people RENAME position TO title');
    }
  });

  it('is held where the attributes are emptied, and goes on, on record, where somebody accepts it', async () => {
    const damage =
      'UPDATE handraise_demo.companies SET industry = NULL, country = NULL, employees = NULL; UPDATE handraise_demo.people SET title = NULL, source = NULL';
    expect(await held(damage)).toMatch(
      /has no value for 100\.0% of those to rank, and for \d\.\d% before \(up to 5\d% pass\): a column was probably/,
    );
    const reason = 'the columns are not kept any more';
    const accept = [
      { gate: 'values', reason },
      { gate: 'scores', reason },
    ] as const;
    const { runId } = await runScoring(company.workbench, 'demo', { asOf: demoEnd, accept });
    const { rows } = await company.workbench.handle.pool.query(
      `SELECT gate, reason, accepted_by = session_user AS mine, clock_timestamp() - accepted_at < '1 minute' AS fresh,
         findings -> 0 ->> 'gate' AS finding FROM handraise.accepted_gate WHERE run_id = $1 AND gate = 'values'`,
      [runId],
    );
    expect(rows).toEqual([{ gate: 'values', reason, mine: true, fresh: true, finding: 'values' }]);
    await expect(company.run("UPDATE handraise.accepted_gate SET reason = 'other'")).rejects.toThrow(/only ever added/);
    const [status] = await statusOf(company.workbench);
    expect(status?.gates).toMatchObject({
      runId,
      accepted: [
        { gate: 'scores', reason },
        { gate: 'values', reason },
      ],
    });
    const text = statesText(status!.gates!);
    expect(text).toMatch(
      /^scores accepted by \w+: the columns are not kept any more; values accepted by .*; passed row-security, inheritance, columns, /,
    );
    await company.restore();
    await runScoring(company.workbench, 'demo', { asOf: demoEnd });
    expect(await published(company.workbench.handle, 'demo')).toEqual(before);
  });

  it('is held where row-level security hides some rows, and where it may hide them, but not for a role that sees all', async () => {
    const { workbench } = company;
    const role = 'scoring_reader';
    await company.run(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'; GRANT ALL ON SCHEMA handraise, handraise_demo TO ${role};
      GRANT ALL ON ALL TABLES IN SCHEMA handraise, handraise_demo TO ${role};
      ALTER TABLE handraise_demo.opt_outs ENABLE ROW LEVEL SECURITY;
      CREATE POLICY most ON handraise_demo.opt_outs FOR SELECT TO ${role} USING (person_id % 20 > 0)`);
    const url = new URL(workbench.handle.connectionString());
    [url.username, url.password] = [role, 'reader'];
    const handle = await openDatabase({ connectionString: url.href, directory: '' });
    try {
      const score = () => runScoring({ ...workbench, handle }, 'demo', { asOf: demoEnd });
      await expect(score()).rejects.toMatchObject({
        exitCode: 9,
        message:
          'nothing is published: row-level security hides rows of handraise_demo.opt_outs (none may be hidden): the tables have policies, and none that lets this role see every row.',
        hint: expect.stringContaining('--accept row-security="why"'),
      });
      expect(await published(workbench.handle, 'demo')).toEqual(before);
      const { findings } = await runTraining({ ...workbench, handle }, 'demo', {
        knownBefore: demoEnd,
        promote: false,
      });
      expect(findings.warnings).toContainEqual(
        expect.stringContaining('Row-level security hides rows of handraise_demo.opt_outs from the role that trained'),
      );
      await company.run(`CREATE POLICY every ON handraise_demo.opt_outs FOR SELECT TO ${role} USING (true)`);
      await score();
      expect(await published(workbench.handle, 'demo')).toEqual(before);
    } finally {
      await handle.close();
      await company.run(
        `ALTER TABLE handraise_demo.opt_outs DISABLE ROW LEVEL SECURITY; DROP OWNED BY ${role}; DROP ROLE ${role}`,
      );
    }
  });

  it('is held where a query reads a table once more that is read with the one it inherits from', async () => {
    const { workbench } = company;
    await company.run('CREATE TABLE handraise_demo.older () INHERITS (handraise_demo.activities)');
    const { source } = workbench.config;
    const { table: _table, ...event } = source.event!;
    const reading = (query: string) => ({
      ...workbench,
      config: { ...workbench.config, source: { ...source, event: { ...event, query } } },
    });
    const all = 'SELECT * FROM handraise_demo.activities';
    try {
      const twice = reading(`${all} UNION ALL SELECT * FROM handraise_demo.older`);
      await expect(runScoring(twice, 'demo', { asOf: demoEnd })).rejects.toMatchObject({
        exitCode: 9,
        message: expect.stringMatching(/rows of handraise_demo\.older are read twice \(none may be\): .*FROM ONLY/),
        hint: expect.stringContaining('--accept inheritance="why"'),
      });
      expect(await published(workbench.handle, 'demo')).toEqual(before);
      await runScoring(
        reading(`${all.replace('FROM', 'FROM ONLY')} UNION ALL SELECT * FROM handraise_demo.older`),
        'demo',
        {
          asOf: demoEnd,
        },
      );
      expect(await published(workbench.handle, 'demo')).toEqual(before);
    } finally {
      await company.run('DROP TABLE handraise_demo.older');
    }
  });

  it('is held where the few opt-outs there were are gone', async () => {
    const few =
      'DELETE FROM handraise_demo.opt_outs WHERE person_id > (SELECT person_id FROM handraise_demo.opt_outs ORDER BY 1 OFFSET 5 LIMIT 1)';
    await company.run(few);
    const accept = [{ gate: 'sources', reason: 'few are left' }] as const;
    await runScoring(company.workbench, 'demo', { asOf: demoEnd, accept });
    before = await published(company.workbench.handle, 'demo');
    expect(await held('TRUNCATE handraise_demo.opt_outs')).toMatch(
      /: 0 suppressions from before .* and 6 were \(0\.0%/u,
    );
    await company.restore();
    await runScoring(company.workbench, 'demo', { asOf: demoEnd, accept });
    before = await published(company.workbench.handle, 'demo');
  });

  it('passes on ordinary data of later and of earlier dates, in any order', async () => {
    for (const days of [0, 0, 56, 14, 120, 28]) {
      const { gates } = await runScoring(company.workbench, 'demo', { asOf: demoEnd - days * day });
      expect(gates.filter((finding) => finding.held)).toEqual([]);
    }
    await runScoring(company.workbench, 'demo', { asOf: demoEnd });
  });
});
