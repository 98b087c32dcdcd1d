import type pg from 'pg';
import type { Sources } from '../src/crm/source.ts';
import { eventCount } from '../src/features/definitions/eventCount.ts';
import { eventRecency } from '../src/features/definitions/eventRecency.ts';
import { streamFeatures } from '../src/features/engine/streamFeatures.ts';
import { noPoints } from '../src/features/sweep/accountPoints.ts';
import { eventKinds } from '../src/features/sweep/eventKinds.ts';
import { sendsNumbers } from '../src/features/sweep/eventStatements.ts';
import { foldsOf } from '../src/features/sweep/fold.ts';
import { lookbackOf } from '../src/features/sweep/lookback.ts';
import { planPartitions } from '../src/features/sweep/partitionPlan.ts';
import type { Population } from '../src/snapshot/population.ts';
import type { Snapshots } from '../src/snapshot/snapshots.ts';
import { Tally } from '../src/snapshot/tally.ts';
import { microsecondsOf, parseInstant } from '../src/time/instant.ts';
import { end, kinds, lookbackDays } from './eventCompany.ts';

/** What features are made of. */
export interface FeatureRun {
  readonly client: pg.PoolClient;
  readonly sources: Sources;
  readonly population: Population;
  readonly snapshots: Snapshots;
  /** How many there are. */
  readonly events: number;
  readonly memoryBudget: number;
}

const families = [eventCount, eventRecency];

/** Counts of each kind in each window and days since the last event, of every row: read, computed and let go block by block. */
export async function makeFeatures(run: FeatureRun): Promise<{ values: number; peakBytes: number }> {
  const { sources, population, snapshots } = run;
  const { contacts, accounts } = population;
  const knownBefore = parseInstant(end);
  const shape = {
    snapshots,
    contacts,
    accounts,
    owned: null,
    positions: null,
    numbers: sendsNumbers(sources),
    points: noPoints,
    lookback: lookbackOf(lookbackDays),
    kinds: { ...eventKinds([], [], kinds), others: true },
    properties: [],
    amounts: [],
    stages: [],
    means: null,
    rates: null,
    folds: foldsOf(families),
    knownBefore,
  };
  let values = 0;
  let peakBytes = 0;
  const look = () => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  };
  await streamFeatures(
    {
      ...run,
      knownBefore,
      shape,
      families,
      facts: {
        population,
        snapshots,
        has: (entity) => sources.has(entity),
        declared: { contact: [], account: [] },
        anomalies: new Tally(),
      },
      kinds: { kinds: shape.kinds.names, valueKinds: [], byFrequency: [], properties: [], amounts: [], stages: [] },
      partitions: planPartitions({ shape, events: run.events, budget: run.memoryBudget, threads: 1 }).partitions,
      onProgress: look,
    },
    ({ rows, byFamily }) => {
      for (const columns of byFamily.values()) values += columns.length * rows.length;
      look();
    },
  );
  return { values, peakBytes };
}

/** A row for every contact at each of so many dates, 30 days apart, the last at the end of the record. */
export function everyRow(contacts: number, dates: number): Snapshots {
  const last = parseInstant(end);
  const rows = contacts * dates;
  const contact = new Int32Array(rows);
  const asOf = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    contact[row] = Math.floor(row / dates);
    asOf[row] = last - (dates - 1 - (row % dates)) * microsecondsOf(30);
  }
  const ledger = { considered: rows, kept: rows, excluded: {} };
  return { rows, contact, asOf, label: new Uint8Array(rows), unit: new Int32Array(rows), ledger };
}
