import { day, decimal, integer, percent } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import type { BacktestData } from '../backtestData.ts';
import type { Figure } from '../calibration/figure.ts';
import { overOrigins } from './overOrigins.ts';

/** What the best k of each origin were to bring, and what they brought. */
export function bestFigure({ origins, k }: BacktestData): Figure {
  const within = origins.filter(({ best }) => best.within).length;
  const say = (value: number) => decimal(value, 1);
  return overOrigins(
    origins.map(({ asOf }) => asOf),
    [
      {
        name: 'Expected',
        form: 'line',
        say,
        values: origins.map(({ best }) => ({ value: best.expected, low: best.low, high: best.high })),
      },
      { name: 'Observed', form: 'dots', say, values: origins.map(({ best }) => ({ value: best.observed })) },
    ],
    {
      id: 'best',
      title: `The best ${integer(k)} at each past date`,
      caption: `Line: the conversions expected (the sum of the probabilities). Its whiskers span the counts that are usual if the probabilities are right (95%, Poisson-binomial). Dots: the conversions observed. ${integer(within)} of ${integer(origins.length)} dots lie within the whiskers.`,
      alternative: `Chart over ${integer(origins.length)} origins. What happened lies within the interval of what was expected at ${integer(within)} of them.`,
      unit: 'Conversions',
      axis: { rangemode: 'tozero' },
      table: {
        columns: [
          { label: 'Date' },
          { label: 'Expected', number: true },
          { label: 'Observed', number: true },
          { label: 'Interval', number: true },
          { label: metricHead('lift'), number: true },
        ],
        rows: origins.map(({ asOf, best, evaluation }) => [
          day(asOf),
          decimal(best.expected, 1),
          integer(best.observed),
          `${integer(best.low)} to ${integer(best.high)}`,
          decimal(evaluation.metrics.liftAt[0]!.lift.value, 2),
        ]),
      },
    },
  );
}

/** ROC AUC of each origin. */
export function rankFigure({ origins }: BacktestData): Figure {
  const values = origins.map(({ evaluation }) => evaluation.metrics.rocAuc);
  const above = values.filter(({ low }) => low > 0.5).length;
  return overOrigins(
    origins.map(({ asOf }) => asOf),
    [{ name: metricHead('rocAuc'), form: 'dots', say: (value) => metricValue('rocAuc', value), values }],
    {
      id: 'rank-by-origin',
      title: 'How well it ranks at each past date',
      caption: `ROC AUC with its 95% interval, drawn by whole units; 0.5 is random, 1 is perfect. The interval lies above 0.5 at ${integer(above)} of ${integer(origins.length)} past dates.`,
      alternative: `Chart of ROC AUC over ${integer(origins.length)} origins; the interval lies above 0.5 at ${integer(above)} of them.`,
      unit: metricHead('rocAuc'),
      table: {
        columns: [
          { label: 'Date' },
          { label: 'Model' },
          { label: metricHead('rocAuc'), number: true },
          { label: 'Interval', number: true },
          { label: 'Rank correlation with the date before', number: true },
          { label: 'Still among the best', number: true },
        ],
        rows: origins.map(({ asOf, selected, evaluation: { metrics }, stability }) => [
          day(asOf),
          selected,
          metricValue('rocAuc', metrics.rocAuc.value),
          `${metricValue('rocAuc', metrics.rocAuc.low)} to ${metricValue('rocAuc', metrics.rocAuc.high)}`,
          decimal(stability?.spearman ?? Number.NaN, 3),
          percent(stability?.overlap ?? Number.NaN, 0),
        ]),
      },
    },
  );
}

/** The base rate of each origin, and the expected share. */
export function rateFigure({ origins, drift }: BacktestData): Figure {
  const say = (value: number) => percent(value, 2);
  const off = drift.off.filter(Boolean).length;
  return overOrigins(
    origins.map(({ asOf }) => asOf),
    [
      { name: 'Expected', form: 'line', say, values: origins.map(({ meanPredicted }) => ({ value: meanPredicted })) },
      { name: 'Observed', form: 'dots', say, values: origins.map(({ baseRate }) => baseRate) },
    ],
    {
      id: 'rates',
      title: 'Expected and observed share of conversions',
      caption: `Line: the mean probability of everyone. Dots: the share that converted, with its 95% interval, drawn by whole units. Level or slope is off by a quarter or more, beyond chance, at ${integer(off)} of ${integer(origins.length)} past dates.`,
      alternative: `Chart of the base rate and the mean probability over ${integer(origins.length)} origins; the base rate is ${drift.baseRate}.`,
      unit: 'Share that converts',
      axis: { tickformat: '.2~%', rangemode: 'tozero' },
      table: {
        columns: [
          { label: 'Date' },
          { label: 'Rows', number: true },
          { label: 'Conversions', number: true },
          { label: 'Observed', number: true },
          { label: 'Interval', number: true },
          { label: 'Expected', number: true },
          { label: metricHead('calibrationSlope'), number: true },
          { label: 'Interval of the slope', number: true },
        ],
        rows: origins.map(({ asOf, baseRate, meanPredicted, evaluation: { rows, positives, metrics } }) => [
          day(asOf),
          integer(rows),
          integer(positives),
          percent(baseRate.value, 2),
          `${percent(baseRate.low, 2)} to ${percent(baseRate.high, 2)}`,
          percent(meanPredicted, 2),
          decimal(metrics.calibrationSlope.value, 2),
          `${decimal(metrics.calibrationSlope.low, 2)} to ${decimal(metrics.calibrationSlope.high, 2)}`,
        ]),
      },
    },
  );
}
