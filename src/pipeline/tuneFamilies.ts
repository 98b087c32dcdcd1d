import { setImmediate } from 'node:timers/promises';
import { heldOutCosts } from '../calibration/heldOutCosts.ts';
import { platt } from '../calibration/platt.ts';
import { unitFolds } from '../calibration/unitFolds.ts';
import type { Program } from '../config/schema.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { type Table, takeRows } from '../table/table.ts';
import { type Rung, rungsOf } from '../tuning/rungs.ts';
import { search } from '../tuning/search.ts';
import { type FamilySettings, settingsText } from '../tuning/settings.ts';
import type { Trial } from '../tuning/trial.ts';
import { tuningSentences } from '../tuning/tuningSentences.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { fitProgram } from './fitProgram.ts';
import { takeFloat64, takeInt32, takeUint8 } from './take.ts';
import type { ModelProgram } from './tournament.ts';

/** What a search for settings found. */
export interface Tuning {
  /** Of each family for which others than the defaults were clearly better. */
  readonly settings: Partial<FamilySettings>;
  /** Every try; absent where none was asked for or possible. */
  readonly trials?: readonly Trial[];
  /** Why none was possible, in a sentence; empty otherwise. */
  readonly warnings: readonly string[];
}

const folds = 5;

/**
 * Looks for better settings of the families, as far as the program asks for it, on training rows alone: fitted on earlier dates,
 * judged on later ones. See docs/explanation/tuning.md.
 *
 * @param train rows of the table, those of the training side.
 * @throws HandraiseError as `fitProgram`; `interrupted` once the signal is aborted.
 */
export async function tuneFamilies(
  table: Table,
  snapshots: Rows,
  train: Int32Array,
  program: ModelProgram & Pick<Program, 'tuning'>,
  { progress, signal, clock }: Pick<Workbench, 'progress' | 'signal' | 'clock'>,
): Promise<Tuning> {
  const { tuning: budget, seed } = program;
  if (!budget) return { settings: {}, warnings: [] };
  const rungs = rungsIn(snapshots, train, seed);
  if (rungs.length === 0) {
    const why =
      'Settings were not tuned: the training dates leave no earlier and later part with ten rows of each class.';
    progress.stage(why);
    return { settings: {}, warnings: [why] };
  }
  const trials = await search({
    units: rungs.map(({ later }) => takeInt32(snapshots.unit, later)),
    judge: async (family, settings, rung) => {
      // Lets signals arrive.
      await setImmediate();
      signal.throwIfAborted();
      const { earlier, later } = rungs[rung]!;
      const model = await fitProgram(
        family,
        {
          table: takeRows(table, earlier),
          label: takeUint8(snapshots.label, earlier),
          asOf: takeFloat64(snapshots.asOf, earlier),
        },
        { ...program, settings: { [family]: settings } },
        { signal },
      );
      return costsOf(model.margins(takeRows(table, later)), snapshots, later, seed);
    },
    budget,
    seed,
    clock,
    onAttempt: ({ number, family, settings }) => {
      const ofAll = budget.trials === undefined ? '' : ` of ${budget.trials}`;
      progress.stage(`tuning, trial ${number}${ofAll}: ${family} with ${settingsText({ ...settings })}`);
    },
  });
  for (const sentence of tuningSentences(trials)) progress.stage(`tuned: ${sentence}`);
  const better = trials.filter(({ end, isDefault }) => end === 'chosen' && !isDefault);
  return {
    settings: Object.fromEntries(better.map(({ family, settings }) => [family, settings])),
    trials,
    warnings: [],
  };
}

type Rows = Pick<Snapshots, 'label' | 'asOf' | 'unit'>;

/** Rungs of the training rows, by their numbers in the table. */
function rungsIn({ asOf, label, unit }: Rows, train: Int32Array, seed: number): readonly Rung[] {
  const rows = { asOf: takeFloat64(asOf, train), label: takeUint8(label, train), unit: takeInt32(unit, train) };
  return rungsOf(rows, seed).map(({ earlier, later }) => ({
    earlier: takeInt32(train, earlier),
    later: takeInt32(train, later),
  }));
}

/** Of each row, once calibrated on the others: what is searched is what ranks well, for calibration comes on later dates anyway. */
function costsOf(margins: Float64Array, rows: Rows, later: Int32Array, seed: number): Float64Array {
  const label = takeUint8(rows.label, later);
  const fold = unitFolds(label, takeInt32(rows.unit, later), folds, seed);
  return heldOutCosts(platt, margins, label, fold, folds);
}
