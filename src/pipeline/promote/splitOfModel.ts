import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { take } from '../../numeric/take.ts';
import type { Snapshots, Split } from '../../snapshot/snapshots.ts';
import { splitSnapshots } from '../../snapshot/split.ts';
import { microsecondsOf } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import { splitRule } from '../../training/artefactSchema.ts';
import type { Extract } from '../extract/extract.ts';

/**
 * The split that a model was trained by, as rows of snapshots that may have been read later: those that had matured by its
 * training, divided as they were then.
 *
 * @throws HandraiseError `artefact` for a model that an older version divided them for in another way.
 */
export function splitOfModel(
  { population, snapshots }: Extract,
  program: Program,
  { highWater, splitRule: rule }: Pick<Artefact, 'highWater' | 'splitRule'>,
): Pick<Split, 'train' | 'calibration' | 'test' | 'testFrom'> {
  if (rule !== splitRule)
    throw new HandraiseError(
      'artefact',
      'the model was trained by an older version, whose test rows cannot be told any more',
      {
        hint: 'handraise train',
      },
    );
  const horizon = microsecondsOf(program.horizonDays);
  const all = Int32Array.from({ length: snapshots.rows }, (_, row) => row);
  const then = all.filter((row) => snapshots.asOf[row]! + horizon <= highWater);
  const split = splitSnapshots(population, subset(snapshots, then), program);
  const rowsOf = (positions: Int32Array) => take(then, positions);
  return {
    train: rowsOf(split.train),
    calibration: rowsOf(split.calibration),
    test: rowsOf(split.test),
    testFrom: split.testFrom,
  };
}

function subset(snapshots: Snapshots, rows: Int32Array): Snapshots {
  return {
    rows: rows.length,
    contact: take(snapshots.contact, rows),
    asOf: take(snapshots.asOf, rows),
    label: take(snapshots.label, rows),
    unit: take(snapshots.unit, rows),
    ledger: snapshots.ledger,
  };
}
