import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { movingSeries } from '../../src/demo/contents.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { type BuiltFeatures, buildFeatures } from '../../src/features/engine/buildFeatures.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { handraise } from '../cli/handraise.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

const { source, programs } = demoConfig;
const withContents = { ...source, event: { ...source.event, properties: { content: { meaning: 'content' } } } };
const config = configSchema.parse({
  source: withContents,
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

/** Of a row of handraise.candidate. */
interface Reason {
  readonly group: string;
  readonly contribution: number;
}

/** A company of which one webinar series triples the chance to convert for two months, with its contents mapped. */
describe('a webinar series that moves people', () => {
  let database: TestDatabase;
  let folder: string;
  let snapshots: Snapshots;
  let features: BuiltFeatures;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
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

  afterAll(() => Promise.all([database?.drop(), rm(folder, { recursive: true, force: true })]));

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

  it('is among the first reasons of those who attended it, in a larger company that is trained and scored', async () => {
    await loadDemoCompany(database.handle, { contacts: 12_000, seed: 1, horizonDays: 60, contents: true });
    const at = { cwd: folder, database: database.connectionString };
    const mapped = { ...demoConfig, source: withContents };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(mapped)};`);
    for (const command of [['train', '--promote'], ['score']]) {
      const { code, stderr } = await handraise([...command, '--as-of', '2026-07-01'], at);
      expect({ code, stderr }).toMatchObject({ code: 0 });
    }
    const { rows } = await database.handle.pool.query<{ attended: boolean; reasons: Reason[] }>(
      `SELECT reasons, EXISTS (SELECT FROM handraise_demo.activities AS a WHERE a.person_id::text = c.contact_id
          AND a.content = $1 AND a.happened_at BETWEEN '2026-06-01Z' AND '2026-07-01Z') AS attended
        FROM handraise.candidate AS c`,
      [movingSeries],
    );
    const shareWithContents = (attended: boolean) => {
      const asked = rows.filter((row) => row.attended === attended);
      const first = asked.filter(({ reasons }) =>
        reasons
          .filter(({ contribution }) => contribution > 0)
          .slice(0, 3)
          .some(({ group }) => group === 'Contents'),
      );
      return { rows: asked.length, share: first.length / asked.length };
    };
    const attended = shareWithContents(true);
    expect(attended.rows).toBeGreaterThan(50);
    expect(attended.share).toBeGreaterThan(0.5);
    expect(shareWithContents(false).share).toBeLessThan(0.3);
  }, 240_000);
});
