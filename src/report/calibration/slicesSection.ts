import type { Slice } from '../../evaluation/slices.ts';
import { counted, expected, integer, percent } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { ratioCell } from './ratioMark.ts';
import type { Section } from './section.ts';

/** On whom is it wrong? Absent where the program names no slices. */
export function slicesSection({ slices = [] }: CalibrationReportData): readonly Section[] {
  if (slices.length === 0) return [];
  const failing = slices.flatMap(({ title, slices: parts }) =>
    parts
      .filter((slice) => slice.failing)
      .map(
        ({ name, positives, expected: sum }) =>
          `${title}: ${name} (${integer(positives)} of ${expected(sum)} expected)`,
      ),
  );
  const segments = slices.flatMap(({ slices: parts }) => parts);
  const judgable = segments.filter(({ ratio }) => !Number.isNaN(ratio.low)).length;
  const few = segments.length - judgable;
  const unjudged =
    few === 0
      ? ''
      : ` ${counted(few, 'segment')} with fewer than ten conversions, observed or expected, cannot be judged.`;
  const judged = slices.map(({ title }) => title).join(', ');
  return [
    {
      id: 'slices',
      question: 'On whom is it wrong?',
      answer:
        failing.length === 0
          ? `In none of the ${counted(judgable, 'segment')} that can be judged (by ${judged}) did clearly more or fewer contacts convert than expected.${unjudged}`
          : `In ${integer(failing.length)} of the ${counted(judgable, 'segment')} that can be judged, clearly more or fewer contacts converted than expected: ${failing.join('; ')}. Read probabilities there with care.${unjudged}`,
      body: html`${slices.map(({ title, slices: parts }) => table(title, parts))}
<p class="note">${sliceNote(levels(slices))} In the small chart beside it, the line in the middle is 100% and the right end 200%.</p>`,
      figures: [],
    },
  ];
}

function table(title: string, slices: readonly Slice[]): Html {
  return dataTable({
    caption: `By ${title}`,
    columns: [
      { label: 'Segment' },
      { label: 'Rows', number: true },
      { label: 'Converted', number: true },
      { label: 'Expected', number: true },
      { label: 'Observed / expected', number: true },
      { label: metricHead('rocAuc'), number: true },
    ],
    rows: slices.map((slice) => [
      html`${slice.name}${slice.failing && html` <span class="badge poor">off</span>`}`,
      integer(slice.rows),
      integer(slice.positives),
      expected(slice.expected),
      ratioCell(slice.ratio),
      metricValue('rocAuc', slice.rocAuc),
    ]),
  });
}

/** What the intervals of segments are. */
export function sliceNote(levels: string): string {
  return `Observed / expected: the conversions observed, as a share of those expected (the sum of the probabilities); 100% is right. With many segments, some look wrong by chance alone. Therefore the intervals are wider (${levels}): in at most one table of twenty does any of them miss 100% by chance.`;
}

/** `99.3%`, or from the lowest to the highest. */
function levels(slices: NonNullable<CalibrationReportData['slices']>): string {
  const all = slices.map(({ level }) => level);
  const [lowest, highest] = [percent(Math.min(...all), 1), percent(Math.max(...all), 1)];
  return lowest === highest ? lowest : `${lowest} to ${highest}`;
}
