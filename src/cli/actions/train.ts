import { exitCodes } from '../../errors.ts';
import { metricOf } from '../../evaluation/metrics/metrics.ts';
import { acceptedGates } from '../../monitor/acceptedGates.ts';
import type { TrainResult } from '../../pipeline/train/trainRun.ts';
import { decimal, integer } from '../../text/format.ts';
import type { TrainingResultView } from '../../training/resultView.ts';
import { saysTooGood } from '../../training/tooGood.ts';
import { verdictOf } from '../../training/verdictOf.ts';
import { auditText } from '../../wording/auditText.ts';
import { partSentences, verdictSentences } from '../../wording/calibrationVerdict.ts';
import { deployedSentence } from '../../wording/deployed.ts';
import { metricTitle } from '../../wording/metricText.ts';
import { selectionSentences } from '../../wording/selection.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { tuningSentences } from '../../wording/tuningSentences.ts';
import type { Action } from '../command.ts';
import { estimateText } from '../estimateText.ts';
import { gatesTable, promotionText } from '../gatesText.ts';
import { metricText } from '../metricText.ts';
import { plainTable } from '../plainTable.ts';
import { acceptedText, unneededText } from '../scoringGatesText.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) => {
  const accept = acceptedGates((flags.accept as readonly string[] | undefined) ?? []);
  return withWorkbench(flags, around, async (workbench) => {
    const promote = flags.promote === true;
    const result = await workbench.program(program).train({ promote, accept, ...asOfOf(flags) });
    const { report, card } = result;
    return {
      data: result,
      text: [trainingText(result), '', `model   ${result.path}`, `report  ${report}`, `card    ${card.html}`].join(
        '\n',
      ),
      ...(result.promotion?.action === 'refuse' ? { exitCode: exitCodes.gate } : {}),
    };
  });
};

/** The candidateModels on the test dates, what the gates say, and whether the model serves now. */
export function trainingText({ findings, modelId, promotion, gates, acceptedUnneeded }: TrainResult): string {
  const data = [...acceptedText(gates), ...unneededText(acceptedUnneeded)].map((line) => `${line}\n`).join('');
  if (promotion === null)
    return `${data}${candidateModelsText(findings)}\n${modelId} (* above) is registered; handraise models promote ${modelId} makes it the champion`;
  return [
    `${data}${candidateModelsText(findings)}`,
    '',
    gatesTable(promotion.gates),
    '',
    promotionText(promotion),
  ].join('\n');
}

/** The candidateModels on the test dates, with what the gates say about the best. */
export function candidateModelsText(findings: TrainingResultView): string {
  const test = findings.sides.find((side) => side.side === 'test');
  const rows = findings.candidateModels.map(({ family, selected, difference, validationLogLoss, test: judged }) => [
    selected ? `${family} *` : family,
    metricText(judged.metrics, 'rocAuc'),
    metricText(judged.metrics, 'averagePrecision'),
    decimal(judged.metrics.logLoss.value, metricOf('logLoss').digits),
    difference ? estimateText(difference, 4) : '',
    decimal(judged.metrics.ece.value, metricOf('ece').digits),
    metricText(judged.metrics, 'calibrationSlope'),
    decimal(validationLogLoss, 4),
  ]);
  const header = [
    'model',
    metricTitle('rocAuc'),
    metricTitle('averagePrecision'),
    metricTitle('logLoss'),
    '* minus it',
    metricTitle('ece'),
    metricTitle('calibrationSlope'),
    'validation log loss',
  ];
  return [
    ...findings.warnings.filter(saysTooGood).map((warning) => `! ${sentenceOf(warning)}`),
    `${findings.shortHistory?.timeTested === false ? 'Test on other units of the dates' : 'Test dates'} ${test?.from} to ${test?.to}: ${integer(test?.rows ?? 0)} snapshots, ${integer(test?.positives ?? 0)} conversions; 95% intervals`,
    plainTable(header, rows),
    ...selectionSentences(findings).map((sentence) => `· ${sentence}`),
    ...verdictLines(findings),
    ...findings.gates.map((gate) => `${gate.blocked ? '✗' : findings.fallback ? '!' : '✓'} ${sentenceOf(gate)}`),
    `· ${deployedSentence(findings)}`,
    ...tuningSentences(findings.trials ?? []).map((sentence) => `· ${sentence}`),
    ...findings.warnings.filter((warning) => !saysTooGood(warning)).map((warning) => `! ${sentenceOf(warning)}`),
    ...saidByAudit(findings),
  ].join('\n');
}

/** What the verdict on the probabilities says, but for what the gate says already. */
function verdictLines(findings: TrainingResultView): string[] {
  const verdict = verdictOf(findings);
  if (!verdict) return [];
  const isSaid = findings.gates.some(({ kind }) => kind === 'calibration-level-and-slope');
  return (isSaid ? partSentences(verdict) : verdictSentences(verdict)).map((sentence) => `· ${sentence}`);
}

/**
 * Features used against the audit's advice, and those left out; constants and empty ones, which could tell nothing,
 * are only in the report.
 */
function saidByAudit({ audit }: TrainingResultView): string[] {
  const overridden = audit.filter(({ override }) => override !== undefined);
  const leftOut = audit.filter(
    ({ verdict, reasons }) =>
      verdict === 'excluded' && !reasons.some(({ kind }) => kind === 'no-value' || kind === 'one-value'),
  );
  return [
    ...overridden.map(({ feature, reasons }) => `! ${feature} is used: ${auditText(reasons)}`),
    ...leftOut.map(({ feature, reasons }) => `· ${feature} is left out: ${auditText(reasons)}`),
  ];
}
