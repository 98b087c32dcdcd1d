import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { chooseCalibrator } from '../calibration/chooseCalibrator.ts';
import type { Program } from '../config/schema.ts';
import type { FitRun, FittedModel } from '../model/estimator.ts';
import { type FamilyName, familyNames } from '../model/families.ts';
import type { Snapshots, Split } from '../snapshot/snapshots.ts';
import { type Table, takeRows } from '../table/table.ts';
import type { FamilySettings } from '../tuning/settings.ts';
import { fitProgram } from './fitProgram.ts';
import { takeFloat64, takeInt32, takeUint8 } from './take.ts';

/** A family's model, fitted on the training dates and calibrated on later ones. */
export interface Entrant {
  readonly family: FamilyName;
  readonly model: FittedModel;
  readonly calibrator: FittedCalibrator;
  /** Cross-validated log loss of the calibrated probabilities on the calibration dates. */
  readonly validationLogLoss: number;
}

/** What of a program decides about its models. */
export type ModelProgram = Pick<Program, 'horizonDays' | 'seed' | 'calibration'> & {
  readonly features: Pick<Program['features'], 'highCardinality'>;
  /** Of families that a search found better ones for; by default those of `defaultSettings`. */
  readonly settings?: Partial<FamilySettings>;
};

/**
 * Fits and calibrates every family, or those named, the simplest first.
 *
 * @throws HandraiseError `interrupted` once the signal is aborted.
 */
export async function holdTournament(
  table: Table,
  snapshots: Pick<Snapshots, 'label' | 'asOf' | 'unit'>,
  split: Pick<Split, 'train' | 'calibration'>,
  program: ModelProgram,
  run: Pick<FitRun, 'signal' | 'onProgress'>,
  onFamily: (family: FamilyName) => Promise<void>,
  families: readonly FamilyName[] = familyNames,
): Promise<readonly Entrant[]> {
  const train = {
    table: takeRows(table, split.train),
    label: takeUint8(snapshots.label, split.train),
    asOf: takeFloat64(snapshots.asOf, split.train),
  };
  const later = takeRows(table, split.calibration);
  const label = takeUint8(snapshots.label, split.calibration);
  const unit = takeInt32(snapshots.unit, split.calibration);
  const entrants: Entrant[] = [];
  for (const family of families) {
    await onFamily(family);
    const model = await fitProgram(family, train, program, run);
    const margins = model.margins(later);
    const { calibrator, validationLogLoss } = chooseCalibrator(program.calibration, margins, label, unit, program.seed);
    entrants.push({ family, model, calibrator: calibrator.fit(margins, label), validationLogLoss });
  }
  return entrants;
}

/** The entrant of the least validation log loss, of equals the simplest; with too little data, the points score stands in. */
export function championOfTournament(entrants: readonly Entrant[], fallback: boolean): Entrant {
  const standIn = entrants.find((entrant) => entrant.family === 'points');
  if (fallback && standIn) return standIn;
  return entrants.reduce((best, entrant) => (entrant.validationLogLoss < best.validationLogLoss ? entrant : best));
}
