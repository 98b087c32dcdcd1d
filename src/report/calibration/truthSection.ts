import { calibrationTitle } from '../../calibration/calibrators.ts';
import { decimal } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { verdictOf } from '../../training/verdictOf.ts';
import { partSentences, wholeSentences } from '../../wording/calibrationVerdict.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { sentenceList } from '../sentenceList.ts';
import { rollUpFigure, rollUpTable } from './accountRollUps.ts';
import { byDateFigure } from './byDate.ts';
import { correctedFigure, correctedSentence } from './corrected.ts';
import { figureHtml } from './figure.ts';
import { overTimeFigure, overTimeTable } from './overTime.ts';
import { reliabilityFigure } from './reliability.ts';
import type { Section } from './section.ts';

/** Are the probabilities true? */
export function truthSection(data: CalibrationReportData, { test }: CandidateResult): Section {
  const verdict = verdictOf(data);
  const dates = byDateFigure(data);
  const contacts = reliabilityFigure({
    id: 'reliability',
    title: 'Expected against observed',
    noun: data.flatFile ? 'test' : 'contact',
    after: test,
    before: data.uncalibrated,
    ...(verdict ? { top: verdict.top } : {}),
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
  const { accountRollUps: rollUps = [] } = data;
  const compared = rollUps.length > 0 ? rollUpFigure(rollUps) : null;
  const corrected = correctedFigure(data);
  const figures = [
    ...(corrected ? [corrected] : []),
    contacts,
    ...(dates ? [dates] : []),
    ...(periods ? [periods] : []),
    ...(accounts ? [accounts] : []),
    ...(compared ? [compared] : []),
  ];
  return {
    id: 'truth',
    question: 'Are the probabilities true?',
    answer: [
      ...(data.recalibration ? [correctedSentence(data)] : []),
      ...(verdict ? wholeSentences(verdict.overall) : []),
      `The expected calibration error is ${decimal(test.metrics.ece.value, 4)}${beforeCalibration(data)}.`,
    ].join(' '),
    body: html`${verdict && sentenceList(partSentences(verdict))}${figures.map((figure) =>
      figure === periods
        ? html`${data.overTime && overTimeTable(data.overTime)}${figureHtml(figure)}`
        : figure === accounts
          ? html`<p>${whatAccountsSay}</p>${figureHtml(figure)}`
          : figure === compared
            ? html`${rollUpTable(rollUps)}${figureHtml(figure)}`
            : figureHtml(figure),
    )}`,
    figures,
  };
}

/** What the probability of an account is. */
export const whatAccountsSay =
  'The probability of an account says how likely it is that at least one of its eligible contacts converts.';

/** What the error was before; nothing where calibration changed no probability. */
function beforeCalibration({
  calibrationMethod,
  correction,
  recalibration,
  uncalibrated,
}: CalibrationReportData): string {
  if (calibrationMethod === 'none' && !correction && !recalibration) return '';
  return `; before calibration (${calibrationTitle(calibrationMethod)}) it was ${decimal(uncalibrated.metrics.ece.value, 4)}`;
}
