import type { Profile } from '../../qualification/profile/profile.ts';
import { counted, percent } from '../../text/format.ts';
import type { Section } from '../calibration/section.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';

/** Whom do the companies have that were won? Absent where there are no accounts. */
export function buyingGroupSection({ buyingGroup }: Profile): readonly Section[] {
  if (!buyingGroup) return [];
  const { won, departments, seniorities } = buyingGroup;
  const [first] = departments;
  const table = (caption: string, shares: typeof departments) =>
    shares.length === 0
      ? null
      : dataTable({
          caption,
          columns: [
            { label: 'Who' },
            { label: 'Of the accounts won', number: true },
            { label: 'Of all accounts', number: true },
          ],
          rows: shares.map(({ value, won: share, all }) => [
            html`<bdi>${value}</bdi>`,
            percent(share, 0),
            percent(all, 0),
          ]),
        });
  return [
    {
      id: 'buying-group',
      question: 'Whom did you know at the companies that were won?',
      answer: first
        ? `Of ${counted(won, 'account')} that were won, ${percent(first.won, 0)} had somebody of ${first.value} in the CRM.`
        : 'Job titles say nothing of departments.',
      body: html`${table('Departments', departments)}
${table('Ranks', seniorities)}`,
      figures: [],
    },
  ];
}
