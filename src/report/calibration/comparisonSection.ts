import type { Estimate, Evaluation, MetricSet } from '../../evaluation/evaluation.ts';
import type { MetricFacts } from '../../evaluation/metrics/metric.ts';
import { metrics, metricsOfBest } from '../../evaluation/metrics/metrics.ts';
import { familyNames, familyOf } from '../../model/families.ts';
import { capitalised, decimal, integer, missing, percent, times } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { validationMeaning } from '../../wording/selection.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { isItBetter, withInterval } from './answers.ts';
import { familyName, familyTitle, inOrder } from './names.ts';
import type { Section } from './section.ts';
import { trialsTable } from './trialsTable.ts';
import { wordsOf } from './words.ts';

/** One figure of an evaluation, and how it is said. */
export interface Measure {
  readonly name: string;
  readonly meaning: string;
  readonly of: (metrics: MetricSet) => Estimate | undefined;
  readonly show: (value: number) => string;
}

const digits = (count: number) => (value: number) => decimal(value, count);

export const measures: readonly Measure[] = metrics.map(({ name, title, meaning, best, digits: count }) => ({
  name: capitalised(title),
  meaning: `${meaning}; ${betterWhen(best)}`,
  of: (found) => found[name],
  show: digits(count),
}));

function betterWhen(best: MetricFacts['best']): string {
  return typeof best === 'number' ? `${best} is right` : best === 'highest' ? 'higher is better' : 'lower is better';
}

/** Compared with what? */
export function comparisonSection(data: CalibrationReportData): Section {
  const candidateModels = inOrder(data.candidateModels);
  const { word, clause, against, share } = isItBetter(candidateModels);
  const test = candidateModels[0]?.test;
  const size = Number.isNaN(share)
    ? ''
    : ` Its log loss is ${percent(Math.abs(share), 1)} ${share > 0 ? 'below' : 'above'} that of ${against}.`;
  return {
    id: 'comparison',
    question: 'Compared with what?',
    answer: `${word}: it ${clause}.${size}${nextBest(candidateModels, against)} ${explained(candidateModels)} A model that is not better than a simpler one is not worth using.`,
    body: html`${dataTable({
      caption: `How each model did on the ${wordsOf(data).test}`,
      columns: [
        { label: 'Measure' },
        ...candidateModels.map(({ family, selected }) => ({
          label: html`${familyTitle(family)}${selected && html` <span class="badge good">selected</span>`}`,
          number: true,
        })),
      ],
      rows: [
        ...[...measures, ...topMeasures(candidateModels)].map((measure) => row(measure, candidateModels)),
        ...pairedRow(candidateModels),
        [
          named('Validation log loss', validationMeaning),
          ...candidateModels.map(({ validationLogLoss }) => decimal(validationLogLoss, 4)),
        ],
      ],
    })}
<p class="note">${intervalNote(data, test)}</p>
${trialsTable(data.trials)}`,
    figures: [],
  };
}

/** What the intervals of the test rows are. */
export function intervalNote({ unit }: CalibrationReportData, test: Evaluation | undefined): string {
  const count = test ? ` (${integer(test.units)} of them)` : '';
  const drawn = unit === 'row' ? 'rows' : `whole ${unit}s${count}, since rows of one ${unit} are often alike`;
  return `Intervals are ${percent(test?.level ?? 0.95, 0)} percentile intervals of a bootstrap that draws ${drawn}.`;
}

/** How far the selected model is from the next best, where that is another than it was compared with already. */
function nextBest([selected, next]: readonly CandidateResult[], against: string): string {
  const name = next && `the ${familyName(next.family)}`;
  if (!selected || !next?.difference || name === against) return '';
  return ` Its log loss minus that of ${name} is ${withInterval(next.difference, selected.test.level, 4)}; below 0 it is better.`;
}

/** How the candidateModels work, the simplest first. */
function explained(candidateModels: readonly CandidateResult[]): string {
  const text = familyNames
    .map(familyOf)
    .filter(({ name }) => candidateModels.some(({ family }) => family === name))
    .map(({ title, works }) => `the ${title} ${works}`)
    .join('; ');
  return `${capitalised(text)}.`;
}

function pairedRow(candidateModels: readonly CandidateResult[]): readonly (readonly HtmlValue[])[] {
  if (!candidateModels.some(({ difference }) => difference)) return [];
  return [
    [
      named(
        `${metricHead('logLoss')} of the selected model minus this`,
        'compared row by row; below 0 the selected model is better',
      ),
      ...candidateModels.map(({ difference }) => cell(difference, (value) => metricValue('logLoss', value))),
    ],
  ];
}

/** The figures of the best rows at each share that was looked at. */
export function topMeasures(candidateModels: readonly CandidateResult[]): readonly Measure[] {
  return (candidateModels[0]?.test.metrics.liftAt ?? []).flatMap(({ share, k }, i) =>
    metricsOfBest.map(
      ({ name, title, meaning, unit, digits: count }): Measure => ({
        name: `${capitalised(title)} in the top ${percent(share, 0)}`,
        meaning: `${meaning}, in the first ${integer(k)} rows`,
        of: (found) => found.liftAt[i]?.[name],
        show: (value) => (unit === 'times' ? times(value) : percent(value, count)),
      }),
    ),
  );
}

function row({ name, meaning, of, show }: Measure, candidateModels: readonly CandidateResult[]): readonly HtmlValue[] {
  return [named(name, meaning), ...candidateModels.map(({ test }) => cell(of(test.metrics), show))];
}

function named(name: string, meaning: string): Html {
  return html`${name}<span class="meaning">${meaning}</span>`;
}

function cell(estimate: Estimate | undefined, show: (value: number) => string): Html | string {
  if (!estimate || Number.isNaN(estimate.value)) return missing;
  const { value, low, high } = estimate;
  return html`<strong>${show(value)}</strong>${!Number.isNaN(low) && !Number.isNaN(high) && html`<span class="meaning">${show(low)} to ${show(high)}</span>`}`;
}
