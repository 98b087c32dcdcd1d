import type { Program } from '../../config/schema.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import type { RunProfile } from '../../monitor/profile.ts';
import { selectColumns } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import { labelledRows } from '../../training/labelledRows.ts';
import { train } from '../../training/train.ts';
import type { TrainingResult } from '../../training/trainingResult.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { trainingProfile } from '../extract/runProfiles.ts';
import { auditedExtract } from './auditedExtract.ts';
import { countsOf } from './countsOf.ts';
import { subjectOf } from './subjectOf.ts';
import type { CheckedTraining, TrainingCheck } from './trainingCheck.ts';

/** A trained model, judged, with what the gates say of it. */
export interface ProgramTraining {
  readonly artefact: Artefact;
  readonly findings: TrainingResult;
  /** What it read, for scorings to be compared with. */
  readonly profile: RunProfile;
  /** What the check of its data found; null where none was asked for. */
  readonly checked: CheckedTraining | null;
}

/**
 * Trains a program's models on what was known before an instant, and judges them on the latest dates.
 *
 * Nothing is written. The same data, program and instant give the same model, byte for byte.
 *
 * @param history what tells whether the data are those of earlier runs; by default nobody asks
 * @throws HandraiseError `gate` when they are not; `data` when a class is missing altogether or history is too short to split; `config` when the program keeps a
 *   feature that there is not.
 */
export async function trainProgram(
  workbench: Workbench,
  name: string,
  configured: Program,
  knownBefore: Instant,
  history: TrainingCheck | null = null,
): Promise<ProgramTraining> {
  const audited = await auditedExtract(workbench, name, configured, knownBefore, history);
  const { read, split, audit, checked } = audited;
  const { program, snapshots } = read;
  const minimumData = { needed: program.minimum, found: countsOf(snapshots, split, program) };
  const { artefact, result, deployed } = await train(
    labelledRows({ ...snapshots, table: selectColumns(read.features.table, keptFeatures(audit)) }),
    split,
    {
      ...program,
      minimumData,
      asks: 'model',
      inTime: !split.byUnit,
      refitOn: program.refit === false ? null : snapshots.pastRows,
      rowsAre: 'snapshots',
      testRowsAre: `snapshots of ${split.byUnit ? 'other units' : 'later dates'}`,
      subject: subjectOf({ name, configured, minimumData, ...audited }),
    },
    workbench,
  );
  const profile = trainingProfile(read, program, knownBefore, { artefact, ...deployed });
  return { artefact, findings: result, profile, checked };
}
