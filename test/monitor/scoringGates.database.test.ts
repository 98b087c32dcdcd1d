import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { statesText } from '../../src/cli/scoringGatesText.ts';
import { openDatabase } from '../../src/database/connection.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { notice } from '../../src/notice/notice.ts';
import { statusOf } from '../../src/pipeline/operate/status.ts';
import { evaluateModel } from '../../src/pipeline/promote/evaluateModel.ts';
import { recalibrateModel } from '../../src/pipeline/promote/recalibrateModel.ts';
import { runScoring } from '../../src/pipeline/score/score.ts';
import { runTraining } from '../../src/pipeline/train/trainRun.ts';
import { published } from '../crm/presets/trainedPreset.ts';
import { type TrainedCompany, trainedCompany } from './trainedCompany.ts';

const day = 86_400_000_000;
/** A training whose model nobody looks at: with so few conversions it is soon made. */
const tooFew = { trainPositives: 1_000_000, trainNegatives: 40, testPositives: 20 };

describe('a scoring whose data are not those of the run before', { timeout: 120_000 }, () => {
  let company: TrainedCompany;
  let before: Map<string, number>;

  beforeAll(async () => {
    company = await trainedCompany();
    const first = await runScoring(company.workbench, 'demo', { asOf: demoEnd });
    expect(first.gates.filter(({ blocked }) => blocked)).toEqual([]);
    before = await published(company.workbench.handle, 'demo');
  }, 180_000);

  afterEach(() => company.restore());
  afterAll(() => company.drop());

  /** Scores a damaged company: blocked in one line, failed, the ranking as it was. */
  async function blockedBy(damage: string, asOf = demoEnd): Promise<string> {
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

  it('is blocked where 95% of the events are deleted', async () => {
    expect(await blockedBy('DELETE FROM handraise_demo.activities WHERE activity_id % 20 > 0')).toMatch(
      /^nothing is published: There are [\d,]+ events in the 90 days before 1.July.2026, and the earlier run counted [\d,]+ \([45]\.\d%; allowed: 75% to 150%\)\. Likely cause: rows were deleted/u,
    );
  });

  it('and no command advises to train again where the events are gone', async () => {
    expect(await blockedBy('TRUNCATE handraise_demo.activities')).toMatch(/There are 0 events in the 90 days before/);
    for (const judge of [
      () => evaluateModel(company.workbench, 'demo', { knownBefore: demoEnd }),
      () => recalibrateModel(company.workbench, 'demo', { knownBefore: demoEnd, promote: true }),
    ]) {
      const error = await judge().catch((thrown: unknown) => thrown as Error & { hint: string });
      expect(error).toMatchObject({
        code: 'gate',
        message: expect.stringMatching(
          /^the model is not judged on what is left: There are 0 events in the 90 days before/,
        ),
        hint: expect.not.stringMatching(/handraise train|handraise recalibrate/),
      });
    }
  });

  it('is blocked where every kind is renamed', async () => {
    expect(await blockedBy('UPDATE handraise_demo.activities SET activity = upper(activity)')).toMatch(
      /Events of kind "[^"]+", .* \(100\.0% of all\) are gone, also those of the past\. Kinds "[^"]+", .* are new\. Likely cause: the kinds were renamed/,
    );
  });

  it('is blocked where events belong to other contacts, because ids were rewritten in one table', async () => {
    const message = await blockedBy(
      'UPDATE handraise_demo.activities SET person_id = (SELECT min(person_id) + max(person_id) FROM handraise_demo.people) - person_id',
    );
    expect(message).toMatch(
      /The order of [\d,]+ contacts has a rank correlation of .* Likely cause: ids were rewritten/u,
    );
  });

  it('is blocked where 90% of the contacts are gone', async () => {
    expect(await blockedBy('DELETE FROM handraise_demo.people WHERE person_id % 10 > 0')).toMatch(
      /contacts from before 1.July.2026, and the earlier run counted [\d,]+ \(\d+\.\d%; allowed: 75% to 150%\)/u,
    );
  });

  it('is blocked where the newest event is eight weeks old', async () => {
    expect(await blockedBy('SELECT 1', demoEnd + 56 * day)).toMatch(
      /The newest event is 56 days old \(allowed: 7 days; the longest pause in the year before was 1 day\)\. Likely cause: the feed has stopped/,
    );
  });

  it('is blocked where 95% of a category are null', async () => {
    expect(
      await blockedBy(
        'UPDATE handraise_demo.companies SET industry = NULL WHERE length(company_id) + employees % 20 > 0 AND employees % 20 > 0',
      ),
    ).toMatch(
      /^nothing is published: The feature “industry” \(\d\.\d% of what the model goes by\) has no value for 9\d\.\d% of those to rank; before it was 0\.\d% \(allowed: up to 5\d%\)/,
    );
  });

  it('is blocked where the sizes of companies are 999999999', async () => {
    expect(
      await blockedBy('UPDATE handraise_demo.companies SET employees = 999999999 WHERE employees % 10 = 0'),
    ).toMatch(
      /The feature “company size” \(\d+\.\d% of what the model goes by\) is far beyond all values of training for \d+\.\d% of those to rank; before it was 0\.0% \(allowed: up to 1%\)\. Likely cause: its column holds a placeholder/,
    );
  });

  it('is blocked where an optional column is renamed', async () => {
    await company.run('ALTER TABLE handraise_demo.people RENAME title TO position');
    try {
      expect(await blockedBy('SELECT 1')).toMatch(
        /^nothing is published: There is no column any more for contact\.title\. Likely cause: the column was renamed/,
      );
    } finally {
      await company.run('ALTER TABLE handraise_demo.people RENAME position TO title');
    }
  });

  it('is blocked where the attributes are emptied, and goes on, on record, where somebody accepts it', async () => {
    const damage =
      'UPDATE handraise_demo.companies SET industry = NULL, country = NULL, employees = NULL; UPDATE handraise_demo.people SET title = NULL, source = NULL';
    expect(await blockedBy(damage)).toMatch(
      /has no value for 100\.0% of those to rank; before it was \d\.\d% \(allowed: up to 5\d%\)\. Likely cause: a column was/,
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

  it('is blocked where row-level security hides some rows, and where it may hide them, but not for a role that sees all', async () => {
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
          'nothing is published: Row-level security hides rows of handraise_demo.opt_outs from this role. Likely cause: none of the policies lets this role see every row.',
        hint: expect.stringContaining('--accept row-security="why"'),
      });
      expect(await published(workbench.handle, 'demo')).toEqual(before);
      const demo = { ...workbench.config.programs.demo!, minimum: tooFew };
      const training = { ...workbench, handle, config: { ...workbench.config, programs: { demo } } };
      const { findings } = await runTraining(training, 'demo', { knownBefore: demoEnd, promote: false });
      expect(findings.warnings).toContainEqual(notice('training-rows-hidden', { tables: ['handraise_demo.opt_outs'] }));
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

  it('is blocked where a view reads a table once more that is read with the one it inherits from', async () => {
    const { workbench } = company;
    await company.run('CREATE TABLE handraise_demo.older () INHERITS (handraise_demo.activities)');
    const { source } = workbench.config;
    const scoredFrom = async (view: string, events: string) => {
      await company.run(`CREATE VIEW handraise_demo.${view} AS ${events} UNION ALL SELECT * FROM handraise_demo.older`);
      const event = { ...source.event!, table: `handraise_demo.${view}` };
      const reading = { ...workbench, config: { ...workbench.config, source: { ...source, event } } };
      return runScoring(reading, 'demo', { asOf: demoEnd });
    };
    try {
      await expect(scoredFrom('twice', 'SELECT * FROM handraise_demo.activities')).rejects.toMatchObject({
        exitCode: 9,
        message: expect.stringMatching(/Rows of handraise_demo\.older are read twice\. .*FROM ONLY/),
        hint: expect.stringContaining('--accept inheritance="why"'),
      });
      expect(await published(workbench.handle, 'demo')).toEqual(before);
      await scoredFrom('once', 'SELECT * FROM ONLY handraise_demo.activities');
      expect(await published(workbench.handle, 'demo')).toEqual(before);
    } finally {
      await company.run('DROP TABLE handraise_demo.older CASCADE');
    }
  });

  it('is blocked where the few opt-outs there were are gone', async () => {
    const few =
      'DELETE FROM handraise_demo.opt_outs WHERE person_id > (SELECT person_id FROM handraise_demo.opt_outs ORDER BY 1 OFFSET 5 LIMIT 1)';
    await company.run(few);
    const accept = [{ gate: 'sources', reason: 'few are left' }] as const;
    await runScoring(company.workbench, 'demo', { asOf: demoEnd, accept });
    before = await published(company.workbench.handle, 'demo');
    expect(await blockedBy('TRUNCATE handraise_demo.opt_outs')).toMatch(
      /: There are 0 suppressions from before .* counted 6 \(0\.0%/u,
    );
    await company.restore();
    await runScoring(company.workbench, 'demo', { asOf: demoEnd, accept });
    before = await published(company.workbench.handle, 'demo');
  });

  it('is blocked where all events are dated eight hours later', async () => {
    expect(
      await blockedBy("UPDATE handraise_demo.activities SET happened_at = happened_at + interval '8 hours'"),
    ).toMatch(
      /Events of the past are dated 8 hours later than before \(\d+% of them are in another hour; allowed: a shift of 1 hour\)\. Likely cause: the time zone/,
    );
  });

  it.each(['people', 'companies'])('is blocked where all %s are dated alike', async (table) => {
    expect(
      await blockedBy(`UPDATE handraise_demo.${table} SET created = (SELECT min(created) FROM handraise_demo.people)`),
    ).toMatch(
      /([\d,]+) of \1 (contacts|accounts) were created at the same instant \(100\.0%\); before it was \d+\.\d% at most \(allowed: up to \d+%\)\. Likely cause: the table/,
    );
  });

  it('is blocked the second night where a fifth of the events is lost every night', async () => {
    await company.run('DELETE FROM handraise_demo.activities WHERE activity_id % 25 < 5');
    await runScoring(company.workbench, 'demo', { asOf: demoEnd });
    before = await published(company.workbench.handle, 'demo');
    expect(await blockedBy('DELETE FROM handraise_demo.activities WHERE activity_id % 25 < 9')).toMatch(
      /events in the 90 days before .* \(6[345]\.\d%; allowed: 75% to 150%\)/,
    );
    await company.restore();
    const { gates, acceptedUnneeded } = await runScoring(company.workbench, 'demo', {
      asOf: demoEnd,
      accept: [{ gate: 'events', reason: 'they are back' }],
    });
    expect(gates.filter((finding) => finding.blocked)).toEqual([]);
    expect(acceptedUnneeded).toEqual(['events']);
    before = await published(company.workbench.handle, 'demo');
  });

  it('passes on ordinary data of later and of earlier dates, in any order', async () => {
    for (const days of [0, 56, 14, 120]) {
      const { gates } = await runScoring(company.workbench, 'demo', { asOf: demoEnd - days * day });
      expect(gates.filter((finding) => finding.blocked)).toEqual([]);
    }
    await runScoring(company.workbench, 'demo', { asOf: demoEnd });
  });
});
