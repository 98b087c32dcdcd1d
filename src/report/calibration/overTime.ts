import { counted, day, expected, integer, percent } from '../../text/format.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { ratioCell } from './ratioMark.ts';
import { binsWithin, reliabilityMultiples } from './reliabilityMultiples.ts';

type Periods = NonNullable<CalibrationReportData['overTime']>;

/** The reliability diagram of every period of the test; null from models that were not asked. */
export function overTimeFigure({ overTime, candidateModels }: CalibrationReportData): Figure | null {
  if (!overTime) return null;
  const bins = overTime.flatMap(({ reliability }) => reliability);
  const within = binsWithin(bins);
  const level = percent(candidateModels[0]?.test.level ?? 0.95, 0);
  return reliabilityMultiples(
    overTime.map((period) => ({ name: nameOf(period), bins: period.reliability })),
    {
      id: 'reliability-over-time',
      title: 'Expected against observed, date by date',
      caption: `The reliability diagram of the test rows of each date apart, all to one scale, in fewer bins than that of all together; whiskers are ${level} Wilson intervals. ${integer(within)} of ${integer(bins.length)} of them reach the dotted line, on which expected equals observed.`,
      alternative: `${counted(overTime.length, 'small reliability diagram')}. In ${integer(within)} of ${integer(bins.length)} bins the interval of the observed share contains the expected one.`,
      first: 'Dates',
    },
  );
}

/** What came of what was expected, date by date. */
export function overTimeTable(overTime: Periods): Html {
  return html`${dataTable({
    caption: 'Expected against observed, date by date',
    columns: [
      { label: 'Dates' },
      { label: 'Rows', number: true },
      { label: 'Converted', number: true },
      { label: 'Expected', number: true },
      { label: 'Observed / expected', number: true },
    ],
    rows: overTime.map((period) => [
      nameOf(period),
      integer(period.rows),
      integer(period.positives),
      expected(period.expected),
      ratioCell(period.ratio),
    ]),
  })}
<p class="note">Observed / expected: the conversions observed, as a share of those expected (the sum of the probabilities); 100% is right. In the small chart beside it, the line in the middle is 100% and the right end 200%. Intervals are 95% bootstrap intervals, drawn by whole units: about one date in twenty misses 100% by chance. With fewer than ten conversions there is no interval.</p>`;
}

function nameOf({ from, to }: Periods[number]): string {
  return day(from) === day(to) ? day(from) : `${day(from)} to ${day(to)}`;
}
