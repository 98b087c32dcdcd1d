import { resolve } from 'node:path';
import { limits } from '../../api/limits.ts';
import type { BacktestCandidate, BacktestData, BacktestOrigin } from '../../report/backtestData.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { metricTitle, metricValue } from '../../wording/metricText.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { estimateText } from '../estimateText.ts';
import { printable } from '../failure.ts';
import { metricLines, metricText } from '../metricText.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

export const action: Action = (flags, [program], around) => {
  const options = {
    origins: wholeNumber('origins', flags.origins, limits.origins.least, limits.origins.most),
    k: wholeNumber('k', flags.k, limits.k.least, limits.k.most),
    ...asOfOf(flags),
    ...(typeof flags.report === 'string' ? { report: resolve(around.cwd, flags.report) } : {}),
  };
  return withWorkbench(flags, around, async (workbench) => {
    const data = await workbench.program(program).backtest(options);
    const { report } = data;
    return { data, text: report === undefined ? backtestText(data) : `${backtestText(data)}\n\nreport  ${report}` };
  });
};

/** What a back-test found, for people: its answers first, then every figure. */
export function backtestText(data: BacktestData): string {
  const { origins, pooled, answers, remarks } = data;
  const { metrics } = pooled.evaluation;
  const figures = [
    ...metricLines(metrics),
    [`${metricTitle('lift')} in the best ${integer(data.k)}`, estimateText(pooled.best.lift, 2)],
  ];
  return [
    ...[...answers, ...remarks].map((said) => printable(sentenceOf(said))),
    '',
    plainTable(
      [
        'past date',
        'model',
        'contacts',
        'conversions',
        'base rate',
        metricTitle('rocAuc'),
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
    plainTable(
      ['family', metricTitle('rocAuc'), metricTitle('logLoss'), 'selected minus this'],
      pooled.candidateModels.map(candidateRow),
    ),
    '',
    plainTable(['past date', 'in both', 'rank correlation', 'still among the best'], origins.flatMap(stabilityRow)),
  ].join('\n');
}

function originRow({ asOf, selected, fallback, evaluation, baseRate, best }: BacktestOrigin): string[] {
  return [
    asOf,
    fallback ? `${selected} (stands in)` : selected,
    integer(evaluation.rows),
    integer(evaluation.positives),
    percent(baseRate.value, 2),
    metricText(evaluation.metrics, 'rocAuc'),
    metricText(evaluation.metrics, 'calibrationSlope'),
    decimal(best.expected, 1),
    integer(best.observed),
    `${integer(best.low)} to ${integer(best.high)}${best.within ? '' : ' !'}`,
  ];
}

function candidateRow({ family, rocAuc, logLoss, difference }: BacktestCandidate): string[] {
  return [family, metricValue('rocAuc', rocAuc), metricValue('logLoss', logLoss), estimateText(difference, 4)];
}

function stabilityRow({ asOf, stability }: BacktestOrigin): string[][] {
  if (!stability) return [];
  const { shared, spearman, overlap } = stability;
  return [[asOf, integer(shared), decimal(spearman, 3), percent(overlap, 0)]];
}
