import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/config/schema.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { runTraining, type TrainResult } from '../../src/pipeline/train/trainRun.ts';
import { championOf, listModels } from '../../src/registry/models.ts';
import { type TrainedCompany, trainedCompany } from './trainedCompany.ts';

/** A training whose model nobody looks at: with so few conversions it is soon made. */
const soon: Partial<Program> = {
  minimum: { trainPositives: 1_000_000, trainNegatives: 40, testPositives: 20 },
};

const emptied = 'TRUNCATE handraise_demo.activities';

describe('a training whose data are not those of the runs before', { timeout: 120_000 }, () => {
  let company: TrainedCompany;

  beforeAll(async () => {
    company = await trainedCompany();
  }, 180_000);

  afterEach(() => company.restore());
  afterAll(() => company.drop());

  const train = (
    options: Partial<Parameters<typeof runTraining>[2]> = {},
    changes: Partial<Program> = {},
    source = company.workbench.config.source,
  ) => {
    const { workbench } = company;
    const demo = { ...workbench.config.programs.demo!, ...changes };
    const config = { ...workbench.config, source, programs: { demo } };
    return runTraining({ ...workbench, config }, 'demo', { knownBefore: demoEnd, promote: true, ...options });
  };

  /** Trains on damaged data: blocked in one line, nothing kept, the champion as it was. */
  async function blocked(damage: string, changes: Partial<Program> = {}): Promise<string> {
    const { handle } = company.workbench;
    const before = [await championOf(handle, 'demo'), await listModels(handle, 'demo')];
    await company.run(damage);
    const error = await train({}, changes).then(
      () => undefined,
      (thrown: unknown) => thrown as Error & { hint: string },
    );
    expect(error).toMatchObject({
      exitCode: 9,
      hint: expect.stringMatching(
        /^look at the sources with handraise check; if they are right: handraise train demo --accept \w+="why"/,
      ),
    });
    expect([await championOf(handle, 'demo'), await listModels(handle, 'demo')]).toEqual(before);
    return error!.message;
  }

  it('is blocked where the events are gone, whatever else is asked of them', async () => {
    const line =
      /^no model is trained on what is left: There are 0 events in the 90 days before 1.July.2026, and the earlier run counted/u;
    expect(await blocked(emptied)).toMatch(line);
    expect(await blocked(emptied, { horizonDays: 45, lookbackDays: [14, 60], seed: 2 })).toMatch(line);
  });

  it('is blocked where 95% of the events are deleted', async () => {
    expect(await blocked('DELETE FROM handraise_demo.activities WHERE activity_id % 20 > 0')).toMatch(
      /There are [\d,]+ events in the 90 days before .* \([45]\.\d%; allowed: 75% to 150%\)\. Likely cause: rows were deleted/,
    );
  });

  it('is blocked where a tenth of the outcomes is left', async () => {
    expect(await blocked('DELETE FROM handraise_demo.demo_requests WHERE person_id % 10 > 0')).toMatch(
      /^no model is trained on what is left: There are [\d,]+ outcomes from before 1.July.2026, and the earlier run counted/u,
    );
  });

  it('is blocked where an optional column is renamed that was found by its name', async () => {
    await company.run('ALTER TABLE handraise_demo.people RENAME title TO position');
    try {
      expect(await blocked('SELECT 1')).toMatch(/There is no column any more for contact\.title/);
    } finally {
      await company.run('ALTER TABLE handraise_demo.people RENAME position TO title');
    }
  });

  it('goes on where the same data are asked another question, or other rows of them are taken', async () => {
    const other = await train({ promote: false }, { ...soon, horizonDays: 45, lookbackDays: [14, 60] });
    expect(other.gates.filter((gate) => gate.blocked)).toEqual([]);
    const { source } = company.workbench.config;
    const { table: _table, ...event } = source.event!;
    const query = 'SELECT * FROM handraise_demo.activities WHERE activity_id % 4 = 0';
    const fewer = await train({ promote: false }, soon, { ...source, event: { ...event, query } });
    expect(fewer.gates.filter((gate) => gate.blocked)).toEqual([]);
  });

  it('goes on, on record, where somebody accepts it, and the scorings after it are compared with it', async () => {
    await company.run('DELETE FROM handraise_demo.activities WHERE activity_id % 2 = 0');
    const reason = 'every activity was recorded twice';
    const accept = [
      { gate: 'events', reason },
      { gate: 'contacts', reason },
    ] as const;
    const result: TrainResult = await train({ promote: false, accept }, soon);
    expect(result.acceptedUnneeded).toEqual(['contacts']);
    const { rows } = await company.workbench.handle.pool.query(
      `SELECT gate, reason, findings -> 0 ->> 'kind' AS kind FROM handraise.accepted_gate WHERE run_id = $1`,
      [result.runId],
    );
    expect(rows).toEqual([{ gate: 'events', reason, kind: 'rows-recounted' }]);
    const again = await train({ promote: false }, soon);
    expect(again.gates.filter((gate) => gate.blocked)).toEqual([]);
  });
});
