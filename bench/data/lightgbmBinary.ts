import { parse } from 'csv-parse/sync';
import type { Dataset } from '../../src/model/estimator.ts';
import { publicText } from './publicData.ts';
import { textTable } from './textTable.ts';

/** The binary example of LightGBM, as it is divided there: 28 numbers, the label first. */
export function lightgbmBinary(): { readonly train: Dataset; readonly test: Dataset } | undefined {
  const train = part('train');
  const test = part('test');
  return train && test && { train, test };
}

function part(name: string): Dataset | undefined {
  const text = publicText(`lightgbm_binary/binary.${name}`);
  if (text === undefined) return undefined;
  const records: string[][] = parse(text, { delimiter: '\t' });
  const header = records[0]!.map((_, at) => (at === 0 ? 'label' : `x${at}`));
  return textTable([header, ...records], { label: 'label', positive: '1' });
}
