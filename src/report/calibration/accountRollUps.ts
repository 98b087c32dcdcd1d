import type { Estimate } from '../../evaluation/evaluation.ts';
import type { MetricName } from '../../evaluation/metrics/metrics.ts';
import { capitalised, counted, decimal, integer, missing, percent } from '../../text/format.ts';
import type { AccountRollUp } from '../../training/trainingResult.ts';
import { rollUpName, rollUpSentences } from '../../wording/accountRollUps.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import { sentenceList } from '../sentenceList.ts';
import type { Figure } from './figure.ts';
import { binsWithin, reliabilityMultiples } from './reliabilityMultiples.ts';

/** By which the ways are compared on the test accounts. */
export const comparedBy: readonly MetricName[] = ['logLoss', 'ece', 'calibrationSlope'];

/** Reliability of every way from contacts to accounts, side by side. */
export function rollUpFigure(compared: readonly AccountRollUp[]): Figure {
  const [{ test }] = compared as [AccountRollUp];
  const within = compared.map(
    ({ method, test: { reliability } }) =>
      `${integer(binsWithin(reliability))} of ${integer(reliability.length)} of ${rollUpName(method)}`,
  );
  return reliabilityMultiples(
    compared.map((one) => ({ name: nameOf(one), bins: one.test.reliability })),
    {
      id: 'account-roll-ups',
      title: 'Expected against observed, accounts, by three ways to combine contacts',
      caption: `The same ${integer(test.rows)} account rows of the test, all to one scale. Each dot compares the expected share (across) with the observed share (up); whiskers are ${percent(test.level, 0)} Wilson intervals. They reach the dotted line, on which expected equals observed, in ${within.join(', ')}.`,
      alternative: `${counted(compared.length, 'small reliability diagram')} of accounts. The interval of the observed share contains the expected one in ${within.join(', ')}.`,
      first: 'Way',
    },
  );
}

/** Which way is used and why, and how each does on the test accounts. */
export function rollUpTable(compared: readonly AccountRollUp[]): Html {
  return html`${sentenceList(rollUpSentences(compared))}${dataTable({
    caption: 'Three ways to combine the contacts of an account, on the accounts of the test rows',
    columns: [
      { label: 'Way' },
      { label: 'Validation log loss', number: true },
      ...comparedBy.map((name) => ({ label: metricHead(name), number: true })),
      { label: `${metricHead('logLoss')} of the one in use minus this`, number: true },
    ],
    rows: compared.map(({ method, selected, validationLogLoss, difference, test }) => [
      html`${capitalised(rollUpName(method))}${selected && html` <span class="badge good">in use</span>`}`,
      decimal(validationLogLoss, 4),
      ...comparedBy.map((name) => cell(test.metrics[name], (value) => metricValue(name, value))),
      cell(difference, (value) => decimal(value, 4)),
    ]),
  })}
<p class="note">The way is chosen by the validation log loss: past accounts, each by what was learned from the others. The test rows only judge. Intervals are ${percent((compared[0] as AccountRollUp).test.level, 0)} bootstrap intervals that draw whole accounts. Below 0 in the last column, the one in use is better.</p>`;
}

function nameOf({ method, selected }: AccountRollUp): string {
  return `${capitalised(rollUpName(method))}${selected ? ' (in use)' : ''}`;
}

function cell(estimate: Estimate | undefined, show: (value: number) => string): Html | string {
  if (!estimate || Number.isNaN(estimate.value)) return missing;
  const { value, low, high } = estimate;
  return html`<strong>${show(value)}</strong>${!Number.isNaN(low) && !Number.isNaN(high) && html`<span class="meaning">${show(low)} to ${show(high)}</span>`}`;
}
