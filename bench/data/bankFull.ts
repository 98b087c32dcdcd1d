import { parse } from 'csv-parse/sync';
import type { Dataset } from '../../src/model/estimator.ts';
import { publicText } from './publicData.ts';
import { textTable } from './textTable.ts';

/** UCI bank marketing, `unknown` and −1 as they are. `duration` is left out: it is known only after the call. */
export function bankFull(): Dataset | undefined {
  const text = publicText('bank_marketing/bank-full.csv');
  if (text === undefined) return undefined;
  return textTable(parse(text, { delimiter: ';' }), { label: 'y', positive: 'yes', without: ['duration'] });
}
