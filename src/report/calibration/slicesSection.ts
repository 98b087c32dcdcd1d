import type { Slice } from '../../evaluation/slices.ts';
import { dataTable } from '../dataTable.ts';
import { decimal, expected, integer, missing, percent } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Section } from './section.ts';

/** On whom is it wrong? Absent where the program names no slices. */
export function slicesSection({ slices = [] }: CalibrationReportData): readonly Section[] {
  if (slices.length === 0) return [];
  const failing = slices.flatMap(({ title, slices: parts }) =>
    parts.filter((slice) => slice.failing).map((slice) => `${title}: ${slice.name}`),
  );
  const judged = slices.map(({ title }) => title).join(', ');
  return [
    {
      id: 'slices',
      question: 'On whom is it wrong?',
      answer:
        failing.length === 0
          ? `On none of the segments looked at (${judged}) did clearly more or fewer convert than was expected.`
          : `Clearly more or fewer converted than was expected in: ${failing.join('; ')}. Read probabilities there with care.`,
      body: html`${slices.map(({ title, level, slices: parts }) => table(title, level, parts))}`,
      figures: [],
    },
  ];
}

function table(title: string, level: number, slices: readonly Slice[]): Html {
  return html`${dataTable({
    caption: `By ${title}`,
    columns: [
      { label: 'Segment' },
      { label: 'Rows', number: true },
      { label: 'Converted', number: true },
      { label: 'Expected', number: true },
      { label: 'Came of expected', number: true },
      { label: 'ROC AUC', number: true },
    ],
    rows: slices.map((slice) => [
      html`${slice.name}${slice.failing && html` <span class="badge poor">off</span>`}`,
      integer(slice.rows),
      integer(slice.positives),
      expected(slice.expected),
      ratio(slice),
      decimal(slice.rocAuc, 3),
    ]),
  })}
<p class="note">Came of expected: conversions as a share of those the probabilities add up to; 100% is right. Its interval, at ${percent(level, 1)}, is so wide that all of this table together leave out 100% by chance in no more than one of twenty such tables.</p>
`;
}

function ratio({ ratio: { value, low, high } }: Slice): Html | string {
  if (Number.isNaN(value)) return missing;
  return html`<strong>${percent(value, 0)}</strong>${!Number.isNaN(low) && html`<span class="meaning">${percent(low, 0)} to ${percent(high, 0)}</span>`}`;
}
