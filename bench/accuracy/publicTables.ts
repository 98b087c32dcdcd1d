import { parse } from 'csv-parse/sync';
import { leadsWithout } from '../data/leads.ts';
import { publicText } from '../data/publicData.ts';
import { olistFunnel } from './olistFunnel.ts';
import { type PublicTable, type Records, withoutColumns } from './publicTable.ts';
import { relaxAdopted } from './relaxAdopted.ts';

/** Every public table. Which half each is of was settled before any was looked at by this bench: docs/explanation/tuning.md. */
export const publicTables: readonly PublicTable[] = [
  {
    ...{ name: 'xeducation_leads', half: 'tuning', label: 'Converted', positive: '1', missing: ['', 'Select'] },
    read: flat('xeducation_leads/Leads.csv', leadsWithout),
  },
  {
    ...{ name: 'bank_marketing', half: 'tuning', label: 'y', positive: 'yes', time: 'order' },
    // Known only after the call.
    read: flat('bank_marketing/bank-full.csv', ['duration'], { delimiter: ';' }),
  },
  {
    ...{ name: 'credit_default', half: 'tuning', label: 'Default', positive: '1' },
    read: flat('credit_default/UCI_Credit_Card.csv', []),
  },
  {
    ...{ name: 'hr_attrition', half: 'tuning', label: 'Attrition', positive: 'Yes' },
    read: flat('hr_attrition/HR-Employee-Attrition.csv', ['EmployeeNumber']),
  },
  relaxAdopted,
  {
    ...{ name: 'churn_records', half: 'judging', label: 'Exited', positive: '1' },
    // `Complain` is the outcome under another name.
    read: flat('churn_records/Customer-Churn-Records.csv', ['Row_Number', 'Customer_Id', 'Complain']),
  },
  {
    ...{ name: 'job_change', half: 'judging', label: 'target', positive: '1', missing: [''] },
    read: flat('job_change/aug_train.csv', ['enrollee_id']),
  },
  {
    ...{ name: 'bank_churners', half: 'judging', label: 'Attrition_Flag', positive: 'Attrited Customer' },
    read: bankChurners,
  },
  {
    ...{ name: 'hillstrom', half: 'judging', label: 'visit', positive: '1' },
    // Both follow from a visit.
    read: flat('hillstrom/hillstrom.csv', ['conversion', 'spend']),
  },
  {
    ...{ name: 'lightgbm_binary', half: 'judging', label: 'label', positive: '1' },
    read: lightgbmBinary,
  },
  olistFunnel,
];

function flat(path: string, without: readonly string[], { delimiter = ',' } = {}): () => Records | undefined {
  return () => {
    const text = publicText(path);
    return text === undefined ? undefined : withoutColumns(parse(text, { bom: true, delimiter }), without);
  };
}

/** Without its second header, and the two columns that a classifier of the label filled in. */
function bankChurners(): Records | undefined {
  const text = publicText('bank_churners/BankChurners.csv');
  if (text === undefined) return undefined;
  const [header, _descriptions, ...rows]: string[][] = parse(text, { bom: true });
  const without = header!.filter((name) => name === 'CLIENTNUM' || name.startsWith('Naive_Bayes'));
  return withoutColumns([header!, ...rows], without);
}

/** Both files as one. */
function lightgbmBinary(): Records | undefined {
  const texts = ['train', 'test'].map((part) => publicText(`lightgbm_binary/binary.${part}`));
  if (texts.includes(undefined)) return undefined;
  const rows: string[][] = texts.flatMap((text) => parse(text!, { delimiter: '\t' }));
  return [rows[0]!.map((_, at) => (at === 0 ? 'label' : `x${at}`)), ...rows];
}
