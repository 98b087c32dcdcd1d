import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import type { FamilyName } from '../../model/families.ts';
import { take } from '../../numeric/take.ts';
import { accountLabels, contactCounts } from '../../ranking/accounts/accountRows.ts';
import type { RollUpMethod } from '../../ranking/accounts/rollUps.ts';
import type { BacktestSide } from '../../report/backtestData.ts';
import { labelsAtOrigin, splitAtOrigin } from '../../snapshot/origins.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { selectColumns } from '../../table/table.ts';
import { type Instant, isoOf } from '../../time/instant.ts';
import { labelledRows } from '../../training/labelledRows.ts';
import { train } from '../../training/train.ts';
import type { PredictedAccounts } from '../../training/trainAccounts.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { auditTraining } from '../extract/auditTraining.ts';
import type { Extract } from '../extract/extract.ts';
import { accountsOf } from '../extract/labelledExtract.ts';

/** What a tournament held at an origin said about everyone who could be approached then, and what became of them. */
export interface OriginTrial {
  readonly asOf: string;
  readonly train: BacktestSide;
  readonly calibration: BacktestSide;
  readonly selected: FamilyName;
  readonly fallback: boolean;
  readonly calibrationMethod: string;
  readonly excludedFeatures: number;
  /** Index of the contact, ascending, and the unit of each row. */
  readonly contact: Int32Array;
  readonly unit: Int32Array;
  /** What came true. */
  readonly label: Uint8Array;
  readonly probabilities: Readonly<Record<FamilyName, Float64Array>>;
  /** What the selected model said of their accounts, and what came true; null where nobody has an account. */
  readonly accounts: AccountTrial | null;
}

/** Accounts at an origin, ascending. */
export interface AccountTrial {
  /** How their contacts were combined, as past accounts chose at that date. */
  readonly method: RollUpMethod;
  readonly account: Int32Array;
  readonly contacts: Int32Array;
  readonly label: Uint8Array;
  readonly probability: Float64Array;
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
  const { progress } = workbench;
  const { population } = read;
  const split = splitAtOrigin(population, read.snapshots, program, origin);
  const snapshots = { ...read.snapshots, label: labelsAtOrigin(population, read.snapshots, program, origin) };
  const trainSide = sideOf(snapshots, split.train);
  const calibration = sideOf(snapshots, split.calibration);
  for (const [name, side] of Object.entries({ training: trainSide, calibration })) refuseOneClass(origin, name, side);
  const audit = auditTraining({ ...read, snapshots }, program, snapshots.label, {
    train: split.train,
    now: split.test,
    // An attribute that is not kept as history holds today's value, so whether it is written down because of the outcome is judged by
    // all that is known today; that can only leave it out.
    past: Int32Array.from({ length: snapshots.rows }, (_, row) => row),
  });
  const kept = keptFeatures(audit);
  const { selected, fallback, probabilities, accounts } = await train(
    labelledRows({ ...snapshots, table: selectColumns(read.features.table, kept) }),
    split,
    {
      ...program,
      asks: 'predictions',
      accounts: { account: accountsOf({ ...read, snapshots }), features: read.features.features },
      inTime: true,
      rowsAre: 'snapshots',
      minimumData: {
        needed: program.minimum,
        found: {
          trainPositives: trainSide.positives + calibration.positives,
          trainNegatives: trainSide.rows + calibration.rows - trainSide.positives - calibration.positives,
        },
      },
    },
    {
      ...workbench,
      progress: {
        advance: (done, total) => progress.advance(done, total),
        stage: (name) => progress.stage(`${isoOf(origin)}: ${name}`),
      },
    },
  );
  return {
    asOf: isoOf(origin),
    train: trainSide,
    calibration,
    selected: selected.family,
    fallback,
    calibrationMethod: selected.calibrator.method,
    excludedFeatures: audit.length - kept.length,
    contact: take(snapshots.contact, split.test),
    unit: take(snapshots.unit, split.test),
    label: take(snapshots.label, split.test),
    probabilities,
    accounts: accounts && trialOf(accounts, take(snapshots.label, split.test)),
  };
}

function trialOf({ method, rows, probabilities }: PredictedAccounts, label: Uint8Array): AccountTrial | null {
  if (rows.rows === 0) return null;
  return {
    ...{ method, account: rows.account, contacts: contactCounts(rows) },
    ...{ label: accountLabels(rows, label), probability: probabilities },
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
