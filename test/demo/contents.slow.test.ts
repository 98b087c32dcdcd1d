import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { movingSeries } from '../../src/demo/contents.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { explainer } from '../../src/explain/explainer.ts';
import { type BuiltFeatures, buildFeatures } from '../../src/features/engine/buildFeatures.ts';
import { gradientBoosting } from '../../src/model/boosting/gradientBoosting.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { createTable } from '../../src/table/table.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

const { source, programs } = demoConfig;
const config = configSchema.parse({
  source: { ...source, event: { ...source.event, properties: { content: { meaning: 'content' } } } },
  programs: {
    demo: {
      ...programs.demo,
      lookbackDays: [30, 60],
      features: {
        families: [
          'eventCount',
          'eventRecency',
          'companySize',
          'seniority',
          'touchVariety',
          'touchCount',
          'touchedRate',
        ],
      },
    },
  },
});

/** A company of which one webinar series triples the chance to convert for two months, with its contents mapped. */
describe('a webinar series that moves people', () => {
  let database: TestDatabase;
  let snapshots: Snapshots;
  let features: BuiltFeatures;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { handle } = database;
    await loadDemoCompany(handle, { contacts: 6000, seed: 1, horizonDays: 60, contents: true });
    const sources = await probeSources(handle, config.source);
    const program = config.programs.demo!;
    await inSnapshot(handle, async (client) => {
      const population = await readPopulation(client, sources, program, { knownBefore: demoEnd });
      snapshots = trainingSnapshots(population, program);
      const shared = { client, sources, population, snapshots, program, knownBefore: demoEnd, memoryBudget: 2 ** 30 };
      features = await buildFeatures(shared);
    });
  }, 120_000);

  afterAll(() => database?.drop());

  const valuesNamed = (name: string) => {
    const column = features.table.columns.find((one) => one.name === name);
    if (column?.kind !== 'number') throw new Error(`no number column ${name}`);
    return column.values;
  };

  const attendedRows = (window: '30d' | '60d') => {
    const times = valuesNamed(`touch:content:webinar_attended:${movingSeries}:${window}`);
    const rows = Array.from(times.keys());
    return { attended: rows.filter((row) => times[row]! > 0), others: rows.filter((row) => times[row] === 0) };
  };

  it('shows in the past rate of those who attended it, as it was known at each date', () => {
    const { attended, others } = attendedRows('60d');
    const last = Math.max(...snapshots.asOf);
    const greatest = valuesNamed('rate:content:greatest:60d');
    const meanOf = (rows: readonly number[]) => {
      const known = rows.filter((row) => snapshots.asOf[row] === last && !Number.isNaN(greatest[row]!));
      return known.reduce((sum, row) => sum + greatest[row]!, 0) / known.length;
    };
    expect(meanOf(attended)).toBeGreaterThan(1.5);
    expect(meanOf(others)).toBeLessThan(1.1);
  });

  it('is among the first reasons of those who attended it', async () => {
    const used = features.features.flatMap(({ family }, at) => (family === 'touchCount' ? [] : [at]));
    const table = createTable(
      snapshots.rows,
      used.map((at) => features.table.columns[at]!),
    );
    const model = await gradientBoosting().fit({ table, label: snapshots.label });
    const { attended } = attendedRows('30d');
    const explained = explainer(model, { features: used.map((at) => features.features[at]!), table })(
      Int32Array.from(attended),
    );
    const upwards = explained.map(({ reasons }) => reasons.filter(({ contribution }) => contribution > 0));
    const first = upwards.filter((reasons) => reasons.slice(0, 3).some(({ group }) => group === 'Contents'));
    expect(attended.length).toBeGreaterThan(200);
    expect(first.length / attended.length).toBeGreaterThan(0.5);
    const sentences = first.map((reasons) => reasons.find(({ group }) => group === 'Contents')!.sentence);
    expect(sentences.filter((sentence) => /past conversion rate/.test(sentence)).length).toBeGreaterThan(
      first.length / 2,
    );
  }, 60_000);
});
