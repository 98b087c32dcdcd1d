import { setImmediate } from 'node:timers/promises';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import type { FamilyName } from '../../model/families.ts';
import { silent } from '../../progress.ts';
import type { BacktestSide } from '../../report/backtestData.ts';
import { labelsAtOrigin, splitAtOrigin } from '../../snapshot/origins.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { isoOf } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { auditTraining } from '../extract/auditTraining.ts';
import type { Extract } from '../extract/extract.ts';
import { takeInt32, takeUint8 } from '../take.ts';
import { championOfTournament, holdTournament } from '../tournament.ts';
import { tuneFamilies } from '../tuneFamilies.ts';

/** What a tournament held at an origin said about everyone who could be approached then, and what became of them. */
export interface OriginTrial {
  readonly asOf: string;
  readonly train: BacktestSide;
  readonly calibration: BacktestSide;
  readonly champion: FamilyName;
  readonly fallback: boolean;
  readonly calibrationMethod: string;
  readonly excludedFeatures: number;
  /** Index of the contact, ascending, and the unit of each row. */
  readonly contact: Int32Array;
  readonly unit: Int32Array;
  /** What came true. */
  readonly label: Uint8Array;
  readonly probabilities: Readonly<Record<FamilyName, Float64Array>>;
}

/**
 * Trains, calibrates and chooses a model by what was known at an origin, and asks it about everyone who could be approached then.
 *
 * @throws HandraiseError `data` when units are too few, or a class is missing from training or calibration; `interrupted`.
 */
export async function tryOrigin(
  workbench: Pick<Workbench, 'progress' | 'signal' | 'clock'>,
  read: Extract,
  program: Program,
  origin: Instant,
): Promise<OriginTrial> {
  const { progress, signal } = workbench;
  const { population } = read;
  const split = splitAtOrigin(population, read.snapshots, program, origin);
  const snapshots = { ...read.snapshots, label: labelsAtOrigin(population, read.snapshots, program, origin) };
  const train = sideOf(snapshots, split.train);
  const calibration = sideOf(snapshots, split.calibration);
  for (const [name, side] of Object.entries({ training: train, calibration })) refuseOneClass(origin, name, side);
  const audit = auditTraining({ ...read, snapshots }, program, snapshots.label, {
    train: split.train,
    now: split.test,
    // An attribute that is not kept as history holds today's value, so whether it is written down because of the outcome is judged by
    // all that is known today; that can only leave it out.
    past: Int32Array.from({ length: snapshots.rows }, (_, row) => row),
  });
  const kept = keptFeatures(audit);
  const table = selectColumns(read.features.table, kept);
  const { settings } = await tuneFamilies(table, snapshots, split.train, program, {
    ...workbench,
    progress: { ...silent, stage: (name) => progress.stage(`${isoOf(origin)}: ${name}`) },
  });
  const entrants = await holdTournament(
    table,
    snapshots,
    split,
    { ...program, settings },
    { signal, onProgress: (done, total) => progress.advance(done, total) },
    async (family) => {
      await setImmediate();
      signal.throwIfAborted();
      progress.stage(`${isoOf(origin)}: fitting ${family} on ${split.train.length} snapshots`);
    },
  );
  const { minimum } = program;
  const fallback = train.positives < minimum.trainPositives || train.rows - train.positives < minimum.trainNegatives;
  const winner = championOfTournament(entrants, fallback);
  const later = takeRows(table, split.test);
  const probabilities = entrants.map(
    ({ family, model, calibrator }) => [family, calibrator.probabilities(model.margins(later))] as const,
  );
  return {
    asOf: isoOf(origin),
    train,
    calibration,
    champion: winner.family,
    fallback,
    calibrationMethod: winner.calibrator.method,
    excludedFeatures: audit.length - kept.length,
    contact: takeInt32(snapshots.contact, split.test),
    unit: takeInt32(snapshots.unit, split.test),
    label: takeUint8(snapshots.label, split.test),
    probabilities: Object.fromEntries(probabilities) as OriginTrial['probabilities'],
  };
}

function sideOf({ asOf, label }: Snapshots, rows: Int32Array): BacktestSide {
  const dates = Float64Array.from(rows, (row) => asOf[row]!).sort();
  const positives = rows.reduce((sum, row) => sum + label[row]!, 0);
  return { from: isoOf(dates[0]!), to: isoOf(dates.at(-1)!), rows: rows.length, positives };
}

function refuseOneClass(origin: Instant, name: string, { rows, positives }: BacktestSide): void {
  if (positives > 0 && positives < rows) return;
  throw new HandraiseError(
    'data',
    `at ${isoOf(origin)} the ${name} dates held ${positives} conversions and ${rows - positives} others`,
    { hint: 'a model needs both: go back less far with fewer --origins' },
  );
}
