import { calibrationTitle } from '../../calibration/calibrators.ts';
import type { Evaluation } from '../../evaluation/evaluation.ts';
import { decimal, percent } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { areProbabilitiesTrue, meanPredicted, withInterval } from './answers.ts';
import { byDateFigure } from './byDate.ts';
import { correctedFigure, correctedSentence } from './corrected.ts';
import { figureHtml } from './figure.ts';
import { overTimeFigure, overTimeSentence, overTimeTable } from './overTime.ts';
import { reliabilityFigure } from './reliability.ts';
import type { Section } from './section.ts';

/** Are the probabilities true? */
export function truthSection(data: CalibrationReportData, { test }: CandidateResult): Section {
  const { word, clause } = areProbabilitiesTrue(test, data.cameOfExpected);
  const dates = byDateFigure(data);
  const contacts = reliabilityFigure({
    id: 'reliability',
    title: 'Expected against observed',
    noun: data.flatFile ? 'test' : 'contact',
    after: test,
    before: data.uncalibrated,
  });
  const periods = overTimeFigure(data);
  const accounts =
    data.accounts &&
    reliabilityFigure({
      id: 'account-reliability',
      title: 'Expected against observed, accounts',
      noun: 'account',
      after: data.accounts,
    });
  const corrected = correctedFigure(data);
  const figures = [
    ...(corrected ? [corrected] : []),
    contacts,
    ...(dates ? [dates] : []),
    ...(periods ? [periods] : []),
    ...(accounts ? [accounts] : []),
  ];
  return {
    id: 'truth',
    question: 'Are the probabilities true?',
    answer: `${data.recalibration ? `${correctedSentence(data)} ` : ''}${word}. It ${clause}. Calibration slope ${withInterval(test.metrics.calibrationSlope, test.level, 2)}, intercept ${withInterval(test.metrics.calibrationIntercept, test.level, 2)}: 1 and 0 are right. On average ${percent(meanPredicted(test), 2)} were expected to convert, and ${percent(test.positives / test.rows, 2)} did${cameSentence(data.cameOfExpected, test.level)}. The expected calibration error is ${decimal(test.metrics.ece.value, 4)}; before calibration (${calibrationTitle(data.calibrationMethod)}) it was ${decimal(data.uncalibrated.metrics.ece.value, 4)}.${overTimeSentence(data)}`,
    body: html`${figures.map((figure) =>
      figure === periods
        ? html`${data.overTime && overTimeTable(data.overTime)}${figureHtml(figure)}`
        : figure === accounts
          ? html`<p>${data.accounts && accountSentence(data.accounts)}</p>${figureHtml(figure)}`
          : figureHtml(figure),
    )}`,
    figures,
  };
}

function cameSentence(ratio: CalibrationReportData['cameOfExpected'], level: number): string {
  if (!ratio || Number.isNaN(ratio.low)) return '';
  return `: ${percent(ratio.value, 0)} (${percent(level, 0)} interval ${percent(ratio.low, 0)} to ${percent(ratio.high, 0)}) of what was expected`;
}

/** Whether the probabilities of accounts are true. */
export function accountSentence(accounts: Evaluation): string {
  const { word } = areProbabilitiesTrue(accounts);
  return `The probability of an account says how likely it is that at least one of its eligible contacts converts. Are these probabilities true? ${word}. Calibration slope ${withInterval(accounts.metrics.calibrationSlope, accounts.level, 2)}, expected calibration error ${decimal(accounts.metrics.ece.value, 4)}, ROC AUC ${withInterval(accounts.metrics.rocAuc, accounts.level, 3)}.`;
}
