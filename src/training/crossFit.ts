import { HandraiseError } from '../errors.ts';
import { averagedModel } from '../model/averagedModel.ts';
import type { FittedModel } from '../model/estimator.ts';
import { type EstimatorName, fittedFamilyOf } from '../model/families.ts';
import { take } from '../numeric/take.ts';
import { averageLine, type FoldMargins } from './averageLine.ts';
import { fitFamily } from './fit.ts';
import type { Fold } from './folds.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { ModelProgram } from './modelProgram.ts';
import { breathe, type TrainingRun } from './trainingRun.ts';

/** A family's models of the folds. */
export interface CrossFitted {
  readonly family: EstimatorName;
  /** The mean of the models of all folds, as far apart as the out-of-fold margins are; of a baseline one that is fitted on all rows. */
  readonly model: FittedModel;
  /** Per row that some fold holds out: the mean of what the models say that have not learned from it. */
  readonly outOfFold: Float64Array;
}

/** What cross-fitting gave. */
export interface CrossFitting {
  /** Numbers of the rows that some fold holds out, ascending. */
  readonly held: Int32Array;
  readonly fitted: readonly CrossFitted[];
}

/**
 * Fits families on the rows outside each fold and asks them about those inside.
 *
 * @param rowsAre what the rows are called where progress is told.
 * @throws HandraiseError `data` where there is no fold; as the families' `fit`; `interrupted` once the signal is aborted.
 */
export async function crossFit(
  rows: LabelledRows,
  folds: readonly Fold[],
  families: readonly EstimatorName[],
  program: ModelProgram,
  { progress, signal }: Pick<TrainingRun, 'progress' | 'signal'>,
  rowsAre: string,
): Promise<CrossFitting> {
  if (folds.length === 0)
    throw new HandraiseError('data', 'the rows cannot be parted so that both outcomes are on either side', {
      hint: 'a model needs several units with each outcome: give it more rows',
    });
  const asked = new Int32Array(rows.rows);
  const models = families.map((): FittedModel[] => []);
  const margins = families.map(() => new Float64Array(rows.rows));
  const said = families.map((): FoldMargins[] => []);
  for (const [at, { learned, held }] of folds.entries()) {
    const learnedFrom = rows.take(learned);
    const validation = rows.take(held);
    for (const row of held) asked[row]! += 1;
    for (const [position, family] of families.entries()) {
      await breathe(signal);
      progress.stage(`fitting ${family} on ${learned.length} ${rowsAre}, fold ${at + 1} of ${folds.length}`);
      const onProgress = (done: number, total: number) => progress.advance(done, total);
      const model = await fitFamily(family, learnedFrom, program, { signal, onProgress, validation });
      const found = model.margins(rows.table);
      for (const row of held) margins[position]![row]! += found[row]!;
      said[position]!.push({ learned, held, margins: found });
      models[position]!.push(model);
    }
  }
  const held = Int32Array.from(asked.keys()).filter((row) => asked[row]! > 0);
  const fitted: CrossFitted[] = [];
  for (const [position, family] of families.entries()) {
    const outOfFold = take(margins[position]!, held).map((sum, i) => sum / asked[held[i]!]!);
    // A baseline is one that people read as it is, which a mean of several is not: it is fitted once more, on all rows.
    const model =
      fittedFamilyOf(family).role === 'baseline'
        ? await fitFamily(family, rows, program, { signal })
        : averagedModel(models[position]!, averageLine(said[position]!, outOfFold));
    fitted.push({ family, model, outOfFold });
  }
  return { held, fitted };
}
