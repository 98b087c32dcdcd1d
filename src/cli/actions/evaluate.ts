import type { ModelEvaluation } from '../../pipeline/promote/evaluateModel.ts';
import { decimal, expected, integer, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { metricTitle, metricValue } from '../../wording/metricText.ts';
import type { Action } from '../command.ts';
import { estimateText } from '../estimateText.ts';
import { metricLines } from '../metricText.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const result = await workbench.program(program).evaluate({
      ...(typeof flags.model === 'string' ? { model: flags.model } : {}),
      ...asOfOf(flags),
    });
    return { data: result, text: evaluationText(result) };
  });

function evaluationText({ modelId, family, from, to, evaluation, byDate, slices }: ModelEvaluation): string {
  const { metrics } = evaluation;
  const rows = [
    ...metricLines(metrics),
    ...metrics.liftAt.map(({ share, lift }) => [
      `${metricTitle('lift')} in the top ${percent(share, 0)}`,
      estimateText(lift, 2),
    ]),
  ];
  const dates = byDate.map((date) => [
    date.asOf,
    integer(date.rows),
    integer(date.positives),
    decimal(date.meanPredicted * date.rows, 1),
    metricValue('rocAuc', date.rocAuc),
  ]);
  const segments = slices.flatMap(({ title, slices: parts }) => [
    '',
    plainTable(
      [title, 'snapshots', 'conversions', 'expected', 'observed / expected'],
      parts.map((part) => [
        part.name,
        integer(part.rows),
        integer(part.positives),
        expected(part.expected),
        estimateText(part.ratio, 2),
      ]),
    ),
  ]);
  return [
    `${modelId} (${family}) on ${isoOf(from)} to ${isoOf(to)}: ${integer(evaluation.rows)} snapshots, ${integer(evaluation.positives)} conversions; 95% intervals`,
    plainTable(['metric', 'value'], rows),
    '',
    plainTable(['date', 'snapshots', 'conversions', 'expected', metricTitle('rocAuc')], dates),
    ...segments,
  ].join('\n');
}
