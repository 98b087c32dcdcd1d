import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { platt } from '../calibration/platt.ts';
import type { Program } from '../config/schema.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { logLoss } from '../evaluation/metrics/logLoss.ts';
import { rocAuc } from '../evaluation/metrics/rocAuc.ts';
import { sigmoid } from '../numeric/special.ts';
import { type AccountSnapshots, accountSnapshots } from '../ranking/accountSnapshots.ts';
import type { CalibrationReportData } from '../report/reportData.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { type Table, takeRows } from '../table/table.ts';
import { type Instant, isoOf, microsecondsPerDay } from '../time/instant.ts';
import type { Extract } from './extract/extract.ts';
import { takeFloat64, takeInt32, takeUint8 } from './take.ts';
import type { Entrant } from './tournament.ts';

/** An entrant's showing on rows it has never seen. */
export interface Verdict {
  readonly entrant: Entrant;
  readonly margins: Float64Array;
  readonly probabilities: Float64Array;
  readonly evaluation: Evaluation;
}

/** Rows with their features and outcomes. */
export interface Judged {
  readonly features: { readonly table: Table };
  readonly snapshots: Pick<Snapshots, 'label' | 'unit'>;
}

/** Evaluates an entrant's calibrated probabilities on the given snapshot rows. */
export function judge(entrant: Entrant, extract: Judged, rows: Int32Array, seed: number): Verdict {
  const margins = entrant.model.margins(takeRows(extract.features.table, rows));
  const probabilities = entrant.calibrator.probabilities(margins);
  return { entrant, margins, probabilities, evaluation: evaluateRows(extract.snapshots, rows, probabilities, seed) };
}

/** The same rows by the raw margins, before calibration. */
export function judgeUncalibrated(verdict: Verdict, extract: Judged, rows: Int32Array, seed: number): Evaluation {
  return evaluateRows(extract.snapshots, rows, Float64Array.from(verdict.margins, sigmoid), seed);
}

function evaluateRows(
  snapshots: Judged['snapshots'],
  rows: Int32Array,
  probabilities: Float64Array,
  seed: number,
): Evaluation {
  const label = takeUint8(snapshots.label, rows);
  // Rows ascend by contact id, then date: the order in which ties are broken.
  return evaluate({ probabilities, label, unit: takeInt32(snapshots.unit, rows), tieOrder: rows }, { seed });
}

/** How account probabilities are made from those of contacts, judged on the test dates. */
export interface AccountVerdict {
  readonly calibrator: FittedCalibrator | null;
  readonly evaluation: Evaluation | null;
  readonly probabilities: Float64Array;
}

/** Fits the account calibrator on the calibration rows and judges it on the test rows. */
export function judgeAccounts(
  champion: Entrant,
  extract: Extract,
  sides: { readonly calibration: Int32Array; readonly test: Int32Array },
  seed: number,
): AccountVerdict {
  const past = rollUp(champion, extract, sides.calibration);
  const recent = rollUp(champion, extract, sides.test);
  const raw = Float64Array.from(recent.margin, sigmoid);
  if (recent.rows === 0) return { calibrator: null, evaluation: null, probabilities: raw };
  const calibrator = hasBoth(past.label) ? platt.fit(past.margin, past.label) : null;
  const probabilities = calibrator ? calibrator.probabilities(recent.margin) : raw;
  // Rows ascend by account id, then date: the order in which ties are broken.
  const order = Int32Array.from({ length: recent.rows }, (_, row) => row);
  const evaluation = hasBoth(recent.label)
    ? evaluate({ probabilities, label: recent.label, unit: recent.account, tieOrder: order }, { seed })
    : null;
  return { calibrator, evaluation, probabilities };
}

function rollUp(champion: Entrant, extract: Extract, rows: Int32Array): AccountSnapshots {
  const { snapshots, population, features } = extract;
  const margins = champion.model.margins(takeRows(features.table, rows));
  return accountSnapshots({
    account: Int32Array.from(rows, (row) => population.contacts.account[snapshots.contact[row]!]!),
    asOf: takeFloat64(snapshots.asOf, rows),
    label: takeUint8(snapshots.label, rows),
    probability: champion.calibrator.probabilities(margins),
  });
}

function hasBoth(label: Uint8Array): boolean {
  return label.includes(0) && label.includes(1);
}

/** The champion's showing date by date; where every contact has its own date, month by month. */
export function judgeByDate(
  verdict: Verdict,
  extract: { readonly snapshots: Pick<Snapshots, 'asOf' | 'label'> },
  rows: Int32Array,
  program: Pick<Program, 'cutoffs'>,
): CalibrationReportData['byDate'] {
  const groups = new Map<Instant, number[]>();
  for (const [position, row] of rows.entries()) {
    const asOf = extract.snapshots.asOf[row]!;
    const key = dateKey(asOf, program);
    const group = groups.get(key);
    if (group) group.push(position);
    else groups.set(key, [position]);
  }
  return [...groups.keys()]
    .sort((a, b) => a - b)
    .map((key) => {
      const positions = Int32Array.from(groups.get(key)!);
      const probabilities = takeFloat64(verdict.probabilities, positions);
      const label = Uint8Array.from(positions, (position) => extract.snapshots.label[rows[position]!]!);
      return {
        asOf: isoOf(key),
        rows: positions.length,
        positives: label.reduce((sum, value) => sum + value, 0),
        meanPredicted: probabilities.reduce((sum, value) => sum + value, 0) / positions.length,
        rocAuc: rocAuc(probabilities, label),
        logLoss: logLoss(probabilities, label),
      };
    });
}

/** The date that a row counts to: its own of a calendar; where every contact has its own date, the first of the month. */
export function dateKey(asOf: Instant, { cutoffs }: Pick<Program, 'cutoffs'>): Instant {
  return 'every' in cutoffs ? asOf : monthOf(asOf);
}

function monthOf(instant: Instant): Instant {
  const date = new Date(Math.floor(instant / microsecondsPerDay) * (microsecondsPerDay / 1000));
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) * 1000;
}
