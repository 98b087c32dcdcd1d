import { wilson } from '../../evaluation/wilson.ts';
import { day, integer, percent } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText } from './plot.ts';
import { timeWasTested } from './words.ts';

/** Whether the level holds on every date of the test; null where there is nothing to draw. */
export function byDateFigure(data: CalibrationReportData): Figure | null {
  const { byDate, candidateModels } = data;
  if (byDate.length === 0) return null;
  const level = candidateModels[0]?.test.level ?? 0.95;
  const dates = byDate.map(({ asOf, rows, positives, meanPredicted, rocAuc, logLoss }) => ({
    x: asOf.slice(0, 10),
    name: day(asOf),
    rows,
    positives,
    meanPredicted,
    rocAuc,
    logLoss,
    observed: positives / rows,
    ...wilson(positives, rows, level),
  }));
  const within = dates.filter(({ low, high, meanPredicted }) => low <= meanPredicted && meanPredicted <= high).length;
  return {
    id: 'by-date',
    title: 'Does it hold on every date?',
    caption: `Per as-of date of the test: the expected share (line) and the observed share, with its ${percent(level, 0)} Wilson interval (dots). The prediction lies within the interval on ${integer(within)} of ${integer(dates.length)} dates. ${timeWasTested(data) ? 'If the dots move away from the line over time, people behave differently than before.' : 'The model learned from others of the same dates, so this does not tell whether it holds later.'}`,
    alternative: `Chart over ${integer(dates.length)} as-of dates from ${dates[0]!.name} to ${dates.at(-1)!.name}. On ${integer(within)} of them the expected share lies within the interval of the observed one.`,
    plot: {
      data: [
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: 'Predicted',
          x: dates.map(({ x }) => x),
          y: dates.map(({ meanPredicted }) => meanPredicted),
          customdata: dates.map((date) => hoverText([date.name, `Predicted ${percent(date.meanPredicted, 2)}`])),
          marker: { symbol: 'diamond', size: 8, color: '@accent' },
          line: { color: '@accent', width: 2.5 },
          ...hover,
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: 'Observed',
          x: dates.map(({ x }) => x),
          y: dates.map(({ observed }) => observed),
          error_y: {
            type: 'data',
            symmetric: false,
            array: dates.map(({ observed, high }) => high - observed),
            arrayminus: dates.map(({ observed, low }) => observed - low),
            color: '@second',
            thickness: 1.5,
            width: 4,
          },
          customdata: dates.map((date) =>
            hoverText([
              date.name,
              `Observed ${percent(date.observed, 2)} (${percent(date.low, 2)} to ${percent(date.high, 2)})`,
              `${integer(date.positives)} of ${integer(date.rows)} rows`,
            ]),
          ),
          marker: { size: 9, color: '@second' },
          ...hover,
        },
      ],
      layout: frame(340, {
        xaxis: axis('As-of date', {
          type: 'date',
          tickformat: '%-d %b %Y',
          ...(dates.length > 4 ? { nticks: 5 } : { tickvals: dates.map(({ x }) => x) }),
        }),
        yaxis: axis('Share that converts', { tickformat: '.2~%', rangemode: 'tozero' }),
      }),
    },
    table: {
      columns: [
        { label: 'As-of date' },
        { label: 'Rows', number: true },
        { label: 'Conversions', number: true },
        { label: 'Observed', number: true },
        { label: 'Predicted', number: true },
        { label: metricHead('rocAuc'), number: true },
        { label: metricHead('logLoss'), number: true },
      ],
      rows: dates.map((date) => [
        date.name,
        integer(date.rows),
        integer(date.positives),
        percent(date.observed, 2),
        percent(date.meanPredicted, 2),
        metricValue('rocAuc', date.rocAuc),
        metricValue('logLoss', date.logLoss),
      ]),
    },
  };
}
