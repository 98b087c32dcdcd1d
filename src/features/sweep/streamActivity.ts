import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { exportSnapshot } from '../../database/sharedSnapshot.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import type { ActivityBlock } from './activityBlock.ts';
import { eventStatement } from './eventStatements.ts';
import { EventSweep } from './eventSweep.ts';
import { foldEvents } from './foldEvents.ts';
import { FoldedTotals } from './foldedTotals.ts';
import type { FoldTarget } from './foldTarget.ts';
import { FoldThread } from './foldThread.ts';
import { type PartitionRows, rowsOfPartition } from './partitionRows.ts';
import { type ContactPartitions, partitionOfContacts } from './partitions.ts';
import { recountBursts } from './recountBursts.ts';
import type { SweepShape } from './sweepShape.ts';

/** Events to fold, and into what. */
export interface ActivityInput {
  /** In the REPEATABLE READ transaction in which the population was read. */
  readonly client: pg.ClientBase;
  readonly sources: Sources;
  readonly population: Population;
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
  const { client, partitions } = input;
  const { rates, means } = input.shape;
  const finish = () => {
    rates?.finish();
    means?.finish();
  };
  const all = await partitionsOf(input);
  if (partitions > 1 || input.sources.machine !== null) await makeRoom(client);
  const expand = (part: PartitionRows, sweep: EventSweep) => expandRows(part, sweep, visit);
  if (rates === null && means === null) return foldPartitions(input, all, indicesOf(input), expand);
  if (partitions === 1)
    return foldPartitions(input, all, [0], (part, sweep) => {
      sweep.addToAll(input.shape);
      finish();
      expand(part, sweep);
    });
  // What became of those of any partition must be known before the first row of one.
  const { onProgress: _silent, ...rest } = input;
  await foldPartitions(rest, all, [...Array(partitions).keys()], (_, sweep) => sweep.addToAll(input.shape));
  finish();
  return foldPartitions(input, all, indicesOf(input), expand);
}

/** Folds some partitions, and hands each over before its memory is used again. */
async function foldPartitions(
  input: ActivityInput,
  all: ContactPartitions | null,
  left: number[],
  use: (part: PartitionRows, sweep: EventSweep) => void,
): Promise<FoldedTotals> {
  const { client, partitions, threads } = input;
  const totals = new FoldedTotals();
  const lane = { input, all, left, totals, use, turn: { last: Promise.resolve() } };
  if (partitions === 1 || threads === undefined || threads.count === 1)
    await foldLane(lane, input.signal, (statement, target) => foldEvents(client, statement, target));
  else await foldLanes(lane, threads);
  return totals;
}

/** Partitions that are folded one after the other. */
interface Lane {
  readonly input: ActivityInput;
  readonly all: ContactPartitions | null;
  /** Shared by lanes side by side: each takes the next one. */
  readonly left: number[];
  readonly totals: FoldedTotals;
  readonly use: (part: PartitionRows, sweep: EventSweep) => void;
  /** What the connection of the transaction was last asked for: lanes side by side take turns. */
  readonly turn: { last: Promise<void> };
}

type FoldInto = (statement: string, target: FoldTarget) => Promise<void>;

async function foldLanes(lane: Lane, { count, connectionString }: Threads): Promise<void> {
  const { client, signal } = lane.input;
  const snapshot = await exportSnapshot(client);
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const inThread = async () => {
    const thread = new FoldThread({ connectionString, snapshot });
    try {
      await foldLane(lane, stop, (statement, target) => thread.fold(statement, target));
    } finally {
      await thread.close();
    }
  };
  const lanes = Array.from({ length: Math.min(count, lane.left.length) }, inThread);
  for (const running of lanes) running.catch((error: unknown) => failed.abort(error));
  const ended = await Promise.allSettled(lanes);
  const failure = ended.find((one) => one.status === 'rejected');
  if (failure) throw failed.signal.reason ?? failure.reason;
}

async function foldLane(lane: Lane, signal: AbortSignal | undefined, foldInto: FoldInto): Promise<void> {
  const { input, all, left, totals, use, turn } = lane;
  const { client, sources, population, knownBefore, partitions, shape } = input;
  let memory: WasmMemory | undefined;
  for (let index = left.shift(); index !== undefined; index = left.shift()) {
    const part = rowsOfPartition(shape, population, all, index);
    const sweep = new EventSweep(part.shape, memory);
    memory = sweep.memory;
    const properties = [...shape.properties.map(({ name }) => name), ...shape.amounts];
    const statement = eventStatement(sources, knownBefore, { index, of: partitions }, properties);
    const onProgress = totals.progress(input.onProgress);
    await foldInto(statement, { memory, layout: sweep.layout, signal, onProgress });
    const folded = { sweep, ids: part.shape.contacts.ids };
    turn.last = turn.last.then(() => recountBursts(client, sources, knownBefore, folded, signal));
    await turn.last;
    sweep.finish();
    totals.add(sweep);
    use(part, sweep);
  }
}

/** Memory that one sort or hash table of the server may take: the ids of a partition fit many times over, and most of the events that are judged. */
const workMemory = '128MB';

/** Lets the joins of a partition's statement, and the sorts by which events are judged, stay in memory, for this transaction. */
async function makeRoom(client: pg.ClientBase): Promise<void> {
  await client.query(`SET LOCAL work_mem = '${workMemory}'`);
}

function indicesOf({ partitions, only }: ActivityInput): number[] {
  return only === undefined ? [...Array(partitions).keys()] : [only];
}

async function partitionsOf(input: ActivityInput): Promise<ContactPartitions | null> {
  const { client, sources, population, knownBefore, partitions, signal } = input;
  if (partitions === 1) return null;
  return partitionOfContacts(client, sources, population, knownBefore, partitions, signal);
}

function expandRows(part: PartitionRows, sweep: EventSweep, visit: (block: ActivityRows) => void): void {
  let row = 0;
  for (let contact = 0; contact < part.shape.contacts.ids.length; ) {
    const end = sweep.blockEnd(contact);
    const activity = sweep.block(contact, end);
    const next = row + activity.rows;
    const snapshots = {
      rows: activity.rows,
      contact: part.contacts(row, next),
      asOf: part.shape.snapshots.asOf.subarray(row, next),
    };
    visit({ rows: part.positions(row, next), snapshots, activity });
    row = next;
    contact = end;
  }
}
