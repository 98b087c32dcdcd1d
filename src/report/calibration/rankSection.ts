import type { CandidateResult } from '../../training/trainingResult.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { canItRank, withInterval } from './answers.ts';
import { figureHtml } from './figure.ts';
import { gainsFigure, liftFigure } from './gains.ts';
import { precisionFigure } from './precision.ts';
import type { Section } from './section.ts';
import { foundSentence, thresholdHtml } from './threshold.ts';
import { wordsOf } from './words.ts';

/** Can it rank? */
export function rankSection(data: CalibrationReportData, selected: CandidateResult): Section {
  const { test } = selected;
  const isKnown = test.positives > 0;
  const curves = isKnown ? [gainsFigure(data), liftFigure(data)] : [];
  const precision = isKnown ? precisionFigure(data, selected) : null;
  const { word, clause } = canItRank(test);
  return {
    id: 'rank',
    question: 'Can it rank?',
    answer: `${word}. On the ${wordsOf(data).test} it ${clause}. Its ROC AUC, the probability that a row that converts stands above one that does not, is ${withInterval(test.metrics.rocAuc, test.level, 3)}; 0.5 is chance, 1 is perfect.${foundSentence(data, selected)}`,
    body: html`<div class="pair">${curves.map(figureHtml)}</div>
${precision && figureHtml(precision)}
${isKnown && thresholdHtml(data, selected)}`,
    figures: [...curves, ...(precision ? [precision] : [])],
  };
}
