import { counted, integer } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import type { Entries } from './entry.ts';

/** Which rows the list and its CSV files hold, and where the rest is. */
export function sameRows(data: RankedAccountsReportData, { kind, listed, others }: Entries): Html {
  const people =
    kind === 'accounts' ? listed.reduce((sum, { contacts }) => sum + contacts.length, others.length) : listed.length;
  const held = kind === 'accounts' ? listed.length < data.totalAccounts : listed.length < data.totalContacts;
  const lines =
    kind === 'accounts'
      ? html`${held ? html`the first ${integer(listed.length)} of ${counted(data.totalAccounts, 'account')}` : `all ${counted(listed.length, 'account')}`} with ${people < data.totalContacts ? html`the best ${integer(people)} of ${counted(data.totalContacts, 'person', 'people')}` : `all ${counted(people, 'person', 'people')}`}`
      : html`${held ? html`the first ${integer(listed.length)} of ${counted(data.totalContacts, 'person', 'people')}` : `all ${counted(people, 'person', 'people')}`}`;
  const whole = !held && people >= data.totalContacts;
  return html`<p class="plain">This list, “CSV of all” and the CSV file beside this page hold the same rows: ${lines}. ${whole ? 'So do the database’s views' : 'Everybody is in the database’s views'} <code>handraise.account_candidate</code> and <code>handraise.candidate</code>.</p>`;
}
