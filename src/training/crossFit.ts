import { meanGap } from '../calibration/heldOutLosses.ts';
import { HandraiseError } from '../errors.ts';
import { averagedModel } from '../model/averagedModel.ts';
import type { FittedModel } from '../model/estimator.ts';
import { type EstimatorName, fittedFamilyOf } from '../model/families.ts';
import type { GrownModel } from '../model/modelFamily.ts';
import { log1pExp } from '../numeric/special.ts';
import { take } from '../numeric/take.ts';
import { averageLine, type FoldMargins } from './averageLine.ts';
import { codedFeatures, fitFamily, growFamily } from './fit.ts';
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
 * Fits families on the rows outside each fold and asks them about those inside. A family that grows step by step takes the same number of steps in every
 * fold: that which is best for the rows of all of them. Where a family may have codes of levels beside categories of very many, it is fitted without and with
 * them, and has them where it is clearly better so.
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
  const ways = families.flatMap((family): Way[] => {
    const coded = codedFeatures(family, rows, program);
    return [{ family, coded: [] }, ...(coded.length > 0 ? [{ family, coded }] : [])];
  });
  const grown = ways.map((): GrownModel[] => []);
  for (const [at, { learned, held }] of folds.entries()) {
    const learnedFrom = rows.take(learned);
    const validation = rows.take(held);
    for (const row of held) asked[row]! += 1;
    for (const [position, { family, coded }] of ways.entries()) {
      await breathe(signal);
      progress.stage(`fitting ${family} on ${learned.length} ${rowsAre}, fold ${at + 1} of ${folds.length}`);
      const onProgress = (done: number, total: number) => progress.advance(done, total);
      grown[position]!.push(await growFamily(family, learnedFrom, program, { signal, onProgress, validation }, coded));
    }
  }
  const held = Int32Array.from(asked.keys()).filter((row) => asked[row]! > 0);
  const fitted: CrossFitted[] = [];
  for (const [position, { family, coded }] of ways.entries()) {
    const steps = jointSteps(
      grown[position]!.map(({ losses }, at) => ({ losses, weight: weightOf(rows, folds[at]!.held) })),
    );
    const models = grown[position]!.map((own) => own.first(steps));
    const margins = new Float64Array(rows.rows);
    const said: FoldMargins[] = [];
    for (const [at, model] of models.entries()) {
      await breathe(signal);
      const found = model.margins(rows.table);
      for (const row of folds[at]!.held) margins[row]! += found[row]!;
      said.push({ ...folds[at]!, margins: found });
    }
    const outOfFold = take(margins, held).map((sum, i) => sum / asked[held[i]!]!);
    // A baseline is one that people read as it is, which a mean of several is not: it is fitted once more, on all rows.
    const model =
      fittedFamilyOf(family).role === 'baseline'
        ? await fitFamily(family, rows, program, { signal })
        : averagedModel(models, averageLine(said, outOfFold));
    const found = { family, model, outOfFold };
    if (coded.length === 0) fitted.push(found);
    else if (isClearlyBetter(outOfFold, fitted.at(-1)!.outOfFold, take(rows.label, held), take(rows.unit, held)))
      fitted[fitted.length - 1] = found;
  }
  return { held, fitted };
}

/** A family, and the categories beside which it has codes of their levels: first none, then all that are worth a try. */
interface Way {
  readonly family: EstimatorName;
  readonly coded: readonly string[];
}

/** So many standard errors is what codes of levels must gain: most of the gain that luck gives a column of noise is less. */
const clear = 2;

/** Whether margins have a lower log loss than others of the same rows by more than luck, units taken together. */
function isClearlyBetter(margins: Float64Array, others: Float64Array, label: Uint8Array, unit: Int32Array): boolean {
  const losses = (values: Float64Array) => values.map((margin, row) => log1pExp(label[row] === 1 ? -margin : margin));
  const { gap, error } = meanGap(losses(others), losses(margins), unit);
  return gap > clear * error;
}

/** What is known of a fold's model after each step, and how much the rows weigh that it is known by. */
interface FoldLosses {
  readonly losses: readonly number[];
  readonly weight: number;
}

/**
 * The number of steps that is best for the rows of all folds together, each by the model that has not learned from it; of equals, the fewest.
 *
 * A fold's model that stopped before stays as it is from there on. So many rows choose one number, where a number for each fold, chosen by its own
 * rows, would make what is said of these look better than it is: see decision 27.
 */
function jointSteps(folds: readonly FoldLosses[]): number {
  const most = Math.max(...folds.map(({ losses }) => losses.length));
  let best = { steps: most, loss: Infinity };
  for (let steps = 1; steps <= most; steps++) {
    const loss = folds.reduce((sum, { losses, weight }) => sum + weight * (losses[steps - 1] ?? losses.at(-1) ?? 0), 0);
    if (loss < best.loss) best = { steps, loss };
  }
  return best.steps;
}

function weightOf({ weight }: LabelledRows, rows: Int32Array): number {
  return weight ? rows.reduce((sum, row) => sum + weight[row]!, 0) : rows.length;
}
