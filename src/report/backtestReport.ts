import type { NoticeKind } from '../notice/catalogue.ts';
import { integer } from '../text/format.ts';
import { rollUpName } from '../wording/accountRollUps.ts';
import { wholeSentences } from '../wording/calibrationVerdict.ts';
import { joined } from '../wording/listed.ts';
import { metricHead, metricValue } from '../wording/metricText.ts';
import { sentenceOf } from '../wording/sentenceOf.ts';
import { bestFigure, rankFigure, rateFigure } from './backtest/figures.ts';
import { smallMultiples } from './backtest/smallMultiples.ts';
import type { BacktestCandidate, BacktestData } from './backtestData.ts';
import { renderArgument } from './calibration/argument.ts';
import { figureHtml } from './calibration/figure.ts';
import { familyName } from './calibration/names.ts';
import { reliabilityFigure } from './calibration/reliability.ts';
import type { Section } from './calibration/section.ts';
import { whatAccountsSay } from './calibration/truthSection.ts';
import { dataTable } from './dataTable.ts';
import { type Html, html, isolated } from './html.ts';

/**
 * The report of a back-test: one self-contained HTML document in the form of the calibration report.
 * @example
 * const html = renderBacktestReport(data);
 * html.startsWith('<!doctype html>') // true
 */
export function renderBacktestReport(data: BacktestData): string {
  const { title } = data;
  return renderArgument({
    title: `${title} – back-test`,
    masthead: html`<header class="masthead">
<p class="eyebrow">Back-test · program ${isolated(data.program)} · ${integer(data.origins.length)} past dates (origins) · horizon ${integer(data.horizonDays)} days</p>
<h1>${isolated(title)}</h1>
<p class="headline">${answerOf(data, 'ranks-at-origins')}</p>
${data.remarks.length > 0 && html`<ul class="warnings">${data.remarks.map((remark) => html`<li><bdi>${sentenceOf(remark)}</bdi></li>`)}</ul>`}
</header>`,
    sections: sectionsOf(data),
  });
}

function sectionsOf(data: BacktestData): readonly Section[] {
  const pooled = reliabilityFigure({
    id: 'reliability',
    title: 'Expected against observed, all past dates',
    noun: 'contact',
    after: data.pooled.evaluation,
    top: data.calibrationVerdict.figures.top,
  });
  return [
    section('called', 'Did the best of the list bring what was expected?', answerOf(data, 'expected-and-observed'), [
      bestFigure(data),
    ]),
    section('rank', 'Can it rank at every date?', answerOf(data, 'ranks-at-origins'), [rankFigure(data)]),
    section(
      'drift',
      'Do the probabilities stay true over time?',
      answerOf(data, 'calibration-verdict', 'calibration-over-origins', 'base-rate-over-origins'),
      [rateFigure(data), pooled, smallMultiples(data.origins)],
    ),
    ...accountsSection(data),
    section(
      'better',
      'Is it better than something simpler?',
      answerOf(data, 'against-simpler', 'fewer-origins'),
      [],
      candidateModels(data),
    ),
    section(
      'again',
      'How to get the same figures again',
      'The same data, configuration, version and seed give the same figures to the last digit.',
      [],
      html`<dl class="facts"><div><dt>Seed</dt><dd><code>${String(data.seed)}</code></dd></div><div><dt>Data fingerprint</dt><dd><code>${data.dataFingerprint}</code></dd></div></dl>`,
    ),
  ];
}

/** Whether the probabilities of accounts were right; nothing where there are none. */
function accountsSection({ pooled: { accounts }, calibrationVerdict, origins }: BacktestData): readonly Section[] {
  const verdict = calibrationVerdict.figures.accounts;
  if (!accounts || !verdict) return [];
  const methods = [...new Set(origins.flatMap(({ accountMethod }) => accountMethod ?? []))];
  const { logLoss, ece } = accounts.metrics;
  return [
    section(
      'accounts',
      'Are the probabilities of accounts true?',
      `${wholeSentences(verdict.overall, 'The probabilities of accounts').join(' ')} Their log loss is ${metricValue('logLoss', logLoss.value)}, their expected calibration error ${metricValue('ece', ece.value)}.`,
      [
        reliabilityFigure({
          id: 'account-reliability',
          title: 'Expected against observed, accounts, all past dates',
          noun: 'account',
          after: accounts,
        }),
      ],
      html`<p class="note">${whatAccountsSay} At each past date, earlier accounts chose how contacts are combined: ${joined(methods.map(rollUpName))}.</p>`,
    ),
  ];
}

/** The answers of some kinds, one sentence after the other. */
function answerOf({ answers }: BacktestData, ...kinds: readonly NoticeKind[]): string {
  return answers.flatMap((answer) => (kinds.includes(answer.kind) ? [sentenceOf(answer)] : [])).join(' ');
}

function section(id: string, question: string, answer: string, figures: Section['figures'], body?: Html): Section {
  return { id, question, answer, figures, body: html`${figures.map(figureHtml)}${body}` };
}

function candidateModels({ pooled }: BacktestData): Html {
  return dataTable({
    caption: 'All models, on the rows of all past dates',
    columns: [
      { label: 'Model' },
      { label: metricHead('rocAuc'), number: true },
      { label: metricHead('logLoss'), number: true },
      { label: `${metricHead('logLoss')} of the selected model minus this`, number: true },
      { label: 'Interval', number: true },
    ],
    rows: pooled.candidateModels.map(({ family, rocAuc, logLoss, difference }: BacktestCandidate) => [
      familyName(family),
      metricValue('rocAuc', rocAuc),
      metricValue('logLoss', logLoss),
      metricValue('logLoss', difference.value),
      `${metricValue('logLoss', difference.low)} to ${metricValue('logLoss', difference.high)}`,
    ]),
  });
}
