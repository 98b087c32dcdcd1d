import { log1pExp } from '../../numeric/special.ts';
import type { Dataset, FitRun, FittedModel } from '../estimator.ts';
import type { GrownModel } from '../modelFamily.ts';
import { checkedOptions, encodedFor, fitEncoded, type LogisticOptions, solved } from './logistic.ts';
import { isWide, minimaAlong } from './minimise.ts';

/** Weights of ½ Σ β² that are tried on wide designs, the greatest first; the last is the usual one. */
const path = [1000, 300, 100, 30, 10] as const;

/**
 * Fits a wide design, of more than 300 encoded columns, with a weaker penalty at each step: with so many columns it matters most how much each may say,
 * and no one weight is right for all tables. Ends once the validation rows lose by a step. A narrower design, or one with another penalty than the usual
 * one, is fitted once.
 *
 * @throws HandraiseError as `fit` of `logistic`.
 */
export async function growLogistic(data: Dataset, options: LogisticOptions, run: FitRun): Promise<GrownModel> {
  const penalties = checkedOptions(options);
  const encoded = encodedFor(data, run);
  const { validation } = run;
  const models: FittedModel[] = [];
  const losses: number[] = [];
  if (validation && penalties.l2 === path.at(-1) && isWide(encoded.design.columns.length, penalties)) {
    for await (const { l2, ...minimum } of minimaAlong(path, encoded.design, encoded.rows, penalties, run.signal)) {
      const model = solved(encoded, { ...penalties, l2 }, minimum);
      models.push(model);
      losses.push(lossOf(model, validation));
      run.onProgress?.(models.length, path.length);
      if (losses.at(-1)! > Math.min(...losses)) break;
    }
  }
  if (models.length === 0) models.push(await fitEncoded(encoded, data.table, penalties, run));
  return { losses, first: (steps) => models[Math.min(Math.max(steps, 1), models.length) - 1]! };
}

function lossOf(model: FittedModel, { table, label, weight }: Dataset): number {
  const margins = model.margins(table);
  let sum = 0;
  let total = 0;
  for (let row = 0; row < margins.length; row++) {
    const own = weight ? weight[row]! : 1;
    sum += own * log1pExp(label[row] === 1 ? -margins[row]! : margins[row]!);
    total += own;
  }
  return sum / total;
}
