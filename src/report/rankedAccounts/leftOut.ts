import type { ExclusionReason } from '../../snapshot/ledger.ts';
import { counted, integer } from '../../text/format.ts';
import { heldByText } from '../../wording/standing.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import { ledgerRows, unaccounted } from '../ledgerRows.ts';
import type { RankedAccountsReportData } from '../reportData.ts';

/** What a marketer calls each reason. */
const plain: Readonly<Record<ExclusionReason, readonly [what: string, why: string]>> = {
  'excluded by the program': ['Left out on request', 'named in the settings, such as colleagues of the own company'],
  'not yet created': ['Too new', 'entered the CRM after the date of this list'],
  'too young': ['Only just arrived', 'known for too short a time to say anything'],
  'already a customer': ['Customer', 'has bought before, and this list is of people who have not'],
  'no current customer': ['No customer', 'has bought nothing lately, and this list is of customers'],
  'no former customer': [
    'No former customer',
    'has never bought or still buys, and this list is of people who have stopped',
  ],
  'already converted': ['Already converted', 'has done what this list predicts'],
  'open opportunity': ['Sales is on it', 'the account, or the person, has a part in an open deal'],
  suppressed: ['Must not be approached', 'has objected, unsubscribed or is blocked'],
  'outcomes not yet recorded': ['No record', 'conversions were not recorded at that time'],
  'horizon not yet over': ['Still running', 'the time to convert is not over'],
  'not yet due': ['Not yet due', 'its date lies in the future'],
  'window over': ['Time is over', 'the time in which to convert has passed'],
  'gap before the test dates': ['Kept apart', 'set aside so that the check stays fair'],
  'unit on another side': ['Kept apart', 'its account is part of the check'],
};

/** Who is ranked and yet not worked, and why; null for nobody. */
function keptOff({ held }: RankedAccountsReportData): Html | null {
  if (held.people === 0) return null;
  return html`<p>Of those on the list, ${counted(held.people, 'person is', 'people are')} kept off what is worked this week. ${held.by.length > 1 && 'Who is kept off by two things counts at both.'}</p>
${dataTable({
  caption: 'People kept off what is worked, by reason',
  captionHidden: true,
  columns: [{ label: 'Kept off because' }, { label: 'People', number: true }],
  rows: held.by.map(({ held: by, people }) => [heldByText(by), integer(people)]),
})}`;
}

/** Who is not on the list and why, adding up to everyone in the CRM. */
export function leftOut(data: RankedAccountsReportData): Html {
  const { ledger } = data;
  const rows = ledgerRows(ledger).map(({ reason, count }) => [plain[reason][0], plain[reason][1], integer(count)]);
  const rest = unaccounted(ledger);
  return html`<section aria-labelledby="left-out" class="left-out"><h2 id="left-out">Who is not on this list, and why</h2>
<p>Of ${integer(ledger.considered)} people in the CRM, ${integer(ledger.kept)} are eligible. Everyone else is left out for exactly one reason.</p>
${dataTable({
  caption: 'People left out, by reason',
  captionHidden: true,
  columns: [{ label: 'Left out' }, { label: 'Why' }, { label: 'People', number: true }],
  rows: [
    ...rows,
    ...(rest === 0 ? [] : [['Not accounted for', 'the counts do not add up', integer(rest)]]),
    ['On the list', 'eligible on the date of this list', integer(ledger.kept)],
  ],
  footer: ['Everyone', '', integer(ledger.considered)],
})}
${keptOff(data)}</section>`;
}
