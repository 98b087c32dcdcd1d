import { HandraiseError } from '../errors.ts';
import { cancelled } from '../kernel/cancelled.ts';
import type { Dataset } from './estimator.ts';
import { checkColumn } from './featureColumns.ts';

/**
 * What every fit begins with: gives up where it was cancelled before its start, and refuses as `checkDataset`.
 *
 * @throws HandraiseError `interrupted`, `data`.
 */
export function checkFit(data: Dataset, classes: 1 | 2, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
  checkDataset(data, classes);
}

/**
 * Refuses what no estimator may learn from: see `Estimator`.
 *
 * @param classes how many classes must have weight: 1 where a single class is enough.
 * @throws HandraiseError `data`.
 */
export function checkDataset(data: Dataset, classes: 1 | 2): void {
  const { table, label, weight } = data;
  if (table.rows === 0) throw new HandraiseError('data', 'there are no rows to learn from');
  if (label.length !== table.rows)
    throw new HandraiseError('data', `there are ${label.length} labels for ${table.rows} rows`);
  if (weight && weight.length !== table.rows)
    throw new HandraiseError('data', `there are ${weight.length} weights for ${table.rows} rows`);
  const total = [0, 0];
  for (let i = 0; i < table.rows; i++) {
    const y = label[i]!;
    const w = weight ? weight[i]! : 1;
    if (y !== 0 && y !== 1) throw new HandraiseError('data', `the label of row ${i + 1} is ${y}, expected 0 or 1`);
    if (!(w >= 0 && w < Infinity))
      throw new HandraiseError('data', `the weight of row ${i + 1} is ${w}, expected a number ≥ 0`);
    total[y]! += w;
  }
  if (total[0]! + total[1]! === 0) throw new HandraiseError('data', 'no row has any weight');
  if (total[0]! + total[1]! === Infinity) throw new HandraiseError('data', 'the weights add up to infinity');
  if (classes === 2 && (total[0] === 0 || total[1] === 0))
    throw new HandraiseError('data', `every row is a ${total[1] === 0 ? 'negative' : 'positive'}`, {
      hint: 'learn from a period that has both outcomes and non-outcomes',
    });
  for (const column of table.columns) checkColumn(column, table.rows);
}
