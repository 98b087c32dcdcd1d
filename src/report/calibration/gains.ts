import { decimal, percent, times } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { gainAt } from './answers.ts';
import type { Figure } from './figure.ts';
import { familyName, familyTitle, inOrder, lineStyle } from './names.ts';
import { axis, frame, hover, hoverText, plotText } from './plot.ts';

const shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1];

/** Candidate models that order anybody; the base rate gives everyone the same and is drawn as chance. */
function drawn(data: CalibrationReportData): readonly CandidateResult[] {
  return inOrder(data.candidateModels).filter(({ family }) => family !== 'base-rate');
}

/** How many of the conversions are found by working the list from the top. */
export function gainsFigure(data: CalibrationReportData): Figure {
  const lines = drawn(data);
  return {
    id: 'gains',
    title: 'How soon the conversions are found',
    caption: `Start at the top of the list and work down: the curve shows what share of all conversions is found by then. The further it bends towards the upper left corner, the better; the dotted diagonal is a list in random order.`,
    alternative: `Line chart. ${lines.map(({ family, test }) => `By the ${familyName(family)}, the first tenth of the rows holds ${percent(gainAt(test.gains, 0.1), 0)} and the first fifth ${percent(gainAt(test.gains, 0.2), 0)} of the conversions`).join('; ')}. In random order it would be 10% and 20%.`,
    plot: {
      data: [
        ...lines.map((candidate) => ({
          type: 'scatter',
          mode: 'lines',
          name: plotText(familyTitle(candidate.family)),
          x: [0, ...candidate.test.gains.map(({ share }) => share)],
          y: [0, ...candidate.test.gains.map(({ gain }) => gain)],
          customdata: [
            '',
            ...candidate.test.gains.map(({ share, gain }) =>
              hoverText([
                familyTitle(candidate.family),
                `First ${percent(share, 0)} of the rows: ${percent(gain, 0)} of the conversions`,
              ]),
            ),
          ],
          line: lineStyle(candidate),
          ...hover,
        })),
        chanceLine([0, 1], [0, 1]),
      ],
      layout: frame(380, {
        xaxis: axis('Share of the rows, best first', { range: [0, 1.001], dtick: 0.2, tickformat: '.0%' }),
        yaxis: axis('Share of conversions found', { range: [0, 1.02], tickformat: '.0%' }),
      }),
    },
    table: shareTable(
      lines,
      ({ gains }, share) => percent(gainAt(gains, share), 1),
      (share) => percent(share, 1),
    ),
  };
}

/** How many times as many conversions as chance would find. */
export function liftFigure(data: CalibrationReportData): Figure {
  const lines = drawn(data);
  const lift = (test: CandidateResult['test'], share: number) => gainAt(test.gains, share) / share;
  return {
    id: 'lift',
    title: 'How much better than picking at random',
    caption: `The same, as a multiple: at 4×, the rows up to there hold four times the conversions that as many random ones would. At the far left there are few rows, so the curve varies much by chance.`,
    alternative: `Line chart. ${lines.map(({ family, test }) => `By the ${familyName(family)}, the first twentieth holds ${times(lift(test, 0.05))} and the first tenth ${times(lift(test, 0.1))} as many conversions as chance`).join('; ')}.`,
    plot: {
      data: [
        ...lines.map((candidate) => {
          const points = candidate.test.gains.filter(({ share }) => share > 0);
          return {
            type: 'scatter',
            mode: 'lines',
            name: plotText(familyTitle(candidate.family)),
            x: points.map(({ share }) => share),
            y: points.map((point) => point.lift),
            customdata: points.map((point) =>
              hoverText([
                familyTitle(candidate.family),
                `First ${percent(point.share, 0)} of the rows: ${times(point.lift)}`,
              ]),
            ),
            line: lineStyle(candidate),
            ...hover,
          };
        }),
        chanceLine([0, 1], [1, 1]),
      ],
      layout: frame(380, {
        xaxis: axis('Share of the rows, best first', { range: [0, 1.001], dtick: 0.2, tickformat: '.0%' }),
        yaxis: axis('Times as many as chance', { rangemode: 'tozero', ticksuffix: '×' }),
      }),
    },
    table: shareTable(
      lines,
      (test, share) => times(lift(test, share)),
      () => `${decimal(1, 1)}×`,
    ),
  };
}

/** A line per share of the rows: what each candidate reaches there, and what chance would. */
function shareTable(
  lines: readonly CandidateResult[],
  reached: (test: CandidateResult['test'], share: number) => string,
  byChance: (share: number) => string,
): Figure['table'] {
  return {
    columns: [
      { label: 'First … of the rows' },
      ...lines.map(({ family }) => ({ label: familyTitle(family), number: true })),
      { label: 'Chance', number: true },
    ],
    rows: shares.map((share) => [percent(share, 0), ...lines.map(({ test }) => reached(test, share)), byChance(share)]),
  };
}

function chanceLine(x: readonly number[], y: readonly number[]) {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'Chance',
    x,
    y,
    hoverinfo: 'skip',
    line: { color: '@edge', width: 1.5, dash: 'dot' },
  };
}
