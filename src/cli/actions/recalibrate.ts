import { exitCodes } from '../../errors.ts';
import type { RecalibrationResult } from '../../pipeline/promote/recalibrateModel.ts';
import { decimal, integer } from '../../text/format.ts';
import { metricTitle } from '../../wording/metricText.ts';
import type { Action } from '../command.ts';
import { estimateText } from '../estimateText.ts';
import { gatesTable, promotionText } from '../gatesText.ts';
import { metricText } from '../metricText.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const promote = flags.promote === true;
    const result = await workbench.program(program).recalibrate({ promote, ...asOfOf(flags) });
    const refused = result.found.advice === 'retrain' || result.model?.promotion?.action === 'refuse';
    return {
      data: result,
      text: recalibrationText(result, result.report),
      ...(refused ? { exitCode: exitCodes.gate } : {}),
    };
  });

function recalibrationText(result: RecalibrationResult, report: string | null): string {
  const { championId, found, reference, model, from, to, rows, positives } = result;
  const { tests, line } = found;
  const chance = (p: number) => (p < 0.0001 ? 'below 0.0001' : decimal(p, 4));
  const asked = [
    `${championId} on ${from} to ${to}, after the dates it was tested on: ${integer(rows)} snapshots, ${integer(positives)} conversions; 95% intervals`,
    plainTable(
      ['question', 'answer'],
      [
        [metricTitle('rocAuc'), `${estimateText(found.rocAuc)}; when it was judged ${estimateText(reference)}`],
        [
          'a shift of all log-odds',
          `${decimal(found.interceptOnly.intercept, 3)}, by chance ${chance(tests.noneToIntercept.pValue)}`,
        ],
        [
          'a line in place of the shift',
          `slope ${decimal(found.both.slope, 3)}, by chance ${chance(tests.interceptToBoth.pValue)}`,
        ],
        ['a line at all', `by chance ${chance(tests.noneToBoth.pValue)}`],
      ],
    ),
    '',
  ];
  if (found.advice === 'keep')
    return [...asked, 'Its probabilities are as true as they were: nothing to do.'].join('\n');
  if (!model)
    return [
      ...asked,
      'It ranks worse than when it was judged, which no correction helps: handraise train --promote',
    ].join('\n');
  const corrected = [
    ...asked,
    `Log-odds are moved to ${decimal(line.intercept, 3)} + ${decimal(line.slope, 3)} × what they were.`,
    ...slopes(model.findings),
    '',
  ];
  const { promotion } = model;
  const became = promotion
    ? [gatesTable(promotion.gates), '', promotionText(promotion)]
    : [`${model.modelId} is registered; handraise models promote ${model.modelId} makes it the champion`];
  return [...corrected, ...became, '', `model   ${model.path}`, `report  ${report}`].join('\n');
}

function slopes({ recalibration }: NonNullable<RecalibrationResult['model']>['findings']): readonly string[] {
  if (!recalibration) return [];
  const { before, after, difference } = recalibration;
  return [
    plainTable(
      ['on these rows', 'before', 'after'],
      [
        [
          metricTitle('calibrationSlope'),
          metricText(before.metrics, 'calibrationSlope'),
          metricText(after.metrics, 'calibrationSlope'),
        ],
        [metricTitle('logLoss'), metricText(before.metrics, 'logLoss'), metricText(after.metrics, 'logLoss')],
        ['after minus before', '', estimateText(difference, 4)],
      ],
    ),
    'After: each row by a line that its unit had no part in.',
  ];
}
