import type { Estimate } from '../../evaluation/evaluation.ts';
import { counted, expected, integer, percent } from '../../text/format.ts';
import type { CandidateResult, ThresholdBasis } from '../../training/trainingResult.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { timeWasTested, wordsOf } from './words.ts';

/** What working the list down to the threshold would have found; empty where it is not known, or nobody stands above. */
export function foundSentence(data: CalibrationReportData, { test }: CandidateResult): string {
  if (!data.threshold) return '';
  const { truePositives, falsePositives, falseNegatives } = data.threshold.confusion;
  const taken = truePositives + falsePositives;
  const at = data.bestRows?.find(({ k }) => k === taken)?.precision;
  if (taken === 0 || !at) return '';
  const interval = Number.isNaN(at.low)
    ? ''
    : ` (${percent(test.level, 0)} interval ${integer(at.low * taken)} to ${integer(at.high * taken)})`;
  return ` ${wordsOf(data).take} the best ${integer(taken)} of ${integer(test.rows)} would have found ${integer(truePositives)}${interval} of ${counted(truePositives + falseNegatives, 'conversion')}.`;
}

/** The confusion matrix at the threshold of tier A; nothing from models that were not asked. */
export function thresholdHtml(data: CalibrationReportData, { test }: CandidateResult): Html | null {
  if (!data.threshold) return null;
  const { basis, confusion } = data.threshold;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  const taken = truePositives + falsePositives;
  const left = falseNegatives + trueNegatives;
  return html`<h3>Right and wrong at the threshold</h3>
<p>${basisSentence(basis, confusion.threshold, timeWasTested(data))} ${
    taken === 0
      ? 'No test row reaches it.'
      : `Of the ${counted(taken, 'row')} from there on ${integer(truePositives)} converted, where ${expected(confusion.expected)} were expected: precision ${shareOf(confusion.precision, test.level)}. They are ${shareOf(confusion.recall, test.level)} of all who converted (recall).`
  }</p>
${dataTable({
  caption: `Confusion at the threshold, on the ${wordsOf(data).test}`,
  columns: [
    { label: 'Probability' },
    { label: 'Converted', number: true },
    { label: 'Did not', number: true },
    { label: 'All', number: true },
  ],
  rows: [
    [
      `from ${percent(confusion.threshold, 1)} on`,
      named(truePositives, 'true positives'),
      named(falsePositives, 'false positives'),
      integer(taken),
    ],
    ['below', named(falseNegatives, 'false negatives'), named(trueNegatives, 'true negatives'), integer(left)],
  ],
  footer: ['All', integer(test.positives), integer(test.rows - test.positives), integer(test.rows)],
})}
<p class="note">Tier A is whom one works first; a lower threshold finds more of those who convert, at a lower precision.${confusion.precision.value < 0.5 ? ' That most of it do not convert is no fault: where the outcome is rare, a share several times the base rate is what a list can give.' : ''}${'perWeek' in basis ? ' Only part of all contacts are test rows, so the same number of calls reaches further down this list than down the published one.' : ''}</p>`;
}

function basisSentence(basis: ThresholdBasis, threshold: number, timeTested: boolean): string {
  const at = percent(threshold, 1);
  if ('probability' in basis) return `The threshold is ${at}, the program’s least probability of tier A.`;
  if ('share' in basis)
    return `The threshold is ${at}, from which on a row is among the best ${percent(basis.share, 0)}, tier A.`;
  const weeks =
    basis.per === 'date'
      ? `one week of work on each of ${counted(basis.times, timeTested ? 'test date' : 'date')}`
      : `${counted(basis.times, 'week')} of ${timeTested ? 'test dates' : 'these dates'}`;
  return `The threshold is ${at}: at ${integer(basis.perWeek)} a week (tiers.perWeek of the program), ${weeks} end there, ${integer(basis.perWeek * basis.times)} rows.`;
}

function named(count: number, name: string): Html {
  return html`<strong>${integer(count)}</strong><span class="meaning">${name}</span>`;
}

function shareOf({ value, low, high }: Estimate, level: number): string {
  const interval = Number.isNaN(low)
    ? ''
    : ` (${percent(level, 0)} interval ${percent(low, 1)} to ${percent(high, 1)})`;
  return `${percent(value, 1)}${interval}`;
}
