import type { Program } from '../../config/schema.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import { take } from '../../numeric/take.ts';
import { type PastAndPresent, pastAndPresent } from '../../snapshot/pastAndPresent.ts';
import type { Split } from '../../snapshot/snapshots.ts';
import { splitSnapshots } from '../../snapshot/split.ts';
import { selectColumns } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { compareTables } from '../../training/compareTables.ts';
import type { Slicing } from '../../training/evaluateSlices.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { auditTraining, checkKept } from '../extract/auditTraining.ts';
import { type Extract, extract } from '../extract/extract.ts';
import { profiledDates } from '../extract/runProfiles.ts';
import { salesVerdict } from '../extract/salesVerdict.ts';
import type { CheckedTraining, TrainingCheck } from './trainingCheck.ts';

/** What there is to learn from, split in time, and what the audit found about every feature. */
export interface AuditedExtract {
  /** Besides the rows of the split, those who may be approached now. */
  readonly read: Extract<PastAndPresent>;
  /** Rows of `read`. */
  readonly split: Split;
  readonly audit: readonly AuditFinding[];
  /** Opens and clicks by machines; null where nothing says which events are such. */
  readonly machines: Notice<'machine-events-told'> | null;
  /** What sales said of the rows of `read`, see `salesVerdict`. */
  readonly saidBySales: readonly Slicing[];
  /** What the check found; null where none was asked for. */
  readonly checked: CheckedTraining | null;
}

/**
 * Reads past dates and now in one pass, splits the past in time and audits the features on its training side; only whether a column belongs
 * to winners alone is looked for on all of them.
 *
 * @param history asked before anything else is made of what was read; null where nothing is learned from it.
 * @throws HandraiseError as `extract` and `history.check`; `data` when the history is too short to split; `config` when the program keeps a feature that there
 *   is not.
 */
export async function auditedExtract(
  workbench: Workbench,
  name: string,
  program: Program,
  knownBefore: Instant,
  history: TrainingCheck | null,
): Promise<AuditedExtract> {
  let dates = 0;
  const verdict = salesVerdict(name, program, knownBefore);
  const read = await extract(workbench, program, {
    knownBefore,
    snapshotsOf: (population, asked) => pastAndPresent(population, asked, knownBefore),
    volumesBefore: (snapshots) => {
      const own = [knownBefore, ...profiledDates(snapshots, program)];
      dates = own.length;
      return [...own, ...(history?.instants ?? [])];
    },
    withRevisions: true,
    tellMachines: true,
    alsoRead: verdict.alsoRead,
  });
  const checked = history?.check(read, read.volumes.slice(dates)) ?? null;
  const { population, snapshots } = read;
  checkKept(name, program, read);
  const ofPast = splitSnapshots(population, snapshots.past, read.program);
  const rowsOf = (positions: Int32Array) => take(snapshots.pastRows, positions);
  const split = {
    ...ofPast,
    train: rowsOf(ofPast.train),
    calibration: rowsOf(ofPast.calibration),
    test: rowsOf(ofPast.test),
  };
  workbench.progress.stage('auditing features');
  const rows = { train: split.train, now: snapshots.presentRows, past: snapshots.pastRows };
  const audit = auditTraining(read, read.program, snapshots.label, rows);
  return {
    read: { ...read, otherMachines: null },
    split,
    checked,
    audit,
    saidBySales: verdict.slicings(read),
    machines: await machineNotice(workbench, read, split.train),
  };
}

/** What is found of machines, and what it changes for a model of opens and clicks alone. */
async function machineNotice(
  workbench: Workbench,
  { machines, otherMachines, features, snapshots, program }: Extract,
  rows: Int32Array,
): Promise<Notice<'machine-events-told'> | null> {
  if (machines === null) return null;
  const names = otherMachines?.columns.map(({ name }) => name) ?? [];
  const compared =
    otherMachines &&
    (await compareTables(snapshots, [selectColumns(features.table, names), otherMachines], rows, program, workbench));
  return notice('machine-events-told', { ...machines, compared });
}
