import { encodedRows } from '../../src/model/encoding/encodedModel.ts';
import type { DatedDataset } from '../../src/model/encoding/targetStatistics.ts';
import type { FittedModel } from '../../src/model/estimator.ts';

/** Fits a model with target statistics in the place of the categories that are chosen. */
export async function fitEncoded<Data extends DatedDataset>(
  data: Data,
  choose: Parameters<typeof encodedRows>[1],
  horizon: number,
  learn: (data: Data) => Promise<FittedModel>,
): Promise<FittedModel> {
  const encoded = encodedRows(data, choose, horizon);
  return encoded.model(await learn(encoded.data));
}
