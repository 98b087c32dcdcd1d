import { html } from '../html.ts';
import type { CalibrationReportData, Contestant } from '../reportData.ts';
import { figureHtml } from './figure.ts';
import { gainsFigure, liftFigure } from './gains.ts';
import type { Section } from './section.ts';
import { canItRank, withInterval } from './verdict.ts';

/** Can it rank? */
export function rankSection(data: CalibrationReportData, { test }: Contestant): Section {
  const figures = test.positives > 0 ? [gainsFigure(data), liftFigure(data)] : [];
  const { word, clause } = canItRank(test);
  return {
    id: 'rank',
    question: 'Can it rank?',
    answer: `${word}. On the test ${data.flatFile ? 'rows' : 'dates'} it ${clause}. Its ROC AUC, the chance that a row that converts stands above one that does not, is ${withInterval(test.metrics.rocAuc, test.level, 3)}; 0.5 is chance, 1 is perfect.`,
    body: html`<div class="pair">${figures.map(figureHtml)}</div>`,
    figures,
  };
}
