import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ensembleSchema } from '../src/model/boosting/ensemble.ts';
import { gradientBoosting } from '../src/model/boosting/gradientBoosting.ts';
import { toXgboostJson } from '../src/model/boosting/xgboostJson.ts';
import type { FittedModel } from '../src/model/estimator.ts';
import { floats } from './data/floats.ts';
import { growing } from './growing.ts';
import type { Shape } from './options.ts';

const trainingRows = 100_000;

/** A model of the boosting bench, of so many trees and features, from rows enough for trees of full size. */
export function fittedTrees({ features, trees }: Shape, threads: number): Promise<FittedModel> {
  return gradientBoosting(growing(trees)).fit(floats({ rows: trainingRows, features, seed: 1 }), { threads });
}

/** Writes the model as XGBoost reads it. @returns the path. */
export function exportModel(folder: string, model: FittedModel): string {
  const { ensemble } = z.object({ ensemble: ensembleSchema }).parse(model.parameters());
  const path = join(folder, 'model.json');
  writeFileSync(path, toXgboostJson(ensemble));
  return path;
}

/** Largest distance between numbers of the same place. */
export function largestDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers beside ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
