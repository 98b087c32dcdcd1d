import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoResult } from '../../../src/pipeline/demo/demo.ts';
import { auditText } from '../../../src/wording/auditText.ts';
import { type Finished, handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

/** The whole demo in an empty folder, as the README has it, on the embedded database. */
describe('handraise demo', () => {
  let folder: string;
  let first: Finished;
  let result: DemoResult;

  beforeAll(async () => {
    folder = await temporaryFolder();
    first = await handraise(['demo', '--contacts', '10000', '--json'], { cwd: folder });
    if (first.code === 0) result = JSON.parse(first.stdout);
  }, 400_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends well, with a ranking and both reports', async () => {
    expect(first).toMatchObject({ code: 0 });
    expect(result.scoring.contacts).toBeGreaterThan(5000);
    expect(result.scoring.topAccounts).toHaveLength(10);
    for (const path of [result.reports.calibration, result.reports.rankedAccounts])
      expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>/i);
    expect(await readFile(result.reports.rankedAccountsCsv, 'utf8')).toContain(
      result.scoring.topAccounts[0]!.accountName!,
    );
  });

  it('has calibrated probabilities on the test dates', () => {
    const champion = result.training.findings.candidateModels.find((candidate) => candidate.selected);
    expect(['boosting', 'blend']).toContain(champion?.family);
    expect(champion?.test.metrics.calibrationSlope.value).toBeLessThan(1.25);
    expect(champion?.test.metrics.calibrationSlope.high).toBeGreaterThan(1);
    expect(champion?.test.metrics.ece.value).toBeLessThanOrEqual(0.02);
  });

  it('is won by boosting, beyond what the rows could give by chance', () => {
    const logistic = result.training.findings.candidateModels.find(({ family }) => family === 'logistic');
    expect(logistic?.difference?.value).toBeLessThan(0);
    expect(logistic?.difference?.high).toBeLessThan(0);
  });

  it('publishes probabilities that go with the true ones', () => {
    expect(result.truth.correlation).toBeGreaterThan(0.5);
    expect(result.truth.meanPublished / result.truth.meanTrue).toBeGreaterThan(0.7);
    expect(result.truth.meanPublished / result.truth.meanTrue).toBeLessThan(1.4);
  });

  it('tells the ten best accounts apart by their first reasons, and names no feature as models do', () => {
    const { topAccounts } = result.scoring;
    expect(new Set(topAccounts.map(({ reasons }) => reasons[0]?.group)).size).toBeGreaterThanOrEqual(5);
    const features = result.training.findings.audit.map(({ feature }) => feature);
    const sentences = topAccounts.flatMap(({ reasons }) => reasons.map(({ sentence }) => sentence));
    expect(sentences.filter((sentence) => features.some((feature) => sentence.includes(feature)))).toEqual([]);
  });

  it('has a fit and a cell of the grid for everybody on the list, and says how they are reached', async () => {
    const [header, ...lines] = (await readFile(result.reports.rankedAccountsCsv, 'utf8')).trimEnd().split('\r\n');
    expect(header).toContain('Fit,Fit and engagement');
    expect(lines.length).toBeGreaterThan(1000);
    expect(lines.filter((line) => !/,\d+(\.\d+)?,[A-D][1-4],/.test(line))).toEqual([]);
    expect(lines.filter((line) => /,[^,@]+@[^,@]+,/.test(line)).length).toBeGreaterThan(lines.length / 2);
  });

  it('leaves the field out that knows the outcome, and says why in the report', async () => {
    const finding = result.training.findings.audit.find(({ feature }) => /lifecycle/i.test(feature));
    expect(finding).toMatchObject({ verdict: 'excluded', availability: 'current-state' });
    expect(finding?.auc).toBeGreaterThan(0.6);
    const report = await readFile(result.reports.calibration, 'utf8');
    expect(report).toMatch(/lifecycle/i);
    expect(report).toContain('at a past date it may already know the outcome');
    expect(finding?.reasons.map(({ kind }) => kind)).toContain('only-todays-value');
  });

  it('leaves out the three fields that were written after the outcome, and nothing else', () => {
    const { audit } = result.training.findings;
    const excluded = new Map(
      audit.filter(({ verdict }) => verdict === 'excluded').map((f) => [f.feature, auditText(f.reasons)]),
    );
    expect([...excluded.keys()].sort()).toEqual([
      'contact:budget_noted',
      'contact:lead_status',
      'contact:lifecycleStage',
    ]);
    expect(excluded.get('contact:budget_noted')).toMatch(/Whether it is missing|sooner or later has a value/);
    expect(excluded.get('contact:lead_status')).toMatch(
      /lead_status of one contact changed to "in talks" on 202\d-\d\d-\d\d, .* after its outcome/,
    );
  });

  it('keeps no id of a contact or an account in the model, its card and its report', async () => {
    const id = /(?<![\d.])9007199\d{9}(?!\d)|\bacc-\d+/g;
    const { topContacts, topAccounts } = result.scoring;
    expect(`${topContacts[0]!.contactId} ${topAccounts[0]!.accountId}`.match(id)).toHaveLength(2);
    const { modelCard, calibration } = result.reports;
    for (const path of [result.training.path, modelCard.html, modelCard.markdown, calibration]) {
      const text = await readFile(path, 'utf8');
      expect(text).toMatch(/lead_status/);
      expect(text.match(id), path).toBeNull();
    }
  });

  it('meets the dirt it was given', () => {
    const { anomalies, ledgers } = result.training.findings;
    for (const dirt of [
      'contacts of unknown accounts',
      'events in the future',
      'events merged as duplicates',
      'events of unknown contacts',
    ])
      expect(anomalies[dirt]).toBeGreaterThan(0);
    for (const { ledger } of ledgers) {
      const excluded = Object.values(ledger.excluded).reduce((sum, count) => sum + count, 0);
      expect(ledger.kept + excluded).toBe(ledger.considered);
    }
    expect(result.scoring.ledger.excluded).toMatchObject({
      'already converted': expect.any(Number),
      'open opportunity': expect.any(Number),
      suppressed: expect.any(Number),
    });
  });

  it("tries the company's own features, and says which knows the future", async () => {
    const path = join(folder, 'demo', 'own.config.ts');
    await writeFile(path, ownFeatures);
    const checked = await handraise(['check', '--config', path], { cwd: folder });
    expect(checked.code).toBe(3);
    expect(checked.stdout).toContain('program demo: feature webinars was not caught knowing the future');
    expect(checked.stdout).toContain('program demo: own:laterStage knows the future');
    await writeFile(path, ownFeatures.replace("'eventCount'", "'eventcounts'"));
    const refused = await handraise(['check', '--config', path], { cwd: folder });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('did you mean eventCount?');
  });

  it('leaves a folder to go on from', async () => {
    const cwd = join(folder, 'demo');
    const status = await handraise(['status', '--json'], { cwd });
    expect(status).toMatchObject({ code: 0 });
    expect(JSON.parse(status.stdout).programs[0]).toMatchObject({
      champion: result.training.modelId,
      published: { contacts: result.scoring.contacts },
    });
    const plan = await handraise(['plan'], { cwd });
    expect(plan.stdout).toContain(`\nscore with ${result.training.modelId}\n`);
    // Its configuration says when its data end, and every command takes that for now.
    expect(await handraise(['score', '--json'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`"contentHash": "${result.scoring.contentHash}"`),
    });
    const contact = result.scoring.topContacts[0]!;
    const explained = await handraise(['explain', contact.contactId, '--json'], { cwd });
    const { reasons, margin, baseMargin, probability } = JSON.parse(explained.stdout).contact;
    const { low, high } = JSON.parse(explained.stdout).interval;
    expect([low <= probability, probability <= high, low < high]).toEqual([true, true, true]);
    const sum = reasons.reduce(
      (total: number, reason: { contribution: number }) => total + reason.contribution,
      baseMargin,
    );
    expect(sum).toBeCloseTo(margin, 9);
    // Instants are ISO 8601 in JSON; as microseconds they have sixteen digits.
    expect(JSON.parse(status.stdout).programs[0].published.asOf).toBe('2026-07-01T00:00:00Z');
    expect(JSON.parse(explained.stdout).contact.horizonEnds).toMatch(/^2026-08-\d\dT00:00:00Z$/);
    for (const { stdout } of [first, status, explained]) expect(stdout).not.toMatch(/: -?\d{13,}/);
  });
});

const ownFeatures = `import { defineConfig, defineFeature } from 'handraise';
import demo from './handraise.config.ts';

const webinars = defineFeature({
  name: 'webinars',
  version: 1,
  type: 'number',
  availability: 'event-time',
  sentence: 'webinars of the last weeks',
  needs: ['event'],
  folds: ['counts'],
  values: ({ activity: { kinds, sweep } }) => {
    const webinar = kinds.findIndex((kind) => kind.includes('webinar'));
    return (row) => (webinar < 0 ? 0 : sweep.count(row, webinar, 1));
  },
});

const laterStage = defineFeature({
  name: 'laterStage',
  version: 1,
  type: 'category',
  availability: 'created-with',
  sentence: 'stage',
  values: ({ population, snapshots }) => {
    const stage = population.contacts.attributes.find(({ name }) => name === 'lifecycleStage');
    if (stage?.kind !== 'category') throw new Error('no stage');
    return (row) => stage.levels[stage.codes[snapshots.contact[row]!]!] ?? null;
  },
});

const features = { families: ['eventCount'], definitions: [webinars, laterStage] };
export default defineConfig({ ...demo, programs: { demo: { ...demo.programs!.demo!, features } } });
`;
