import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import type { LevelAndSlope } from '../../../src/notice/calibrationVerdict.ts';
import { type Promotion, promoteModel } from '../../../src/pipeline/promote/promoteModel.ts';
import { writeCalibrationReport } from '../../../src/pipeline/reports/reports.ts';
import { trainProgram } from '../../../src/pipeline/train/trainProgram.ts';
import { runTraining } from '../../../src/pipeline/train/trainRun.ts';
import { listDecisions } from '../../../src/registry/decisions.ts';
import { championOf } from '../../../src/registry/models.ts';
import { registerModel } from '../../../src/registry/registerModel.ts';
import { integer, span } from '../../../src/text/format.ts';
import { isoOf } from '../../../src/time/instant.ts';
import { type Artefact, decodeNamed, encodeArtefact } from '../../../src/training/artefact.ts';
import { artefactVersion } from '../../../src/training/artefactSchema.ts';
import type { TrainingResult } from '../../../src/training/trainingResult.ts';
import { askedAndMeasured, sentenceOf } from '../../../src/wording/sentenceOf.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { handraise, start } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import type { TestDatabase } from '../../database/testDatabase.ts';
import { companyDatabase, quickProgram } from '../../demo/sharedCompanies.ts';
import { textOf } from '../../report/textOf.ts';

/** A file of any content, with the checksum of that content. */
function sealed(json: string): string {
  return `{"checksum":"sha256:${createHash('sha256').update(json).digest('hex')}","artefact":${json}}\n`;
}

/** Trains a small company once; each test promotes variants of what came out, with figures of its own. */
describe('a promotion', () => {
  let database: TestDatabase;
  let folder: string;
  let models: string;
  /** Trained and made champion as the command does it; the tests themselves leave it alone. */
  let trainedId: string;
  let good: Artefact;
  let findings: TrainingResult;
  /** The points score of the same training, and its price against the good model on the test dates. */
  let points: Artefact;
  let round = 0;

  function workbench(program: Record<string, unknown> = {}): Workbench {
    return {
      ...{ handle: database.handle, models, reports: folder, memoryBudget: 2 ** 30, threads: 1, clock: () => 0 },
      config: parseConfig({ ...demoConfig, programs: { demo: { ...quickProgram, ...program } } }, 'test'),
      progress: { stage: () => undefined, advance: () => undefined },
      signal: new AbortController().signal,
    };
  }

  beforeAll(async () => {
    [database, folder] = await Promise.all([companyDatabase(), temporaryFolder()]);
    models = join(folder, 'models');
    const { path } = await runTraining(workbench(), 'demo', { knownBefore: demoEnd, promote: true });
    ({ artefact: good, modelId: trainedId } = decodeNamed(await readFile(path, 'utf8')));
    findings = good.result;
    const minimum = { trainPositives: 1_000_000, trainNegatives: 40, testPositives: 20 };
    const at = workbench({ minimum });
    ({ artefact: points } = await trainProgram(at, 'demo', at.config.programs.demo!, demoEnd));
    const config = { ...demoConfig, programs: { demo: quickProgram } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
  }, 120_000);

  // Every test begins without a champion; who was champion before is history that stays.
  beforeEach(() => database.handle.pool.query('DELETE FROM handraise.champion'));

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  async function register(artefact: Artefact): Promise<string> {
    return (await registerModel(database.handle, models, artefact)).modelId;
  }

  /** The good model under an id of its own, with some of its findings changed. */
  function variant(change: Partial<TrainingResult> = {}, artefact: Partial<Artefact> = {}): Artefact {
    const changed = { ...findings, ...change, title: `variant ${++round}` };
    return { ...good, result: changed, ...artefact };
  }

  const withCandidates = (change: (candidate: TrainingResult['candidateModels'][number]) => object) =>
    variant({ candidateModels: findings.candidateModels.map((candidate) => ({ ...candidate, ...change(candidate) })) });

  const against = (family: string, difference: object) =>
    withCandidates((candidate) => (candidate.family === family ? { difference } : {}));

  const withVerdict = (change: Partial<LevelAndSlope>) => {
    const { figures, ...said } = findings.calibrationVerdict!;
    return variant({
      calibrationVerdict: { ...said, figures: { ...figures, overall: { ...figures.overall, ...change } } },
    });
  };
  const withSlope = (slope: LevelAndSlope['slope']) => withVerdict({ slope });
  const withLevel = (level: LevelAndSlope['level']) => withVerdict({ level });

  const blockedBy = ({ gates }: Promotion) => gates.filter(({ blocked }) => blocked).map(({ gate }) => gate);
  const gateOf = ({ gates }: Promotion, gate: string) => gates.find((finding) => finding.gate === gate)!;
  const measured = (promotion: Promotion, gate: string) => askedAndMeasured(gateOf(promotion, gate)).measured;
  const used = () => good.features[0]!.name;

  it('of a good model passes every gate, and says what each asked and measured', async () => {
    expect(good.family).not.toBe('points');
    const promotion = await promoteModel(workbench(), 'demo', await register(variant()));
    expect(blockedBy(promotion)).toEqual([]);
    expect(promotion).toMatchObject({ action: 'promote', previousModelId: null });
    expect(promotion.gates.map(({ gate }) => gate)).toEqual([
      ...['minimum data', 'base rate', 'points', 'champion', 'calibration'],
      ...['excluded features', 'availability audit'],
    ]);
    const { found } = good.minimumData;
    expect(measured(promotion, 'minimum data')).toBe(
      `${integer(found.trainPositives)} converted and ${integer(found.trainNegatives)} not in training, ${integer(found.testPositives)} converted on the test dates`,
    );
    for (const gate of promotion.gates) expect(askedAndMeasured(gate).asked).not.toBe('');
  });

  const enough = { trainPositives: 40, trainNegatives: 40, testPositives: 20 };
  const data = (found: Partial<typeof enough>) =>
    variant({}, { minimumData: { needed: enough, found: { ...enough, ...found } } });

  it.each<[string, string, () => Artefact, () => Artefact]>([
    ['39 converted in training', 'minimum data', () => data({ trainPositives: 39 }), () => data({})],
    ['39 not converted', 'minimum data', () => data({ trainNegatives: 39 }), () => data({ trainNegatives: 41 })],
    ['19 converted in the test', 'minimum data', () => data({ testPositives: 19 }), () => data({ testPositives: 21 })],
    [
      'an interval that reaches the base rate',
      'base rate',
      () => against('base-rate', { value: -0.02, low: -0.04, high: 0 }),
      () => against('base-rate', { value: -0.02, low: -0.04, high: -0.0001 }),
    ],
    [
      'no less loss than the points score',
      'points',
      () => against('points', { value: 0, low: -0.1, high: 0.1 }),
      () => against('points', { value: -0.0001, low: -0.1, high: 0.1 }),
    ],
    [
      'a slope whose interval leaves out 1',
      'calibration',
      () => withSlope({ value: 0.9, low: 0.81, high: 0.99 }),
      () => withSlope({ value: 0.9, low: 0.81, high: 1 }),
    ],
    [
      'a slope above 1 by more than a quarter',
      'calibration',
      () => withSlope({ value: 1.26, low: 1.01, high: 1.4 }),
      () => withSlope({ value: 1.24, low: 1.01, high: 1.4 }),
    ],
    [
      'a level that is off by a quarter, beyond its interval',
      'calibration',
      () => withLevel({ value: 0.7, low: 0.6, high: 0.8 }),
      () => withLevel({ value: 0.82, low: 0.7, high: 0.94 }),
    ],
    [
      'a slope that could not be computed',
      'calibration',
      () => withSlope({ value: Number.NaN, low: Number.NaN, high: Number.NaN }),
      () => withSlope({ value: 1, low: 1, high: 1 }),
    ],
    [
      'a feature the audit left out',
      'availability audit',
      () =>
        variant({
          audit: findings.audit.map((f) =>
            f.feature === used() ? { ...f, verdict: 'excluded', reason: 'a leak' } : f,
          ),
        }),
      () =>
        variant({
          audit: findings.audit.map((f) =>
            f.feature === used() ? { ...f, verdict: 'warned', reason: 'kept', override: 'we know better' } : f,
          ),
        }),
    ],
    [
      'a feature that was never audited',
      'availability audit',
      () => variant({ audit: findings.audit.filter(({ feature }) => feature !== used()) }),
      () => variant(),
    ],
  ])('with %s is blocked by the gate of %s, and else passes', async (_what, gate, bad, sound) => {
    const refused = await promoteModel(workbench(), 'demo', await register(bad()));
    expect([refused.action, blockedBy(refused)]).toEqual(['refuse', [gate]]);
    expect(await championOf(database.handle, 'demo')).toBeUndefined();
    const passed = await promoteModel(workbench(), 'demo', await register(sound()));
    expect([passed.action, blockedBy(passed)]).toEqual(['promote', []]);
    expect((await championOf(database.handle, 'demo'))?.modelId).toBe(passed.modelId);
  });

  it('names what the configuration keeps against the advice of the audit', async () => {
    const audit = findings.audit.map((f) =>
      f.feature === used() ? { ...f, verdict: 'warned' as const, override: 'we know better' } : f,
    );
    const { gates } = await promoteModel(workbench(), 'demo', await register(variant({ audit })));
    expect(gates.find(({ gate }) => gate === 'availability audit')).toMatchObject({
      blocked: false,
      figures: { kept: [{ feature: used(), reason: 'we know better' }] },
    });
  });

  it('is blocked once the configuration excludes a feature the model uses', async () => {
    const modelId = await register(variant());
    const exclude = { features: [used()] };
    const refused = await promoteModel(workbench({ exclude }), 'demo', modelId);
    expect([refused.action, blockedBy(refused)]).toEqual(['refuse', ['excluded features']]);
    expect(measured(refused, 'excluded features')).toBe(used());
    expect((await promoteModel(workbench(), 'demo', modelId)).action).toBe('promote');
  });

  it('compares with the champion on the very rows the model was tested on', async () => {
    const champion = await register(points);
    await promoteModel(workbench(), 'demo', champion);
    const passed = await promoteModel(workbench(), 'demo', await register(variant()));
    expect(passed).toMatchObject({ action: 'promote', previousModelId: champion });
    // Training compared the same two models on the same rows by itself.
    const figure = measured(passed, 'points');
    const test = findings.sides.find(({ side }) => side === 'test')!;
    expect(measured(passed, 'champion')).toBe(
      `${figure} against ${champion} on ${integer(test.rows)} rows, ${span(isoOf(test.from!), isoOf(test.to!))}`,
    );
  });

  it('is blocked when the champion is better on those rows, beyond chance', async () => {
    const champion = await register(variant());
    await promoteModel(workbench(), 'demo', champion);
    // The same ranking, but everybody is said to convert at even odds and more.
    const calibrator = { method: 'platt', parameters: { slope: 1, intercept: 4 } };
    const judged = { ...good.judged!, calibrator };
    const worse = await promoteModel(workbench(), 'demo', await register(variant({}, { judged })));
    expect([worse.action, blockedBy(worse)]).toEqual(['refuse', ['champion']]);
    expect(sentenceOf(gateOf(worse, 'champion'))).toContain(`is worse than the champion ${champion}`);
    const asGood = await promoteModel(workbench(), 'demo', await register(variant()));
    expect(asGood).toMatchObject({ action: 'promote', previousModelId: champion });
    expect(measured(asGood, 'champion')).toMatch(/^0\.0000 \(0\.0000 to 0\.0000\) against /);
    // The recipe is what is compared: the model that scores has learned from those rows.
    const scores = await promoteModel(workbench(), 'demo', await register(variant({}, { calibrator })));
    expect(scores.action).toBe('promote');
    expect(measured(scores, 'champion')).toMatch(/^0\.0000 \(0\.0000 to 0\.0000\) against /);
  });

  it('is in the report of the model, with what changed against the champion it was judged against', async () => {
    const champion = await register(variant());
    await promoteModel(workbench(), 'demo', champion);
    const report = async (modelId: string) =>
      textOf(await readFile(await writeCalibrationReport(workbench(), 'demo', modelId), 'utf8'));
    expect(await report(champion)).toMatch(/Yes: it passed all 7 gates and went live on/);
    const bad = await register(withSlope({ value: 0.5, low: 0.4, high: 0.6 }));
    expect(await report(bad)).toContain('Yes, so far: it passes all 6 gates of its training.');
    await promoteModel(workbench(), 'demo', bad);
    const refused = await report(bad);
    expect(refused).toMatch(/No: 1 of 7 gates blocked it on .* Another model is the champion now\./);
    expect(refused).toContain(
      'Required: 1 in the interval of the calibration slope, or a slope above it by less than a quarter; observed/expected with 1 in its interval, or within a quarter of it . Measured: calibration slope 0.50 (0.40 to 0.60), observed/expected ',
    );
    expect(refused).toContain('0 features came, 0 went and 0 are computed in another way.');
    expect(refused).toContain(`It is neither clearly better nor clearly worse than the champion ${champion} on the`);
    await promoteModel(workbench(), 'demo', bad, { override: 'the fair is next week' });
    await rm(join(models, 'demo', `${champion}.json`));
    const overridden = await report(bad);
    expect(overridden).toMatch(
      /in place of m-.*, although 1 of 7 gates blocked it: somebody decided so\. .*the fair is next week/,
    );
    expect(overridden).toContain(`The champion before it, ${champion}, cannot be read any more`);
  });

  it('of a stand-in for too little data never takes the place of a model', async () => {
    const standIn = await register({ ...points, seed: points.seed + 1 });
    expect((await promoteModel(workbench(), 'demo', standIn)).action).toBe('promote');
    await promoteModel(workbench(), 'demo', await register(variant()), { override: 'to be champion' });
    const refused = await promoteModel(workbench(), 'demo', standIn);
    expect([refused.action, blockedBy(refused)]).toEqual(['refuse', ['champion']]);
  });

  it('says so when the champion cannot be judged there, which does not stand in the way', async () => {
    const damaged = await register(variant());
    await promoteModel(workbench(), 'demo', damaged);
    await rm(join(models, 'demo', `${damaged}.json`));
    const passed = await promoteModel(workbench(), 'demo', await register(variant()));
    expect(passed).toMatchObject({ action: 'promote', previousModelId: damaged });
    expect(sentenceOf(gateOf(passed, 'champion'))).toContain('is missing');
    const other = await register(variant({}, { features: good.features.map((f) => ({ ...f, hash: '0'.repeat(16) })) }));
    await database.handle.pool.query('UPDATE handraise.champion SET model_id = $1', [other]);
    const again = await promoteModel(workbench(), 'demo', await register(variant()));
    expect(sentenceOf(gateOf(again, 'champion'))).toContain('is computed in another way now');
    const asked = await register(variant({}, { horizonDays: good.horizonDays + 1 }));
    await database.handle.pool.query('UPDATE handraise.champion SET model_id = $1', [asked]);
    expect(measured(await promoteModel(workbench(), 'demo', await register(variant())), 'champion')).toContain(asked);
    const back = await promoteModel(workbench(), 'demo', asked);
    expect([back.action, blockedBy(back)]).toEqual(['refuse', ['champion']]);
  });

  it('leaves the champion, with exit code 6, when the artefact is damaged, newer, hostile or another one', async () => {
    const champion = await register(variant());
    await promoteModel(workbench(), 'demo', champion);
    const before = (await listDecisions(database.handle, 'demo')).length;
    const next = variant();
    const modelId = await register(next);
    const path = join(models, 'demo', `${modelId}.json`);
    const whole = await readFile(path, 'utf8');
    const body = whole.slice(whole.indexOf('"artefact":') + '"artefact":'.length, -2);
    const version = (number: number) => `"schemaVersion":${number}`;
    expect(body).toContain(version(artefactVersion));
    for (const [text, message] of [
      [whole.slice(0, whole.length / 2), /refused/],
      [whole.replace('"seed":1', '"seed":2'), /checksum/],
      [sealed(body.replace('{', '{"__proto__":{},')), /__proto__/],
      [sealed(body.replace('"metrics":{', '"metrics":{"constructor":1,')), /constructor/],
      [
        sealed(body.replace(version(artefactVersion), version(artefactVersion + 1))),
        /has version \d+, this program reads/,
      ],
      [sealed(body.replace(version(artefactVersion), version(0))), /schemaVersion/],
      [encodeArtefact(variant()).text, /holds model/],
    ] as const) {
      await writeFile(path, text);
      await expect(promoteModel(workbench(), 'demo', modelId, { override: 'now' })).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(message),
      });
    }
    await rm(path);
    await expect(promoteModel(workbench(), 'demo', modelId)).rejects.toMatchObject({ exitCode: 6 });
    expect((await championOf(database.handle, 'demo'))?.modelId).toBe(champion);
    expect(await listDecisions(database.handle, 'demo')).toHaveLength(before);
    for (const name of ['../x', '__proto__', 'm-000000000000', `${modelId}/..`])
      await expect(promoteModel(workbench(), 'demo', name)).rejects.toMatchObject({ code: 'usage' });
  });

  it('by command prints each gate, ends with 9, and is overridden and rolled back on record', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const champion = await register(variant());
    await promoteModel(workbench(), 'demo', champion);
    const bad = await register(withSlope({ value: 0.5, low: 0.4, high: 0.6 }));
    const refused = await handraise(['models', 'promote', bad], at);
    expect(refused).toMatchObject({ code: 9 });
    expect(refused.stdout).toMatch(
      /^calibration +BLOCKED +1 in the interval of the calibration slope, or .* {2}calibration slope 0\.50 \(0\.40 to 0\.60\), observed\/expected /m,
    );
    expect(refused.stdout).toMatch(/^minimum data +passes /m);
    expect(refused.stdout).toContain(`${champion} stays the champion of demo`);
    expect(await handraise(['models', 'promote', bad, '--override', ' '], at)).toMatchObject({ code: 2, stdout: '' });

    const overridden = await handraise(['models', 'promote', bad, '--override', 'the fair is next week', '--json'], at);
    expect(overridden).toMatchObject({ code: 0 });
    expect(JSON.parse(overridden.stdout)).toMatchObject({ action: 'override', champion: bad });
    expect(await handraise(['models', 'rollback'], at)).toMatchObject({
      code: 0,
      stdout: `${champion} is the champion of demo again\n`,
    });
    const [back, over, no] = await listDecisions(database.handle, 'demo');
    const { rows } = await database.handle.pool.query<{ name: string }>('SELECT session_user::text AS name');
    const decidedBy = rows[0]!.name;
    expect(back).toMatchObject({ action: 'rollback', modelId: champion, previousModelId: bad, decidedBy });
    expect(over).toMatchObject({ action: 'override', modelId: bad, reason: 'the fair is next week', decidedBy });
    expect(over!.gates!.filter(({ blocked }) => blocked)).toMatchObject([
      { gate: 'calibration', code: 'H511', figures: { whole: { slope: { value: 0.5, low: 0.4, high: 0.6 } } } },
    ]);
    expect(no).toMatchObject({ action: 'refuse', modelId: bad, previousModelId: champion });
    const listed = await handraise(['models', 'list'], at);
    expect(listed.stdout).toMatch(/override +m-[0-9a-f]{12} .*the fair is next week/);
  }, 60_000);

  it('is told by the card of the model, from which the same model can be trained again', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const told = await handraise(['models', 'card', trainedId, '--json'], at);
    expect(told).toMatchObject({ code: 0 });
    const { modelId, ...card } = JSON.parse(told.stdout);
    expect(modelId).toBe(trainedId);
    const text = await readFile(card.markdown, 'utf8');
    expect(text).toMatch(/^\| \d+\s\w+\s\d{4} \| made champion \| `none` \| \w+ \| its gates passed \|$/m);
    expect(text).toMatch(
      /^\| calibration \| passed \| .* \| 1 in the interval of the calibration slope, or a slope above it by less than a quarter; observed\/expected with .* \|/m,
    );
    expect(await readFile(card.html, 'utf8')).toMatch(/^<!doctype html>/i);

    const command = /^npx handraise (train demo --as-of \S+)$/m.exec(text)![1]!;
    const again = await handraise([...command.split(' '), '--json'], at);
    expect(JSON.parse(again.stdout)).toMatchObject({ modelId, card });
    expect(await readFile(card.markdown, 'utf8')).toBe(text);

    const other = await register(variant());
    expect(await handraise(['models', 'card', other], at)).toMatchObject({ code: 0 });
    const untrained = await readFile(join(folder, 'reports', 'demo', `card-${other}.md`), 'utf8');
    expect(untrained).toContain('Nothing was decided about it yet.');
    expect(untrained).toContain('was not recorded');
    expect(await handraise(['models', 'card', 'm-000000000000'], at)).toMatchObject({ code: 2, stdout: '' });
  }, 120_000);

  it('that races another leaves one champion and two decisions, the second judged against the first', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const before = (await listDecisions(database.handle, 'demo')).length;
    const ids = [await register(variant()), await register(variant())];
    const ended = await Promise.all(ids.map((id) => start(['models', 'promote', id, '--json'], at).finished));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const decided = (await listDecisions(database.handle, 'demo')).slice(0, -before || undefined);
    expect(decided.map(({ action }) => action)).toEqual(['promote', 'promote']);
    expect(new Set(decided.map(({ modelId }) => modelId))).toEqual(new Set(ids));
    const [second, first] = decided;
    expect(second!.previousModelId).toBe(first!.modelId);
    expect(second!.gates!.find(({ gate }) => gate === 'champion')?.figures).toMatchObject({
      championId: first!.modelId,
    });
    expect((await championOf(database.handle, 'demo'))?.modelId).toBe(second!.modelId);
  }, 60_000);
});
