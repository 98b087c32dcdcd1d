import type { MetricName } from '../evaluation/metrics/metrics.ts';
import { gravestFirst } from '../features/audit/auditFeatures.ts';
import { excludeOption } from '../flatFile/columnLists.ts';
import type { NoticeKind } from '../notice/catalogue.ts';
import type { Notice } from '../notice/notice.ts';
import { saysFileDiffers } from '../pipeline/table/scoredFileWarnings.ts';
import type { TableResult } from '../pipeline/table/trainTable.ts';
import { counted, decimal, integer, percent } from '../text/format.ts';
import { saysTooGood } from '../training/tooGood.ts';
import { verdictOf } from '../training/verdictOf.ts';
import { auditText } from '../wording/auditText.ts';
import { verdictSentences } from '../wording/calibrationVerdict.ts';
import { metricTitle } from '../wording/metricText.ts';
import { selectionSentences } from '../wording/selection.ts';
import { sentenceOf } from '../wording/sentenceOf.ts';
import { columnsText } from './columnsText.ts';
import { estimateText } from './estimateText.ts';
import { printable } from './failure.ts';
import { metricText } from './metricText.ts';
import { plainTable } from './plainTable.ts';

/** The metrics of the table of models. */
const inTable = ['rocAuc', 'logLoss', 'calibrationSlope'] as const satisfies readonly MetricName[];

/** What a flat file gave, for people: how it was read, whether it can rank, what to mind, how each model did, what was left out. */
export function tableText(
  { findings, columns: readings, drift, bestColumn, withoutWarned, scored, published }: TableResult,
  took: { readonly seconds: number; readonly peakBytes: number },
  written: { readonly report: string | undefined; readonly predictions: string | undefined },
): string {
  const { candidateModels, audit, sides, gates, flatFile, warnings, anomalies } = findings;
  const champion = candidateModels.find((candidate) => candidate.selected)!;
  const rows = sides.reduce((sum, side) => sum + side.rows, 0);
  const positives = sides.reduce((sum, side) => sum + side.positives, 0);
  const columns = audit.map(({ feature }) => feature);
  const knowing = audit.filter(({ mayKnowOutcome }) => mayKnowOutcome).map(({ feature }) => feature);
  const verdict = verdictOf(findings);
  const blocking = gates.filter(({ blocked }) => blocked);
  return [
    columnsText(readings),
    '',
    `${printable(findings.program)}: ${integer(rows)} rows with a label; ${printable(findings.outcome)} in ${percent(positives / rows, 1)}`,
    `· ${printable(sentenceOf(flatFile!.label))}`,
    ...blocking.map((gate) => `! ${printable(sentenceOf(gate))}`),
    ...warnings.filter(saysFileDiffers).map((warning) => `! ${printable(sentenceOf(warning))}`),
    ...(blocking.some(({ gate }) => gate !== 'file to score')
      ? []
      : [
          `The ${champion.family} model ranks better than chance: ROC AUC ${estimateText(champion.test.metrics.rocAuc, 3)} on ${integer(champion.test.rows)} rows it had not seen`,
        ]),
    ...warnings.filter(saysTooGood).map((warning) => `! ${printable(sentenceOf(warning))}`),
    ...(knowing.length > 0 ? [`! Left out, since it may know the outcome: ${printable(knowing.join(', '))}`] : []),
    ...(drift ? [`! ${printable(sentenceOf(drift))}`] : []),
    ...(withoutWarned
      ? [
          `! Without the ${withoutWarned.left.length === 1 ? 'column' : counted(withoutWarned.left.length, 'column')} warned of below: ROC AUC ${decimal(withoutWarned.rocAuc, 3)}. ${withoutWarned.left.length === 1 ? 'Leave it out if it is' : 'Leave out those that are'} filled in later: ${printable(excludeOption(withoutWarned.left, columns))}`,
        ]
      : []),
    ...warnings.filter(saysOfTime).map((warning) => `· ${printable(sentenceOf(warning))}`),
    `· ${printable(sentenceOf(flatFile!.split))}`,
    ...flatFile!.groups.map((found) => `· ${printable(sentenceOf(found))}`),
    '',
    plainTable(
      [
        'model',
        'selected',
        ...inTable.map(metricTitle),
        `${metricTitle('lift')} in the top 10%`,
        'validation log loss',
      ],
      candidateModels.map(({ family, selected: best, validationLogLoss, test: { metrics } }) => [
        family,
        best ? 'yes' : '',
        ...inTable.map((name) => metricText(metrics, name)),
        decimal(metrics.liftAt.find(({ share }) => share === 0.1)?.lift.value ?? Number.NaN, 2),
        decimal(validationLogLoss, 4),
      ]),
    ),
    ...selectionSentences(findings).map((sentence) => `· ${sentence}`),
    ...(verdict ? verdictSentences(verdict).map((sentence) => `· ${sentence}`) : []),
    ...(bestColumn
      ? [`The best single column, ${printable(bestColumn.columns.join(''))}: ROC AUC ${decimal(bestColumn.rocAuc, 3)}`]
      : []),
    '',
    ...gravestFirst(audit)
      .filter(({ verdict }) => verdict !== 'kept')
      .map(
        ({ feature, verdict, reasons }) =>
          `${verdict === 'excluded' ? '−' : '!'} ${printable(feature)} ${verdict}: ${printable(auditText(reasons))}`,
      ),
    ...Object.entries(anomalies)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `− left out: ${what} (${integer(count)})`),
    ...warnings.filter(isSaidBelow).map((warning) => `· ${printable(sentenceOf(warning))}`),
    '',
    ...(written.report === undefined ? [] : [`report       ${written.report}`]),
    ...(written.predictions === undefined || scored === 0
      ? []
      : [`predictions  ${written.predictions} (${integer(scored)} rows)`]),
    ...(published
      ? [`published    ${integer(published.contacts)} rows as program ${published.program}, model ${published.modelId}`]
      : []),
    `${decimal(took.seconds, 1)} s, at most ${integer(took.peakBytes / 1024 ** 2)} MiB`,
  ].join('\n');
}

/** What is said above, by itself or beside other figures. */
const saidAbove: ReadonlySet<NoticeKind> = new Set([
  ...([
    'rows-in-time-order',
    'dates-counted',
    'sorted-by-outcome',
    'base-rate-moved',
    'base-rate-by-order',
    'without-warned',
  ] as const),
]);

function saysOfTime({ kind }: Notice): boolean {
  return kind === 'rows-in-time-order' || kind === 'dates-counted';
}

function isSaidBelow(warning: Notice): boolean {
  return !saysFileDiffers(warning) && !saysTooGood(warning) && !saidAbove.has(warning.kind);
}
