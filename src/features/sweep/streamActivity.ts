import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { exportSnapshot } from '../../database/sharedSnapshot.ts';
import type { Instant, Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { ActivityBlock } from './activityBlock.ts';
import { eventStatement, sendsNumbers } from './eventStatements.ts';
import { EventSweep } from './eventSweep.ts';
import { foldEvents } from './foldEvents.ts';
import { FoldedTotals } from './foldedTotals.ts';
import { foldInThread } from './foldInThread.ts';
import { type PartitionRows, rowsOfPartition } from './partitionRows.ts';
import { partitionOfContacts } from './partitions.ts';
import type { SweepShape } from './sweepShape.ts';

/** Events to fold, and into what. */
export interface ActivityInput {
  /** In the REPEATABLE READ transaction in which the population was read. */
  readonly client: pg.ClientBase;
  readonly sources: Sources;
  readonly population: Population;
  readonly snapshots: Snapshots;
  readonly knownBefore: Instant;
  /** Of all snapshots together. */
  readonly shape: SweepShape;
  /** Parts of the contacts that are folded apart. */
  readonly partitions: number;
  /** The only part to fold; by default all of them. */
  readonly only?: number | undefined;
  /** Where there are several: partitions folded at a time, each on a thread and a connection of its own. */
  readonly threads?: Threads | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((events: number) => void) | undefined;
}

/** Threads that read events, and what their connections are opened with. */
export interface Threads {
  readonly count: number;
  readonly connectionString: string;
}

/** Rows of some contacts, and what was folded for them. */
export interface ActivityRows {
  /** Positions in the snapshots, ascending by contact, then as-of. */
  readonly rows: Int32Array;
  /** Of these rows. */
  readonly snapshots: SweepShape['snapshots'];
  /** Valid until the next rows come. */
  readonly activity: ActivityBlock;
}

/**
 * Folds the events partition by partition, and hands over what was folded in blocks of some thousand rows: of a partition in the
 * order of its contacts, partitions in any order.
 *
 * @throws HandraiseError `resource` before taking more memory than there is; `database`; `interrupted`.
 */
export async function streamActivity(
  input: ActivityInput,
  visit: (block: ActivityRows) => void,
): Promise<FoldedTotals> {
  const { client, partitions, threads, signal } = input;
  const totals = new FoldedTotals();
  const numbers = sendsNumbers(input.sources);
  if (partitions === 1 || threads === undefined || threads.count === 1) {
    const parts = await partitionsOf(input);
    if (partitions > 1) await makeRoomForJoins(client);
    let memory: WebAssembly.Memory | undefined;
    for (const part of parts) {
      const sweep = new EventSweep(part.shape, memory);
      memory = sweep.memory;
      const target = { memory, layout: sweep.layout, numbers, signal, onProgress: totals.progress(input.onProgress) };
      await foldEvents(client, statementOf(input, part), target);
      take(part, sweep, totals, visit);
    }
    return totals;
  }
  const parts = await partitionsOf(input);
  const snapshot = await exportSnapshot(client);
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const lane = async () => {
    let memory: WebAssembly.Memory | undefined;
    for (let part = parts.shift(); part; part = parts.shift()) {
      const sweep = new EventSweep(part.shape, memory);
      memory = sweep.memory;
      const task = {
        connectionString: threads.connectionString,
        snapshot,
        statement: statementOf(input, part),
        memory,
        layout: sweep.layout,
        numbers,
      };
      const target = { ...task, signal: stop, onProgress: totals.progress(input.onProgress) };
      await foldInThread(task, target);
      take(part, sweep, totals, visit);
    }
  };
  const lanes = Array.from({ length: Math.min(threads.count, parts.length) }, lane);
  for (const running of lanes) running.catch((error: unknown) => failed.abort(error));
  const ended = await Promise.allSettled(lanes);
  const failure = ended.find((one) => one.status === 'rejected');
  if (failure) throw failed.signal.reason ?? failure.reason;
  return totals;
}

/** Memory that one sort or hash table of the server may take: the ids of a partition fit many times over. */
const workMemory = '128MB';

/** Lets the joins of a partition's statement stay in memory, for this transaction. */
async function makeRoomForJoins(client: pg.ClientBase): Promise<void> {
  await client.query(`SET LOCAL work_mem = '${workMemory}'`);
}

interface Part {
  readonly index: number;
  readonly shape: SweepShape;
  readonly rows: PartitionRows;
}

async function partitionsOf(input: ActivityInput): Promise<Part[]> {
  const { client, sources, population, snapshots, knownBefore, shape, partitions, only, signal } = input;
  const indices = only === undefined ? [...Array(partitions).keys()] : [only];
  const partition =
    partitions === 1 ? null : await partitionOfContacts(client, sources, population, knownBefore, partitions, signal);
  return indices.map((index) => {
    const rows = rowsOfPartition(snapshots, population, partition, index, shape.folds.has('account'));
    return { index, rows, shape: { ...shape, snapshots: rows.snapshots, points: rows.points, owned: rows.owned } };
  });
}

function statementOf({ sources, knownBefore, partitions }: ActivityInput, { index }: Part): string {
  return eventStatement(sources, knownBefore, { index, of: partitions });
}

function take(part: Part, sweep: EventSweep, totals: FoldedTotals, visit: (block: ActivityRows) => void): void {
  sweep.finish();
  totals.add(sweep);
  let row = 0;
  for (let contact = 0; contact < part.shape.contacts.ids.length; ) {
    const end = sweep.blockEnd(contact);
    const activity = sweep.block(contact, end);
    const next = row + activity.rows;
    const snapshots = {
      rows: activity.rows,
      contact: part.shape.snapshots.contact.subarray(row, next),
      asOf: part.shape.snapshots.asOf.subarray(row, next),
    };
    visit({ rows: part.rows.positions(row, next), snapshots, activity });
    row = next;
    contact = end;
  }
}
