import { type Address, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { recordBytes } from '../../kernel/kernelRecord.ts';
import type { CutoffLists } from './cutoffLists.ts';
import { dayLayoutOf } from './dayLayout.ts';
import { type IdPlaces, placeIds } from './idArena.ts';
import type { NumberTable } from './numberTable.ts';
import {
  activeStarts,
  codesOfEvent,
  leavesTraces,
  mostRows,
  type SweepShape,
  slotsOf,
  valuedKindsOf,
} from './sweepShape.ts';

/** Fields of `EventFold` in `kernel/assembly/eventFold.ts`, in the same order. */
export const foldShape = {
  reals: [
    'knownBefore',
    'largestValue',
    'parsed',
    'rows',
    'orphans',
    'timeless',
    'future',
    'unkinded',
    'badValues',
    'otherKinds',
    'firstNumber',
  ],
  integers: [
    'contacts',
    'numbers',
    'numberTable',
    'numberCount',
    'positions',
    'kinds',
    'slotOfKind',
    'otherSlot',
    'slots',
    'windows',
    'spans',
    'people',
    'contactBytes',
    'foreigners',
    'accounts',
    'cutoffs',
    'listStart',
    'listEnd',
    'cutoffCount',
    'boundaries',
    'boundaryCount',
    'interval',
    'days',
    'valued',
    'valuedKinds',
    'pool',
    'poolWords',
    'poolUsed',
    'fingerprint',
    'batch',
    'batched',
    'queues',
    'queueCount',
    'queueBits',
    'queueSizes',
    'queued',
    'touched',
    'position',
    'frameHeader',
    'frameLength',
    'frameLeft',
    'rowStart',
    'asOf',
    'pointStart',
    'pointAsOf',
    'accountEvents',
    'active',
    'activeStart',
    'latest',
    'latestContact',
    'runnerUp',
    'blockRows',
    'contactRows',
    'blockTotals',
    'countColumns',
    'lastColumns',
    'dayWords',
    'wordsPerRow',
    'dayLayout',
    'sums',
    'maxima',
    'lastValues',
    'burstEvents',
    'crowdedCell',
    'crowds',
    'properties',
    'texts',
    'propertyValues',
    'batchCodes',
    'queueCodes',
    'traces',
    'tracesOfAll',
    'everyTrace',
  ],
} as const;

/** Fields of `IdIndex` in `kernel/assembly/idIndex.ts`. */
export const indexShape = { reals: [], integers: ['slots', 'mask', 'starts', 'arena', 'ids'] } as const;

/** Events the kernel parses at a time, and the bytes each takes; `kernel/assembly/eventBatch.ts` has the same. */
const batch = { events: 256, bytes: 96 } as const;

/** Events that a queue holds, and the bytes each takes; `kernel/assembly/eventQueues.ts` has the same. */
const queue = { events: 1024, bytes: 32 } as const;

/** Contacts of a queue at least, as a power of two, and queues at most: events of a queue must fall close together, and its end must stay in the cache. */
const leastQueueBits = 11;
const mostQueues = 512;

/** Bytes the kernel is given at a time, as they come from the socket. */
const rawBytes = 2 ** 18;

/** Bytes of rows: the longest one that is read, and what is given at a time. */
const inputBytes = 2 ** 20 + rawBytes;

/** Rows whose columns are made at a time. */
const blockRows = 2 ** 14;

/** Bytes of a cell, and of what is kept of its values; `kernel/assembly/eventCell.ts` has the same. */
const cellBytes = { cell: 24, value: 40 } as const;

/** Words of 8 bytes that a trace takes beside the codes of its properties; `kernel/assembly/eventTrace.ts` has the same. */
export const traceWords = 3;

/** Bytes of cells that there is room for at the start; more are added as events come. */
const firstCells = 2 ** 20;

/** Where everything lies in the memory of one sweep. Addresses of what is not wanted are 0. */
export interface SweepLayout {
  readonly fold: Address;
  readonly contactIndex: Address;
  readonly kindIndex: Address;
  /** Empty where numbers are looked up in a table. */
  readonly contactIds: IdPlaces;
  readonly numberTable: Address;
  readonly positions: Address;
  readonly kindIds: IdPlaces;
  /** Indices of the values of properties, one record behind the other. */
  readonly propertyValues: Address;
  readonly propertyIds: readonly IdPlaces[];
  readonly fingerprint: Address;
  readonly batch: Address;
  readonly batchCodes: Address;
  readonly queues: Address;
  readonly queueCount: number;
  /** Contacts of a queue, as a power of two. */
  readonly queueBits: number;
  readonly queueSizes: Address;
  readonly queueCodes: Address;
  readonly raw: Address;
  readonly rawBytes: number;
  readonly input: Address;
  readonly inputBytes: number;
  readonly slotOfKind: Address;
  readonly spans: Address;
  readonly dayLayout: Address;
  readonly valued: Address;
  readonly people: Address;
  readonly contactBytes: number;
  readonly traces: Address;
  readonly accounts: Address;
  readonly cutoffs: Address;
  readonly listStart: Address;
  readonly listEnd: Address;
  readonly boundaries: Address;
  readonly rowStart: Address;
  /** Of the rows of a block. */
  readonly asOf: Address;
  readonly pointStart: Address;
  readonly pointAsOf: Address;
  readonly accountEvents: Address;
  readonly active: Address;
  readonly activeStart: Address;
  readonly latest: Address;
  readonly latestContact: Address;
  readonly runnerUp: Address;
  /** Rows a block has room for. */
  readonly blockRows: number;
  readonly contactRows: Address;
  readonly blockTotals: Address;
  readonly countColumns: Address;
  readonly lastColumns: Address;
  /** Days since then, as large; written where a feature asks for it. */
  readonly daysSince: Address;
  readonly dayWords: Address;
  readonly sums: Address;
  readonly maxima: Address;
  readonly lastValues: Address;
  /** Cells, the last of all: they take more memory as they become more. */
  readonly pool: Address;
  /** End of what is taken at the start. */
  readonly bytes: number;
}

/** Plans the memory of a sweep. @param numbers in place of an index of the contacts' ids. */
export function sweepLayout(shape: SweepShape, lists: CutoffLists, numbers: NumberTable | null): SweepLayout {
  const { snapshots, contacts, accounts, points, lookback, kinds, properties, folds } = shape;
  const { rows } = snapshots;
  const windows = lookback.spans.length;
  const slots = slotsOf(kinds);
  const valuedKinds = valuedKindsOf(kinds);
  const people = contacts.ids.length;
  const contactBytes = 8 * Math.ceil((12 + 4 * slots) / 8);
  const rowsOfOne = mostRows(shape);
  // Not a power of two: columns would fall on the same lines of the cache.
  const room = Math.max(Math.min(blockRows, rows), rowsOfOne) + 8;
  const queueBits = Math.max(leastQueueBits, Math.ceil(Math.log2(Math.max(people, 1) / mostQueues)));
  const queueCount = Math.ceil(people / 2 ** queueBits);
  const plan = new MemoryPlan();
  const wanted = (fold: boolean, bytes: number): Address => (fold ? plan.place(bytes, 64) : 0);
  const account = folds.has('account');
  return {
    fold: plan.place(recordBytes(foldShape)),
    contactIndex: plan.place(recordBytes(indexShape)),
    kindIndex: plan.place(recordBytes(indexShape)),
    contactIds: placeIds(plan, numbers ? [] : contacts.ids),
    numberTable: numbers ? plan.place(4 * numbers.places.length, 64) : 0,
    positions: wanted(shape.positions !== null, 4 * people),
    kindIds: placeIds(plan, [...kinds.names, ...kinds.excluded]),
    propertyValues: plan.place(properties.length * recordBytes(indexShape)),
    propertyIds: properties.map(({ values }) => placeIds(plan, values)),
    fingerprint: plan.place(24),
    batch: plan.place(batch.events * batch.bytes, 64),
    batchCodes: plan.place(4 * codesOfEvent(shape) * batch.events, 64),
    queues: plan.place(queueCount * queue.events * queue.bytes, 64),
    queueCount,
    queueBits,
    queueSizes: plan.place(4 * queueCount),
    queueCodes: plan.place(4 * codesOfEvent(shape) * queueCount * queue.events, 64),
    raw: plan.place(rawBytes + 64),
    rawBytes,
    input: plan.place(inputBytes + 64),
    inputBytes,
    slotOfKind: plan.place(4 * (kinds.names.length + kinds.excluded.length)),
    spans: plan.place(8 * windows),
    dayLayout: plan.place(8 * windows),
    valued: plan.place(4 * slots),
    people: plan.place(contactBytes * people, 64),
    contactBytes,
    traces: wanted(leavesTraces(shape), 4 * people),
    accounts: wanted(account, 4 * people),
    cutoffs: plan.place(8 * lists.cutoffs.length),
    listStart: wanted(lists.start !== null, 4 * people),
    listEnd: wanted(lists.end !== null, 4 * people),
    boundaries: plan.place(8 * lists.boundaries.length),
    rowStart: plan.place(4 * (people + 1)),
    asOf: plan.place(8 * room),
    pointStart: wanted(account, 4 * (accounts.ids.length + 1)),
    pointAsOf: wanted(account, 8 * points.asOf.length),
    accountEvents: wanted(account, 4 * points.asOf.length * windows),
    active: wanted(account, account ? activeStarts(shape)[people]! : 0),
    activeStart: wanted(account, 4 * (people + 1)),
    latest: wanted(account, 8 * points.asOf.length),
    latestContact: wanted(account, 4 * points.asOf.length),
    runnerUp: wanted(account, 8 * points.asOf.length),
    blockRows: room,
    contactRows: plan.place((rowsOfOne + 3) * (8 + 4 * windows), 64),
    // At worst every contact has one row, of which four are made.
    blockTotals: plan.place(4 * room * (8 + 4 * windows), 64),
    countColumns: wanted(folds.has('counts'), 8 * room * (slots + 1) * windows),
    lastColumns: wanted(folds.has('last'), 8 * room * (slots + 1)),
    daysSince: wanted(folds.has('last'), 8 * room * (slots + 1)),
    dayWords: wanted(folds.has('days'), 4 * room * dayLayoutOf(lookback).words),
    sums: wanted(folds.has('values'), 16 * room * valuedKinds * windows),
    maxima: wanted(folds.has('maxima'), 8 * room * valuedKinds * windows),
    lastValues: wanted(folds.has('lastValues'), 16 * room * valuedKinds),
    pool: plan.place(firstCells, 64),
    bytes: plan.bytes,
  };
}

/** Words of a trace with so many codes. */
export function wordsOfTrace(codes: number): number {
  return traceWords + Math.ceil(codes / 2);
}

/** Bytes that the cells of so many events, and their traces, take at most. */
export function cellBytesOf(shape: SweepShape, events: number): number {
  const { kinds, folds } = shape;
  const values = folds.has('values') || folds.has('maxima') || folds.has('lastValues');
  const trace = leavesTraces(shape) ? 8 * wordsOfTrace(codesOfEvent(shape)) : 0;
  return events * (cellBytes.cell + (values && valuedKindsOf(kinds) > 0 ? cellBytes.value : 0) + trace);
}
