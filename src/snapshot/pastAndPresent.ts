import type { Program } from '../config/schema.ts';
import type { Instant } from '../time/instant.ts';
import { growingIntegers } from './growingArray.ts';
import type { Population } from './population.ts';
import { scoringSnapshots } from './scoringSnapshots.ts';
import type { Snapshots } from './snapshots.ts';
import { trainingSnapshots } from './trainingSnapshots.ts';

/** Rows of past dates to learn from and rows of those who may be approached now, so that one pass computes the features of both. */
export interface PastAndPresent extends Snapshots {
  /** The rows of past dates by themselves, and where they stand among all. */
  readonly past: Snapshots;
  readonly pastRows: Int32Array;
  /** Where the rows of now stand among all; their labels are 0 and mean nothing. */
  readonly presentRows: Int32Array;
}

/**
 * The training snapshots with the scoring snapshots of an instant, ascending by contact, then as-of; the ledger is that of the
 * training snapshots.
 *
 * No pair is in both: a training row's horizon is over by then, a scoring row's is not.
 *
 * @param asOf no earlier than the end of the last training row's horizon.
 */
export function pastAndPresent(population: Population, program: Program, asOf: Instant): PastAndPresent {
  const past = trainingSnapshots(population, program);
  const present = scoringSnapshots(population, program, asOf);
  const rows = past.rows + present.rows;
  const contact = new Int32Array(rows);
  const dates = new Float64Array(rows);
  const label = new Uint8Array(rows);
  const unit = new Int32Array(rows);
  const pastRows = growingIntegers();
  const presentRows = growingIntegers();
  for (let row = 0; row < rows; row++) {
    const [i, j] = [pastRows.length, presentRows.length];
    const fromPast = j === present.rows || (i < past.rows && past.contact[i]! <= present.contact[j]!);
    const [source, at] = fromPast ? [past, i] : [present, j];
    (fromPast ? pastRows : presentRows).push(row);
    contact[row] = source.contact[at]!;
    dates[row] = source.asOf[at]!;
    label[row] = source.label[at]!;
    unit[row] = source.unit[at]!;
  }
  return {
    ...{ rows, contact, asOf: dates, label, unit, ledger: past.ledger, past },
    pastRows: pastRows.finish(),
    presentRows: presentRows.finish(),
  };
}
