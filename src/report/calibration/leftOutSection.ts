import { counted, integer, percent } from '../../text/format.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';
import { ledgerRows, ledgerTable } from '../ledgerRows.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Section } from './section.ts';

/** Who was left out? */
export function leftOutSection({ ledgers, anomalies, flatFile, audit }: CalibrationReportData): Section {
  const whole = ledgers[0]?.ledger;
  const main = whole && ledgerRows(whole).toSorted((a, b) => b.count - a.count)[0];
  const odd = Object.entries(anomalies).filter(([, count]) => count !== 0);
  return {
    id: 'left-out',
    question: flatFile ? 'What was left out?' : 'Who was left out?',
    answer: flatFile
      ? `${counted(audit.filter(({ verdict }) => verdict === 'excluded').length, 'column')}, for the reasons in the table above${odd.length > 0 ? ', and the rows below' : '; no row'}.`
      : `${whole ? `Of ${integer(whole.considered)} rows considered, ${integer(whole.kept)} (${percent(whole.kept / whole.considered, 1)}) were kept.` : 'There is no ledger.'}${main ? ` The most common reason to leave one out: ${main.reason}.` : ''} Every row has exactly one reason, the first that applies, so the counts add up.`,
    body: html`${ledgers.map(({ name, ledger }) => dataTable(ledgerTable(name, ledger)))}
${
  odd.length > 0 &&
  dataTable({
    caption: flatFile ? 'Rows that were set aside' : 'Records of the source that were set aside',
    columns: [{ label: 'What is wrong' }, { label: 'Records', number: true }],
    rows: odd.map(([what, count]) => [html`<bdi>${what}</bdi>`, integer(count)]),
  })
}`,
    figures: [],
  };
}
