import { chmodSync } from 'node:fs';
import { totalmem } from 'node:os';
import type pg from 'pg';
import { probeSources, type Sources } from '../src/crm/source.ts';
import { openDatabase } from '../src/database/connection.ts';
import { PayloadFrames } from '../src/database/copyFrames.ts';
import { copyOutFrames } from '../src/database/copyOut.ts';
import { migrate } from '../src/database/migrate.ts';
import { inSnapshot } from '../src/database/transaction.ts';
import type { Population } from '../src/snapshot/population.ts';
import { readPopulation } from '../src/snapshot/readPopulation.ts';
import { parseInstant } from '../src/time/instant.ts';
import { dates, end, eventCompanyConfig, fillEventCompany, filterStatement } from './eventCompany.ts';
import { everyRow, makeFeatures } from './featureRun.ts';
import { alternate, median, secondsOf, sidesOf } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import { type BenchResult, check, type GrowthPoint } from './result.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

/** Events per contact. */
const eventsPerContact = 10;
const allEvents = 10_000_000;
const factors = [1, 2, 4, 8];

/** A budget that forces several partitions. */
const smallBudget = 300 * 2 ** 20;

/**
 * Features of every contact at twelve dates against draining the same events, and at one date against the FILTER statement that counts
 * the same; then in a small budget; or, with `--growth`, at ×1, ×2, ×4 and ×8 events and contacts.
 */
export async function benchFeatures(options: BenchOptions): Promise<readonly BenchResult[]> {
  if (options.growth) return [await growth(options)];
  const events = options.rows ?? allEvents;
  return withCompany(events, options, async (company) => [
    await twelveDates(company, options),
    await oneDate(company, options),
  ]);
}

interface Company {
  readonly events: number;
  readonly version: string;
  readonly client: pg.PoolClient;
  readonly sources: Sources;
  readonly population: Population;
}

async function twelveDates(company: Company, options: BenchOptions): Promise<BenchResult> {
  const { events, client, population, version } = company;
  const snapshots = everyRow(population.contacts.ids.length, dates);
  const before = process.memoryUsage.rss();
  let peak = 0;
  // First, as memory that was once taken is not all given back.
  let small = 0;
  const smallSeconds = await secondsOf(async () => {
    const { peakBytes } = await makeFeatures({ ...company, snapshots, memoryBudget: smallBudget });
    small = peakBytes - before;
  });
  options.say(`  in ${mebibytes(smallBudget)} MiB: ${smallSeconds.toFixed(2)} s`);
  const memoryBudget = Math.floor(totalmem() / 4);
  const sides = [
    {
      ...ours,
      run: () =>
        secondsOf(async () => {
          const { peakBytes } = await makeFeatures({ ...company, snapshots, memoryBudget });
          peak = Math.max(peak, peakBytes - before);
        }),
    },
    {
      name: 'draining COPY',
      version,
      run: () =>
        secondsOf(() => drain(client, 'SELECT contact_id, occurred_at, ingested_at, kind, value FROM bench.event')),
    },
  ];
  const seconds = await alternate(sides, options);
  const { ours: side, peers } = sidesOf(sides, seconds, []);
  return {
    name: 'features, twelve dates',
    shape: { events, contacts: population.contacts.ids.length, dates, columns: 49 },
    threads: 1,
    ours: side,
    peers,
    missing: [],
    checks: [
      check('time against draining', peers[0]!.ratio!, 3),
      check('MiB taken, of a quarter of the machine', mebibytes(peak), mebibytes(memoryBudget)),
      check('MiB taken in a small budget', mebibytes(small), mebibytes(smallBudget)),
    ],
    growth: [],
  };
}

async function oneDate(company: Company, options: BenchOptions): Promise<BenchResult> {
  const { events, client, population, version } = company;
  const snapshots = everyRow(population.contacts.ids.length, 1);
  const memoryBudget = Math.floor(totalmem() / 4);
  const sides = [
    { ...ours, run: () => secondsOf(() => makeFeatures({ ...company, snapshots, memoryBudget })) },
    { name: 'count(*) FILTER', version, run: () => secondsOf(() => drain(client, filterStatement())) },
  ];
  const seconds = await alternate(sides, options);
  const { ours: side, peers } = sidesOf(sides, seconds, []);
  return {
    name: 'features, one date',
    shape: { events, contacts: population.contacts.ids.length, dates: 1, columns: 49 },
    threads: 1,
    ours: side,
    peers,
    missing: [],
    checks: [check('time against the FILTER statement', peers[0]!.ratio!, 0.3)],
    growth: [],
  };
}

async function growth(options: BenchOptions): Promise<BenchResult> {
  const base = Math.round((options.rows ?? allEvents) / factors.at(-1)!);
  const points: GrowthPoint[] = [];
  for (const factor of factors) {
    const size = base * factor;
    points.push(
      await withCompany(size, options, async (company) => {
        const snapshots = everyRow(company.population.contacts.ids.length, dates);
        const before = process.memoryUsage.rss();
        const seconds: number[] = [];
        let peak = 0;
        for (let run = 0; run <= options.runs; run++) {
          const took = await secondsOf(async () => {
            const { peakBytes } = await makeFeatures({ ...company, snapshots, memoryBudget: totalmem() / 4 });
            peak = Math.max(peak, peakBytes - before);
          });
          if (run > 0) seconds.push(took);
        }
        const medianSeconds = median(seconds)!;
        options.say(`  ${size} events: ${medianSeconds.toFixed(2)} s`);
        const ratio = medianSeconds / (points[0]?.medianSeconds ?? medianSeconds);
        return { size, medianSeconds, ratio, peakMebibytes: mebibytes(peak) };
      }),
    );
  }
  const side = { ...ours, seconds: [], medianSeconds: null, ratio: null, quality: {} };
  const series = [{ by: 'events and contacts', points }];
  return {
    name: 'features',
    shape: { dates },
    threads: 1,
    ours: side,
    peers: [],
    missing: [],
    checks: [],
    growth: series,
  };
}

/** Lends a filled embedded database, and what is read of it before features are made. */
async function withCompany<T>(
  events: number,
  { say }: BenchOptions,
  work: (company: Company) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (directory) => {
    // The server runs as another user when this runs as root.
    chmodSync(directory, 0o755);
    const handle = await openDatabase({ directory });
    try {
      await migrate(handle);
      say(`  ${events} events of ${events / eventsPerContact} contacts are made up …`);
      await fill(handle.pool, events);
      const sources = await probeSources(handle, eventCompanyConfig.source);
      return await inSnapshot(handle, async (client) => {
        const program = eventCompanyConfig.programs.default!;
        const population = await readPopulation(client, sources, program, { knownBefore: parseInstant(end) });
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
        return work({ events, version: `Postgres ${rows[0]!.server_version}`, client, sources, population });
      });
    } finally {
      await handle.close();
    }
  });
}

async function fill(pool: pg.Pool, events: number): Promise<void> {
  const client = await pool.connect();
  try {
    await fillEventCompany(client, { events, contacts: Math.ceil(events / eventsPerContact) });
  } finally {
    client.release();
  }
}

/** Reads all of a statement and keeps nothing. */
async function drain(client: pg.ClientBase, statement: string): Promise<void> {
  await copyOutFrames(client, statement, new PayloadFrames(() => undefined));
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
