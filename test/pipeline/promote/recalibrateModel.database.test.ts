import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCalibrator } from '../../../src/calibration/calibrators.ts';
import { correctedAgain } from '../../../src/calibration/corrected.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { evaluateModel } from '../../../src/pipeline/promote/evaluateModel.ts';
import { promoteModel } from '../../../src/pipeline/promote/promoteModel.ts';
import { recalibrateModel } from '../../../src/pipeline/promote/recalibrateModel.ts';
import { trainProgram } from '../../../src/pipeline/train/trainProgram.ts';
import { promote } from '../../../src/registry/decisions.ts';
import { loadModel } from '../../../src/registry/loadedModel.ts';
import { championOf } from '../../../src/registry/models.ts';
import { registerModel } from '../../../src/registry/registerModel.ts';
import type { Artefact } from '../../../src/training/artefact.ts';
import type { TrainingResult } from '../../../src/training/trainingResult.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { quickProgram } from '../../demo/sharedCompanies.ts';
import { textOf } from '../../report/textOf.ts';

/** As many dates and contacts as tell whether probabilities are true; features are few. */
const config = {
  ...demoConfig,
  programs: { demo: { ...demoConfig.programs.demo, features: quickProgram.features } },
};

const days = (count: number) => count * 86_400_000_000;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** So few contacts tell the selected model from simpler ones only by chance; the gates that ask for that are not what is tested here. */
function clearlyBest({ candidateModels }: TrainingResult): TrainingResult['candidateModels'] {
  const difference = { value: -0.03, low: -0.05, high: -0.01 };
  return candidateModels.map((one) => (one.difference ? { ...one, difference } : one));
}

/** Trains a small company by what was known eight months before its end; each test recalibrates a variant of that model at the end. */
describe('recalibrating a champion', () => {
  let database: TestDatabase;
  let folder: string;
  let models: string;
  let good: Artefact;
  let round = 0;

  const workbench = (): Workbench => ({
    ...{ handle: database.handle, models, reports: folder, memoryBudget: 2 ** 30, threads: 1, clock: () => 0 },
    config: parseConfig(config, 'test'),
    progress: { stage: () => undefined, advance: () => undefined },
    signal: new AbortController().signal,
  });

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, {
      contacts: 5000,
      seed: 1,
      horizonDays: demoConfig.programs.demo.horizonDays,
    });
    models = join(folder, 'models');
    const at = workbench();
    const { artefact } = await trainProgram(at, 'demo', at.config.programs.demo!, demoEnd - days(240));
    good = { ...artefact, result: { ...artefact.result, candidateModels: clearlyBest(artefact.result) } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
  }, 120_000);

  beforeEach(() => database.handle.pool.query('DELETE FROM handraise.champion'));

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  /** Makes the model champion under an id of its own, with some of its parts and findings changed. */
  async function serve(artefact: Partial<Artefact> = {}, change: Partial<TrainingResult> = {}): Promise<string> {
    const result = { ...good.result, ...change, title: `variant ${++round}` };
    const variant = { ...good, ...artefact, result };
    const { modelId } = await registerModel(database.handle, models, variant);
    await promote(database.handle, 'demo', modelId, { reason: null, modelsDir: models });
    return modelId;
  }

  const atTheEnd = { promote: false, knownBefore: demoEnd };
  const rows = async () =>
    (await database.handle.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM handraise.model')).rows[0]!.n;

  it('that is underconfident gives one whose probabilities are true, which is promoted and scores', async () => {
    const championId = await serve({ correction: { intercept: -1, slope: 0.5 } });
    const { found, model, ...asked } = await recalibrateModel(workbench(), 'demo', { ...atTheEnd, promote: true });
    expect(asked).toMatchObject({ championId, from: '2025-10-01', to: '2026-05-01' });
    expect(found).toMatchObject({ advice: 'recalibrate', line: found.both });
    const { before, after, difference, line } = model!.findings.recalibration!;
    expect(before.metrics.calibrationSlope.low).toBeGreaterThan(1);
    expect(after.metrics.calibrationSlope.low).toBeLessThan(1);
    expect(after.metrics.calibrationSlope.high).toBeGreaterThan(1);
    expect(difference.high).toBeLessThan(0);

    expect(model!.promotion).toMatchObject({ action: 'promote', previousModelId: championId });
    const figures = new Map(model!.promotion!.gates.map((gate) => [gate.gate, gate.figures]));
    expect(figures.get('calibration')).toMatchObject({ recalibrated: true });
    const { rows } = asked;
    expect(figures.get('champion')).toMatchObject({ championId, rows, from: '2025-10-01', to: '2026-05-01' });
    expect(await championOf(database.handle, 'demo')).toMatchObject({
      modelId: model!.modelId,
      parentModelId: championId,
    });

    // Two lines in a row are one: both models give the log-odds that their lines say.
    const margins = Float64Array.of(-6, -3, -1, 0, 2);
    const loaded = await loadModel(workbench(), 'demo', model!.modelId);
    const uncorrected = loadCalibrator(good.calibrator.method, good.calibrator.parameters).probabilities(margins);
    const expected = uncorrected.map((p) => sigmoid(line.intercept + line.slope * (-1 + 0.5 * Math.log(p / (1 - p)))));
    for (const [i, p] of loaded.calibrator.probabilities(margins).entries()) expect(p).toBeCloseTo(expected[i]!, 12);
    expect(loaded.artefact.reference).toEqual(loaded.artefact.reference.toSorted((a, b) => a - b));

    await expect(recalibrateModel(workbench(), 'demo', atTheEnd)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining(': 0 snapshots, 0 of them'),
    });
    await expect(evaluateModel(workbench(), 'demo', { knownBefore: demoEnd })).rejects.toMatchObject({ code: 'data' });
  });

  it('whose line is the best already is said to be fine, and nothing is registered', async () => {
    await serve();
    const { found } = await recalibrateModel(workbench(), 'demo', atTheEnd);
    await serve({ correction: correctedAgain(good.correction, found.both) });
    const before = await rows();
    const again = await recalibrateModel(workbench(), 'demo', { ...atTheEnd, promote: true });
    expect(again).toMatchObject({ model: null, found: { advice: 'keep', line: { intercept: 0, slope: 1 } } });
    expect(await rows()).toBe(before);
  });

  it('that ranked far better when it was judged has to be trained again', async () => {
    const candidateModels = good.result.candidateModels.map((candidate) => ({
      ...candidate,
      test: {
        ...candidate.test,
        metrics: { ...candidate.test.metrics, rocAuc: { value: 0.999, low: 0.998, high: 1 } },
      },
    }));
    await serve({}, { candidateModels });
    const { found, model } = await recalibrateModel(workbench(), 'demo', atTheEnd);
    expect([found.advice, model]).toEqual(['retrain', null]);
  });

  it('gives a model that only takes the place of the champion it corrects', async () => {
    await serve({ correction: { intercept: 0, slope: 2 } });
    const { model } = await recalibrateModel(workbench(), 'demo', atTheEnd);
    await serve();
    const refused = await promoteModel(workbench(), 'demo', model!.modelId);
    expect(refused.gates.filter(({ blocked }) => blocked)).toMatchObject([
      { gate: 'champion', kind: 'not-compared', figures: { why: 'corrects-another' } },
    ]);
  });

  it('by command says what was asked and found, and ends with 3 while too little is known', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const championId = await serve({ correction: { intercept: -1, slope: 0.5 } });
    const ended = await handraise(['recalibrate', '--as-of', '2026-07-01', '--promote'], at);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(/^Log-odds are moved to \S+ \+ \S+ × what they were\.$/m);
    expect(ended.stdout).toContain(`${championId} on 2025-10-01 to 2026-05-01, after the dates it was tested on`);
    expect(ended.stdout).toMatch(/m-[0-9a-f]{12} is the champion of demo/);
    const report = await readFile(/^report +(.*)$/m.exec(ended.stdout)![1]!, 'utf8');
    expect(report).toContain('data-figure="corrected"');
    expect(textOf(report)).toMatch(/Its probabilities were corrected by [\d,]+ rows of 1 October 2025 to 1 May 2026/);
    const corrected = /(m-[0-9a-f]{12}) is the champion/.exec(ended.stdout)![1]!;
    expect(await handraise(['models', 'card', corrected], at)).toMatchObject({ code: 0 });
    const card = await readFile(join(folder, 'reports/demo', `card-${corrected}.md`), 'utf8');
    expect(card).toContain('npx handraise recalibrate demo --as-of 2026-07-01');
    expect(card).toContain(championId);
    expect(await handraise(['recalibrate', '--as-of', '2026-07-01'], at)).toMatchObject({ code: 3, stdout: '' });

    expect(await handraise(['score', '--as-of', '2026-07-01'], at)).toMatchObject({ code: 0 });
    const { rows: best } = await database.handle.pool.query<{ contact_id: string; probability: number }>(
      'SELECT contact_id, probability FROM handraise.candidate ORDER BY rank LIMIT 1',
    );
    const explained = await handraise(['explain', best[0]!.contact_id, '--json'], at);
    const { interval } = JSON.parse(explained.stdout) as { interval: { low: number; high: number } };
    expect(interval.low).toBeLessThan(interval.high);
    expect(interval.high).toBeLessThanOrEqual(1);
    // Of the most promising contact even the lower end lies above what everybody's rate was.
    const [, rows, conversions] = /([\d,]+) snapshots, ([\d,]+) conversions/.exec(ended.stdout)!;
    const number = (text: string) => Number(text.replaceAll(',', ''));
    expect(interval.low).toBeGreaterThan(number(conversions!) / number(rows!));
    const text = await handraise(['explain', best[0]!.contact_id], at);
    expect(text.stdout).toMatch(
      /\naccount .+: rank \d+, probability \d+\.\d% that at least one of its \d+ eligible contacts? converts \(how they are combined: [a-z ]+\)/,
    );
    expect(text.stdout).toMatch(/the probability lies between \d+\.\d% and \d+\.\d% \(Venn–Abers\)/);
  }, 120_000);
});
