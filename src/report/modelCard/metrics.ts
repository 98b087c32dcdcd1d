import type { Estimate } from '../../evaluation/evaluation.ts';
import { missing } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { comparisonSection, intervalNote, measures, topMeasures } from '../calibration/comparisonSection.ts';
import { familyTitle, inOrder } from '../calibration/names.ts';
import { rankSection } from '../calibration/rankSection.ts';
import { wordsOf } from '../calibration/words.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { CardCell, CardSection } from './card.ts';

/** How well the model did on the test dates, beside what is simpler. */
export function metricsSection(data: CalibrationReportData): CardSection {
  const candidateModels = inOrder(data.candidateModels);
  const champion = candidateModels.find((candidate) => candidate.selected);
  const loss = (value: number) => metricValue('logLoss', value);
  return {
    id: 'metrics',
    title: 'Can it rank, and better than what is simpler?',
    summary:
      champion && champion.test.rows > 0
        ? rankSection(data, champion).answer
        : 'There were no test rows to judge it on.',
    blocks: [
      { kind: 'paragraph', text: comparisonSection(data).answer },
      {
        kind: 'table',
        caption: `How each model did on the ${wordsOf(data).test}`,
        columns: [
          { label: 'Measure' },
          ...candidateModels.map(({ family, selected }) => ({
            label: selected ? `${familyTitle(family)} (this model)` : familyTitle(family),
            number: true,
          })),
        ],
        rows: [
          ...[...measures, ...topMeasures(candidateModels)].map(({ name, meaning, of, show }) => [
            { text: name, beside: meaning },
            ...candidateModels.map(({ test }) => estimated(of(test.metrics), show)),
          ]),
          [
            {
              text: `${metricHead('logLoss')} of this model minus that`,
              beside: 'paired row by row; below 0 this model is better',
            },
            ...candidateModels.map(({ difference }) => estimated(difference, loss)),
          ],
        ],
      },
      { kind: 'paragraph', text: intervalNote(data, candidateModels[0]?.test) },
    ],
  };
}

/** An estimate with its interval beside it. */
export function estimated(estimate: Estimate | undefined, show: (value: number) => string): CardCell {
  if (!estimate || Number.isNaN(estimate.value)) return missing;
  const { value, low, high } = estimate;
  return Number.isNaN(low) || Number.isNaN(high)
    ? show(value)
    : { text: show(value), beside: `${show(low)} to ${show(high)}` };
}
