import { parse } from 'csv-parse/sync';
import type { Dataset } from '../../src/model/estimator.ts';
import { publicText } from './publicData.ts';
import { textTable } from './textTable.ts';

/** Ids, and what is filled in after the fact. */
export const leadsWithout = [
  'Prospect ID',
  'Lead Number',
  'Tags',
  'Lead Quality',
  'Lead Profile',
  'Last Activity',
  'Last Notable Activity',
  'Asymmetrique Activity Index',
  'Asymmetrique Profile Index',
  'Asymmetrique Activity Score',
  'Asymmetrique Profile Score',
];

/** X Education leads; a blank and `Select` are missing. */
export function leads(): Dataset | undefined {
  const text = publicText('xeducation_leads/Leads.csv');
  if (text === undefined) return undefined;
  return textTable(parse(text, { bom: true }), {
    label: 'Converted',
    positive: '1',
    without: leadsWithout,
    missing: ['', 'Select'],
  });
}
