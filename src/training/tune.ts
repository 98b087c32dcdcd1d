import { heldOutLosses } from '../calibration/heldOutLosses.ts';
import { platt } from '../calibration/platt.ts';
import { unitFolds } from '../calibration/unitFolds.ts';
import type { Program } from '../config/schema.ts';
import type { FittedModel } from '../model/estimator.ts';
import { type Notice, notice } from '../notice/notice.ts';
import { take } from '../numeric/take.ts';
import { rungsOf } from '../tuning/rungs.ts';
import { search } from '../tuning/search.ts';
import { type FamilySettings, settingsText } from '../tuning/settings.ts';
import type { Trial } from '../tuning/trial.ts';
import { fitFamily } from './fit.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { ModelProgram } from './modelProgram.ts';
import { breathe, type TrainingRun } from './trainingRun.ts';

/** What a search for settings found. */
export interface Tuning {
  /** Of each family for which others than the defaults were clearly better. */
  readonly settings: Partial<FamilySettings>;
  /** Every trial; absent where none was asked for or possible. */
  readonly trials?: readonly Trial[];
  /** Why none was possible; empty otherwise. */
  readonly warnings: readonly Notice[];
}

const folds = 5;

/**
 * Looks for better settings of the families, as far as the program asks for it, on training rows alone: fitted on earlier dates,
 * judged on later ones. See docs/explanation/tuning.md.
 *
 * @throws HandraiseError as `fit`; `interrupted` once the signal is aborted.
 */
export async function tune(
  train: LabelledRows,
  program: ModelProgram & Pick<Program, 'tuning'>,
  { progress, signal, clock }: TrainingRun,
): Promise<Tuning> {
  const { tuning: budget, seed } = program;
  if (!budget) return { settings: {}, warnings: [] };
  const rungs = rungsOf(train, seed);
  if (rungs.length === 0) {
    return { settings: {}, warnings: [notice('not-tuned', {})] };
  }
  const trials = await search({
    units: rungs.map(({ later }) => take(train.unit, later)),
    judge: async (family, settings, rung) => {
      await breathe(signal);
      const { earlier, later } = rungs[rung]!;
      const model = await fitFamily(
        family,
        train.take(earlier),
        { ...program, settings: { [family]: settings } },
        { signal },
      );
      return lossesOf(train.take(later), model, seed);
    },
    budget,
    seed,
    clock,
    onTrial: ({ number, family, settings }) => {
      const ofAll = budget.trials === undefined ? '' : ` of ${budget.trials}`;
      progress.stage(`tuning, trial ${number}${ofAll}: ${family} with ${settingsText({ ...settings })}`);
    },
  });
  const better = trials.filter(({ end, isDefault }) => end === 'chosen' && !isDefault);
  return {
    settings: Object.fromEntries(better.map(({ family, settings }) => [family, settings])),
    trials,
    warnings: [],
  };
}

/** Of each row, once calibrated on the others: what is searched is what ranks well, for calibration comes on later dates anyway. */
function lossesOf({ table, label, unit }: LabelledRows, model: FittedModel, seed: number): Float64Array {
  return heldOutLosses(platt, model.margins(table), label, unitFolds(label, unit, folds, seed), folds);
}
