import type pg from 'pg';
import type { Sources } from '../src/crm/source.ts';
import { CopyOutQuery } from '../src/database/copyOutQuery.ts';
import { eventCount } from '../src/features/definitions/eventCount.ts';
import { eventRecency } from '../src/features/definitions/eventRecency.ts';
import { type FeatureBlock, streamFeatures } from '../src/features/streamFeatures.ts';
import { accountPoints } from '../src/features/sweep/accountPoints.ts';
import { lookbackOf } from '../src/features/sweep/lookback.ts';
import { microsecondsOf, parseInstant } from '../src/snapshot/instant.ts';
import type { Population } from '../src/snapshot/population.ts';
import type { Snapshots } from '../src/snapshot/snapshots.ts';
import { Tally } from '../src/snapshot/tally.ts';
import { end, eventCompanyConfig, kinds } from './eventCompany.ts';

const knownBefore = parseInstant(end);
const program = eventCompanyConfig.programs.default!;

export async function drain(client: pg.ClientBase, statement: string): Promise<number> {
  let bytes = 0;
  const query = new CopyOutQuery(`COPY (${statement}) TO STDOUT (FORMAT binary)`, (_, from, to) => {
    bytes += to - from;
  });
  client.query(query);
  await query.done;
  return bytes;
}

/** As-of instants, 30 days apart, the last at the end of the record. */
function asOfDates(dates: number): number[] {
  return Array.from({ length: dates }, (_, i) => knownBefore - (dates - 1 - i) * microsecondsOf(30));
}

export function everyRow(contacts: number, dates: number): Snapshots {
  const asOf = asOfDates(dates);
  const rows = contacts * dates;
  return {
    rows,
    contact: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / dates)),
    asOf: Float64Array.from({ length: rows }, (_, row) => asOf[row % dates]!),
    label: new Uint8Array(rows),
    unit: new Int32Array(rows),
    ledger: { considered: rows, kept: rows, excluded: {} },
  };
}

export async function features(
  client: pg.ClientBase,
  sources: Sources,
  population: Population,
  snapshots: Snapshots,
  memoryBudget: number,
  visit: (block: FeatureBlock) => void,
) {
  const { contacts, accounts } = population;
  const shape = {
    snapshots,
    contacts,
    accounts,
    owned: null,
    points: accountPoints(snapshots, contacts, accounts),
    lookback: lookbackOf(program.lookbackDays),
    kinds: { names: kinds.toSorted(), excluded: [], others: false, valued: new Int32Array(kinds.length).fill(-1) },
    folds: new Set(['counts', 'last'] as const),
    knownBefore,
  };
  return streamFeatures(
    {
      events: 10_000_000,
      client,
      sources,
      population,
      snapshots,
      knownBefore,
      shape,
      memoryBudget,
      families: [eventCount, eventRecency],
      facts: { population, snapshots, has: () => true, declared: { contact: [], account: [] }, anomalies: new Tally() },
      kinds: { kinds: kinds.toSorted(), valueKinds: [], byFrequency: [] },
    },
    visit,
  );
}
