import { HandraiseError } from '../../errors.ts';
import { significant } from '../../text/format.ts';
import { noPoints } from './accountPoints.ts';
import { EventSweep } from './eventSweep.ts';
import type { SweepShape } from './sweepShape.ts';

/** What a 32-bit memory holds, with some room to spare. */
const largestMemory = 2 ** 32 - 2 ** 26;

const mostPartitions = 4096;

/** A hash deals unevenly: a tenth more than its share may fall on one partition. */
const uneven = 1.1;

/** Bytes of what was received and let go, and is not yet collected, per thread. */
const passingBytes = 2 ** 25;

/** Bytes per contact that telling the partitions takes. */
const dividingBytes = 80;

/** Bytes of what a partition knows of its rows: where each is among all, its contact, as-of and point. */
const rowBytes = 20;

/** What decides how many partitions there are. */
export interface PartitionNeed {
  /** Of all contacts together. */
  readonly shape: SweepShape;
  /** Events of all of them, at most. */
  readonly events: number;
  /** Bytes that the partitions at work at a time may take. */
  readonly budget: number;
  /** How many partitions to make at least; by default as many as the memory asks for. */
  readonly partitions?: number | undefined;
  /** Partitions at work at a time, at most. */
  readonly threads: number;
}

/** How many partitions the contacts are folded in, how many of them at a time, and the bytes that takes. */
export interface PartitionPlan {
  readonly partitions: number;
  readonly threads: number;
  /** What takes the same however many partitions there are. */
  readonly fixedBytes: number;
  /** What all of them together take besides, at most. */
  readonly foldedBytes: number;
  /** What those at work at a time take together, at most. */
  readonly peakBytes: number;
}

/**
 * As few partitions as the memory allows, folded by as many threads as it allows: what fits whole is not divided for the threads' sake.
 *
 * @throws HandraiseError `resource` when what every partition needs does not fit.
 */
export function planPartitions({ shape, events, budget, partitions = 1, threads }: PartitionNeed): PartitionPlan {
  const whole = EventSweep.bytes(shape, events) + passingBytes;
  const fixedBytes = EventSweep.bytes(withoutContacts(shape), 0) + passingBytes;
  const dividing = dividingBytes * shape.contacts.ids.length;
  const foldedBytes = whole - fixedBytes + rowBytes * shape.snapshots.rows;
  const needed = (atOnce: number): number | undefined => {
    if (atOnce === 1 && whole <= Math.min(budget, largestMemory)) return 1;
    const allowed = Math.min((budget - dividing) / atOnce, largestMemory);
    const least = Math.max(2, Math.ceil((uneven * foldedBytes) / (allowed - fixedBytes)));
    return allowed > fixedBytes && least <= mostPartitions ? least : undefined;
  };
  const alone = needed(1);
  if (alone === undefined)
    throw new HandraiseError(
      'resource',
      `folding events for ${shape.snapshots.rows} snapshots takes ${gibibytes(whole)} GiB of memory, of which ${gibibytes(dividing + fixedBytes)} cannot be divided; ${gibibytes(budget)} GiB are allowed`,
      { hint: 'allow more with --memory' },
    );
  const least = Math.max(partitions, alone);
  let atOnce = Math.min(threads, least);
  while (atOnce > 1 && needed(atOnce) === undefined) atOnce--;
  const made = Math.max(least, needed(atOnce)!);
  const divided = dividing + atOnce * (fixedBytes + Math.min(1, uneven / made) * foldedBytes);
  const peakBytes = Math.ceil(made === 1 ? whole : divided);
  return { partitions: made, threads: atOnce, fixedBytes: dividing + fixedBytes, foldedBytes, peakBytes };
}

function withoutContacts(shape: SweepShape): SweepShape {
  const snapshots = { rows: 0, contact: new Int32Array(0), asOf: new Float64Array(0) };
  const contacts = { ids: [], account: new Int32Array(0), createdAt: new Float64Array(0) };
  const start = new Int32Array(shape.accounts.ids.length + 1);
  return { ...shape, snapshots, contacts, points: { ...noPoints, start } };
}

function gibibytes(bytes: number): string {
  return significant(bytes / 2 ** 30);
}
