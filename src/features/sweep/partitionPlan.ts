import { HandraiseError } from '../../errors.ts';
import { noPoints } from './accountPoints.ts';
import { EventSweep } from './eventSweep.ts';
import type { SweepShape } from './sweepShape.ts';

/** What a 32-bit memory holds, with some room to spare. */
const largestMemory = 2 ** 32 - 2 ** 26;

const mostPartitions = 4096;

/**
 * How many partitions it takes so that those at work at a time fit the memory.
 *
 * @param shape of all contacts together. @param events of all of them, at most. @param atOnce partitions at work at a time. @param budget in bytes.
 * @throws HandraiseError `resource` when what every partition needs does not fit.
 */
export function partitionsNeeded(shape: SweepShape, events: number, atOnce: number, budget: number): number {
  const whole = EventSweep.bytes(shape, events);
  const least = EventSweep.bytes(withoutRows(shape), 0);
  const allowed = Math.min(budget / atOnce, largestMemory);
  if (whole <= allowed) return 1;
  // A hash deals unevenly: a tenth more than its share may fall on one.
  const partitions = Math.ceil((1.1 * (whole - least)) / (allowed - least));
  if (allowed > least && partitions <= mostPartitions) return Math.max(2, partitions);
  throw new HandraiseError(
    'resource',
    `folding events for ${shape.snapshots.rows} snapshots takes ${gibibytes(whole)} GiB of memory, of which ${gibibytes(least)} cannot be divided; ${gibibytes(budget)} GiB are allowed`,
    { hint: 'allow more with --memory' },
  );
}

function withoutRows(shape: SweepShape): SweepShape {
  const none = { rows: 0, contact: new Int32Array(0), asOf: new Float64Array(0) };
  const folds = new Set([...shape.folds].filter((fold) => fold !== 'account'));
  return { ...shape, snapshots: none, points: noPoints, folds, owned: new Uint8Array(shape.contacts.ids.length) };
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toPrecision(3);
}
