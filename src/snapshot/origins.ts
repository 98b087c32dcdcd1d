import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import type { Instant } from '../time/instant.ts';
import { microsecondsOf } from '../time/instant.ts';
import { dateSides, divideByUnit } from './divideByUnit.ts';
import { Eligibility } from './eligibility.ts';
import type { Population } from './population.ts';
import type { Snapshots, Split } from './snapshots.ts';

/**
 * The last as-of dates at which a model could have been trained and has been proved right or wrong since: two earlier dates at least
 * have their horizon over by then.
 *
 * @param snapshots matured rows of a calendar program.
 * @param count how many at most. @returns ascending; at least one.
 * @throws HandraiseError `config` when the program's cutoffs are relative to the contact, `data` when there is no such date.
 */
export function originDates({ asOf }: Snapshots, program: Program, count: number): Float64Array {
  if (!('every' in program.cutoffs))
    throw new HandraiseError('config', 'a back-test needs as-of dates that contacts share', {
      hint: "cutoffs: { every: 'month' } has them; cutoffs so many days after creation do not",
    });
  const dates = Float64Array.from(new Set(asOf)).sort();
  const second = dates[1] ?? Number.NaN;
  const possible = dates.filter((date) => date >= second + microsecondsOf(program.horizonDays));
  if (possible.length === 0)
    throw new HandraiseError(
      'data',
      `the history is too short to go back in: ${dates.length} as-of dates have their horizon over, and none has two before it whose horizon was over by then`,
      { hint: `wait, or choose a shorter horizon than ${program.horizonDays} days or a shorter lookback` },
    );
  return possible.slice(-count);
}

/**
 * What could be learned at an origin, and whom it would have been asked about: training and calibration on rows whose horizon was
 * over by then; the test is every row as of the origin.
 *
 * @throws HandraiseError `data` when units are too few.
 */
export function splitAtOrigin(population: Population, snapshots: Snapshots, program: Program, origin: Instant): Split {
  const horizon = microsecondsOf(program.horizonDays);
  const matured = snapshots.asOf.filter((asOf) => asOf + horizon <= origin).sort();
  const { calibrationShare, testShare } = program.split;
  const second = matured.find((date) => date > matured[0]!)!;
  const position = Math.floor((1 - calibrationShare / (1 - testShare)) * matured.length);
  const calibrationFrom = Math.max(second, matured[position]!);
  const sideOf = (asOf: Instant): number => {
    if (asOf >= origin) return asOf === origin ? dateSides.test : dateSides.later;
    if (asOf + horizon > origin) return dateSides.gap;
    return asOf >= calibrationFrom ? dateSides.calibration : dateSides.train;
  };
  const sideByDate = Uint8Array.from(snapshots.asOf, sideOf);
  const divided = divideByUnit(population, snapshots, program, sideByDate, { draw: 'none' });
  return { ...divided, calibrationFrom, testFrom: origin, byUnit: false };
}

/**
 * Labels as an origin could know them: rows whose horizon was over by then count the outcomes that had become known, however
 * late others arrived; rows as of the origin itself have the label that came true.
 */
export function labelsAtOrigin(
  population: Population,
  snapshots: Snapshots,
  program: Program,
  origin: Instant,
): Uint8Array {
  const { contact, occurredAt, ingestedAt, begunAt } = population.outcomes;
  const known = Int32Array.from(occurredAt.keys()).filter(
    (i) => occurredAt[i]! < origin && !(ingestedAt[i]! >= origin),
  );
  const outcomes = {
    contact: Int32Array.from(known, (i) => contact[i]!),
    occurredAt: Float64Array.from(known, (i) => occurredAt[i]!),
    ingestedAt: Float64Array.from(known, (i) => ingestedAt[i]!),
    ...(begunAt && { begunAt: Float64Array.from(known, (i) => begunAt[i]!) }),
  };
  const then = new Eligibility({ ...population, outcomes }, program, 'as a model may know');
  const horizon = microsecondsOf(program.horizonDays);
  return snapshots.label.map((label, row) => {
    const asOf = snapshots.asOf[row]!;
    if (asOf >= origin) return label;
    return then.converts(snapshots.contact[row]!, asOf, asOf + horizon) ? 1 : 0;
  });
}
