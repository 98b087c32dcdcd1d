import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateModel } from '../../../src/pipeline/promote/evaluateModel.ts';
import { promoteModel } from '../../../src/pipeline/promote/promoteModel.ts';
import { writeReports } from '../../../src/pipeline/reports/reports.ts';
import { runScoring } from '../../../src/pipeline/score/score.ts';
import { runTraining } from '../../../src/pipeline/train/trainRun.ts';
import { sentenceOf } from '../../../src/wording/sentenceOf.ts';
import { type PreparedWorkbench, prepareWorkbench } from '../../../src/workbench/prepareWorkbench.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { textOf } from '../../report/textOf.ts';
import { at } from '../../snapshot/handmade.ts';

/**
 * People who buy as a Poisson process does, every other one ten times as often. So the chance of a purchase within 90 days is
 * known: 1 − exp(−90 / 60) and 1 − exp(−90 / 600).
 */
const chances = { often: 1 - Math.exp(-1.5), seldom: 1 - Math.exp(-0.15) };
const people = 800;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await database.handle.pool.query(`
    SET max_parallel_workers_per_gather = 0;
    SELECT setseed(0.5);
    CREATE SCHEMA shop;
    CREATE TABLE shop.person AS SELECT i::text AS id, timestamptz '2023-12-01Z' AS created_at FROM generate_series(1, ${people}) AS i;
    CREATE TABLE shop.purchase AS SELECT person, '2024-01-01Z'::timestamptz + days * interval '1 day' AS at FROM (
      SELECT person, sum(gap) OVER (PARTITION BY person ORDER BY number) AS days FROM (
        SELECT i AS person, number, -ln(1 - random()) * CASE WHEN i % 2 = 0 THEN 60 ELSE 600 END AS gap
        FROM generate_series(1, ${people}) AS i, generate_series(1, 60) AS number) AS gaps) AS sums`);
});
afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

/** A shop whose record ends at an instant. */
async function shopUntil(end: string): Promise<PreparedWorkbench> {
  const name = `until_${end.replaceAll('-', '_')}`;
  const purchases = `FROM shop.purchase WHERE at < '${end}Z'`;
  const config = {
    source: {
      contact: { table: 'shop.person' },
      event: { query: `SELECT person::text AS contact_id, at AS occurred_at, 'purchase' AS kind ${purchases}` },
      outcome: { query: `SELECT person::text AS contact_id, at AS occurred_at ${purchases}` },
    },
    programs: {
      [name]: {
        unit: 'contact',
        outcome: { coolDownDays: 0.01 },
        horizonDays: 90,
        cutoffs: { every: 'month' },
        lookbackDays: [30, 90, 365],
      },
    },
  };
  const path = join(folder, `${name}.config.ts`);
  await writeFile(path, `export default ${JSON.stringify(config)};`);
  return prepareWorkbench({ cwd: folder, config: path, database: database.connectionString });
}

/** Mean probability of those who buy often, and of the others. */
async function publishedMeans(program: string) {
  const { rows } = await database.handle.pool.query<{ often: boolean; mean: number; people: number }>(
    `SELECT contact_id::int % 2 = 0 AS often, avg(probability)::float8 AS mean, count(*)::int AS people
     FROM handraise.candidate WHERE program = $1 GROUP BY 1`,
    [program],
  );
  const meanOf = (wanted: boolean) => rows.find(({ often }) => often === wanted)!.mean;
  expect(rows.reduce((sum, row) => sum + row.people, 0)).toBeGreaterThan(0.9 * people);
  return { often: meanOf(true), seldom: meanOf(false), all: (meanOf(true) + meanOf(false)) / 2 };
}

describe.each([
  ['fifteen months', '2025-04-01', '2024-08-01', [30, 90, 212], true],
  ['nine months', '2024-10-01', '2024-03-01', [30, 59], true],
  ['four months', '2024-05-05', '2024-02-01', [30], false],
] as const)('%s of purchases, a horizon of 90 days and a window of 365', (_, end, firstDate, usedDays, timeTested) => {
  test('are learned from and judged, and the probabilities mean what they say', async () => {
    const workbench = await shopUntil(end);
    try {
      const [name = ''] = Object.keys(workbench.config.programs);
      const { modelId, findings } = await runTraining(workbench, name, { knownBefore: at(end), promote: false });
      expect(findings.shortHistory).toEqual({
        begins: '2024-01-01',
        firstDate,
        askedDays: [30, 90, 365],
        usedDays: [...usedDays],
        timeTested,
      });
      expect(findings.warnings.find(({ kind }) => kind === 'windows-cut')?.figures).toMatchObject({
        longest: usedDays.at(-1),
      });
      expect(findings.warnings.some(({ kind }) => kind === 'tested-on-units')).toBe(!timeTested);
      const blocking = findings.gates.filter(({ blocked }) => blocked).map(({ gate }) => gate);
      expect(blocking.includes('time split')).toBe(!timeTested);
      if (!timeTested) expect(await promoteModel(workbench, name, modelId)).toMatchObject({ action: 'refuse' });
      const override = blocking.length > 0 ? { override: 'a test' } : {};
      const action = blocking.length > 0 ? 'override' : 'promote';
      expect(await promoteModel(workbench, name, modelId, override)).toMatchObject({ action });

      await runScoring(workbench, name, { asOf: at(end) });
      const { calibration, modelCard, rankedAccounts } = await writeReports(workbench, name);
      const pages = await Promise.all(
        [calibration, modelCard.html, rankedAccounts].map((path) => readFile(path, 'utf8')),
      );
      const said = `${pages.map(textOf).join(' ')} ${[...findings.warnings, ...findings.gates].map((said) => sentenceOf(said)).join(' ')}`;
      expect(said.includes('later than everything it learned from')).toBe(timeTested);
      expect(/test dates\b|calibration dates/.test(said)).toBe(timeTested);
      expect(said.includes('whether it holds later was not tested')).toBe(!timeTested);
      const means = await publishedMeans(name);
      expect(Math.abs(means.all - (chances.often + chances.seldom) / 2)).toBeLessThan(0.06);
      expect(means.often).toBeGreaterThan(means.seldom + 0.1);
    } finally {
      await workbench.close();
    }
  });
});

test('a model of a short record is judged and compared by its own dates and windows when the record has become long', async () => {
  const workbench = await shopUntil('2025-10-01');
  try {
    const [name = ''] = Object.keys(workbench.config.programs);
    const short = await runTraining(workbench, name, { knownBefore: at('2025-04-01'), promote: false });
    expect(short.findings.shortHistory?.usedDays).toEqual([30, 90, 212]);
    await promoteModel(workbench, name, short.modelId, { override: 'a test' });
    const { from, to, evaluation } = await evaluateModel(workbench, name, { knownBefore: at('2025-10-01') });
    expect([from, to]).toEqual([at('2024-12-01'), at('2025-07-01')]);
    expect(evaluation.metrics.rocAuc.value).toBeGreaterThan(0.6);
    const long = await runTraining(workbench, name, { knownBefore: at('2025-10-01'), promote: true });
    expect(long.findings.shortHistory).toBeUndefined();
    const compared = long.promotion?.gates.find(({ gate }) => gate === 'champion');
    expect(compared?.kind).toBe('against-champion');
  } finally {
    await workbench.close();
  }
}, 60_000);
