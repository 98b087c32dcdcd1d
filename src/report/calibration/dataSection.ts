import { counted, integer, percent, span } from '../../text/format.ts';
import { deployedSentence } from '../../wording/deployed.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Section } from './section.ts';
import { timeline } from './timeline.ts';
import { timeWasTested } from './words.ts';

/** What each side of the split is for. */
export const purposes = {
  train: 'the models learn, fold by fold',
  calibration: 'the models learn from these, too; the latest of them set the level',
  test: 'every model is judged',
} as const;

/** On which data? */
export function dataSection(data: CalibrationReportData): Section {
  const test = data.sides.find(({ side }) => side === 'test');
  const than = timeWasTested(data)
    ? 'later than everything it learned from'
    : `of other ${data.unit}s than those it learned from, but of the same dates: whether it holds on later ones was not tested`;
  const judged = test
    ? ` It was judged on ${counted(test.rows, 'row')} with ${counted(test.positives, 'conversion')}, ${than}.`
    : '';
  return {
    id: 'data',
    question: 'On which data?',
    answer: data.flatFile
      ? `${integer(data.flatFile.rows)} rows of the file ${data.flatFile.file}. ${[data.flatFile.label, data.flatFile.split, ...data.flatFile.groups].map(sentenceOf).join(' ')}`
      : `A row (also called a snapshot) is one contact at one as-of date. Features look back ${inWords(data.lookbackDays)} days and use only what was known by then; the label is whether the outcome falls in the ${counted(data.horizonDays, 'day')} after.${judged} Rows of one ${data.unit} are learned from or judged, never both.`,
    body: html`${!data.flatFile && timeline(data)}
${dataTable({
  caption: 'The sides of the split',
  columns: [
    { label: 'Side' },
    { label: data.flatFile ? 'Times' : 'As-of dates' },
    { label: 'Rows', number: true },
    { label: 'Conversions', number: true },
    { label: 'Base rate', number: true },
    { label: 'Purpose' },
  ],
  rows: data.sides.map(({ side, from, to, rows, positives }) => [
    html`<span class="swatch ${side}" aria-hidden="true"></span>${side}`,
    span(from, to),
    integer(rows),
    integer(positives),
    percent(positives / rows, 2),
    purposes[side],
  ]),
})}
<p class="note">${deployedSentence(data)}</p>
${!data.flatFile && html`<p class="note">In the timeline, the pale end of each bar is the horizon of its last date: the days in which a contact could still convert.</p>`}`,
    figures: [],
  };
}

function inWords(days: readonly number[]): string {
  if (days.length < 2) return days.map(integer).join('');
  return `${days.slice(0, -1).map(integer).join(', ')} and ${integer(days.at(-1)!)}`;
}
