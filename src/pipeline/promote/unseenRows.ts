import type { Program } from '../../config/schema.ts';
import type { Instant } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { Extract } from '../extract/extract.ts';
import { splitOfModel } from './splitOfModel.ts';

/**
 * Rows from the model's first test date on, of units that it saw on neither of its other sides; of a recalibrated model,
 * those after the dates that corrected it.
 */
export function unseenRows(read: Extract, program: Program, artefact: Artefact): Int32Array {
  const { recalibration } = artefact.result;
  return rowsOfUnseenUnits(read, program, artefact, (asOf, { testFrom }) =>
    recalibration ? asOf > recalibration.to : asOf >= testFrom,
  );
}

/** Of the same units, rows of dates after the last that the model was judged or corrected on. */
export function laterRows(read: Extract, program: Program, artefact: Artefact): Int32Array {
  const { recalibration, sides } = artefact.result;
  const last = recalibration?.to ?? sides.find(({ side }) => side === 'test')!.to!;
  return rowsOfUnseenUnits(read, program, artefact, (asOf) => asOf > last);
}

function rowsOfUnseenUnits(
  read: Extract,
  program: Program,
  artefact: Artefact,
  isLater: (asOf: Instant, split: { readonly testFrom: Instant }) => boolean,
): Int32Array {
  const { snapshots } = read;
  const split = splitOfModel(read, program, artefact);
  const seen = new Set<number>();
  for (const side of [split.train, split.calibration]) for (const row of side) seen.add(snapshots.unit[row]!);
  return Int32Array.from({ length: snapshots.rows }, (_, row) => row).filter(
    (row) => isLater(snapshots.asOf[row]!, split) && !seen.has(snapshots.unit[row]!),
  );
}
