import { resolve } from 'node:path';
import { backtest } from '../../pipeline/backtest/backtest.ts';
import type { BacktestContestant, BacktestData, BacktestOrigin } from '../../report/backtestData.ts';
import { renderBacktestReport } from '../../report/backtestReport.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { parseInstant } from '../../time/instant.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { estimate } from '../estimate.ts';
import { printable } from '../failure.ts';
import { metricLines } from '../metricText.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

/** The chances of the best are added up row by row, which takes the square of their number. */
const mostCalled = 20_000;

export const action: Action = (flags, [program], around) => {
  const options = {
    origins: wholeNumber('origins', flags.origins, 1, 500),
    k: wholeNumber('k', flags.k, 1, mostCalled),
    ...(typeof flags.asOf === 'string' ? { knownBefore: parseInstant(flags.asOf) } : {}),
  };
  return withWorkbench(flags, around, async (workbench) => {
    const report = typeof flags.report === 'string' ? resolve(around.cwd, flags.report) : null;
    if (report !== null) await checkReport(report);
    const data = await backtest(workbench, program, options);
    if (report === null) return { data, text: backtestText(data) };
    await writeReport(report, renderBacktestReport(data));
    return { data: { ...data, report }, text: `${backtestText(data)}\n\nreport  ${report}` };
  });
};

function backtestText(data: BacktestData): string {
  const { origins, pooled, answers, remarks } = data;
  const { metrics } = pooled.evaluation;
  const figures = [...metricLines(metrics), [`lift in the best ${integer(data.k)}`, estimate(pooled.best.lift, 2)]];
  return [
    ...[...answers, ...remarks].map((said) => printable(sentenceOf(said))),
    '',
    plainTable(
      [
        'origin',
        'model',
        'contacts',
        'conversions',
        'base rate',
        'ROC AUC',
        'slope',
        'expected',
        'observed',
        'interval',
      ],
      origins.map(originRow),
    ),
    '',
    `All origins: ${integer(pooled.evaluation.rows)} snapshots of ${integer(pooled.evaluation.units)} ${data.unit}s; 95% intervals, by ${data.unit}`,
    plainTable(['metric', 'value'], figures),
    '',
    plainTable(['family', 'ROC AUC', 'log loss', 'chosen minus this'], pooled.contestants.map(contestantRow)),
    '',
    plainTable(['origin', 'in both', 'rank correlation', 'best still best'], origins.flatMap(stabilityRow)),
  ].join('\n');
}

function originRow({ asOf, champion, fallback, evaluation, baseRate, best }: BacktestOrigin): string[] {
  return [
    asOf,
    fallback ? `${champion} (stands in)` : champion,
    integer(evaluation.rows),
    integer(evaluation.positives),
    percent(baseRate.value, 2),
    estimate(evaluation.metrics.rocAuc),
    estimate(evaluation.metrics.calibrationSlope, 2),
    decimal(best.expected, 1),
    integer(best.observed),
    `${integer(best.low)} to ${integer(best.high)}${best.within ? '' : ' !'}`,
  ];
}

function contestantRow({ family, rocAuc, logLoss, championDifference }: BacktestContestant): string[] {
  return [family, decimal(rocAuc, 3), decimal(logLoss, 4), estimate(championDifference, 4)];
}

function stabilityRow({ asOf, stability }: BacktestOrigin): string[][] {
  if (!stability) return [];
  const { shared, spearman, overlap } = stability;
  return [[asOf, integer(shared), decimal(spearman, 3), percent(overlap, 0)]];
}
