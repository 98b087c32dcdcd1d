import type { GateNotice } from '../../notice/notice.ts';
import { counted, day, integer, missing } from '../../text/format.ts';
import { askedAndMeasured, sentenceOf } from '../../wording/sentenceOf.ts';
import { timeWasTested, wordsOf } from '../calibration/words.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { type CardBlock, type CardSection, tableOr } from './card.ts';
import type { CardDecision, ModelCardData } from './cardData.ts';

const millisecondsOfYear = 365 * 86_400_000;

/** What to mind before the model is relied on. */
export function limitsSection(data: CalibrationReportData, card: ModelCardData): CardSection {
  const { warnings } = data;
  const decision = card.decisions.find(({ gates }) => gates !== null);
  const gates: readonly GateNotice[] = decision?.gates ?? data.gates;
  const asked = decision ? `at the decision of ${day(decision.decidedAt)}` : 'when it was trained';
  return {
    id: 'limits',
    title: 'What are its limits?',
    summary: `${warnings.length === 0 ? 'Its training gave no warning.' : `Its training gave ${counted(warnings.length, 'warning')}.`} ${gatesInWords(gates, decision)}`,
    blocks: [
      ...(warnings.length > 0
        ? ([
            { kind: 'paragraph', text: 'Warnings of its training:' },
            { kind: 'list', items: warnings.map((warning) => sentenceOf(warning)) },
          ] satisfies CardBlock[])
        : []),
      { kind: 'paragraph', text: 'Also:' },
      { kind: 'list', items: [...limitsOfSample(data), ...limitsOfFeatures(data), ...limitsOfRanking(card)] },
      tableOr(
        {
          caption: `What keeps it from being published, and what does not, as found ${asked}`,
          columns: [
            { label: 'Gate' },
            { label: 'Result' },
            { label: 'Found' },
            { label: 'Asked' },
            { label: 'Measured' },
          ],
          rows: gates.map((gate) => {
            const { asked, measured } = askedAndMeasured(gate);
            return [
              gate.gate,
              gate.blocked ? 'blocked' : 'passed',
              sentenceOf(gate),
              asked || missing,
              measured || missing,
            ];
          }),
        },
        'No gate was asked.',
      ),
    ],
  };
}

function gatesInWords(gates: readonly GateNotice[], decision: CardDecision | undefined): string {
  const blocking = gates.filter(({ blocked }) => blocked).map(({ gate }) => gate);
  if (blocking.length === 0) return 'No gate keeps it from being published.';
  const fate = decision?.action === 'override' ? 'somebody made it champion anyway' : 'it is not to be published';
  return `${counted(blocking.length, 'gate')} blocked it (${blocking.join(', ')}), and ${fate}.`;
}

function limitsOfSample(data: CalibrationReportData): readonly string[] {
  const test = data.sides.find(({ side }) => side === 'test');
  if (!test) return [];
  const isShort = Date.parse(test.to) - Date.parse(test.from) < millisecondsOfYear;
  return [
    `Its figures rest on ${counted(test.positives, 'conversion')} on the ${wordsOf(data).test}. Their intervals say what chance does to them, not what a changed market or a changed way of keeping the CRM would.`,
    ...(timeWasTested(data)
      ? []
      : [
          `The test rows are of other ${data.unit}s on the dates it learnt from: whether it holds on later dates was not tested.`,
        ]),
    ...(isShort && timeWasTested(data)
      ? ['The test dates cover less than a year: what comes and goes with the seasons was not tested whole.']
      : []),
  ];
}

function limitsOfFeatures({ audit }: CalibrationReportData): readonly string[] {
  const used = audit.filter(({ verdict }) => verdict !== 'excluded');
  const count = (...of: string[]) => used.filter(({ availability }) => of.includes(availability)).length;
  const declared = count('stable', 'created-with');
  const current = count('current-state', 'undated');
  return [
    ...(declared > 0
      ? [
          `${features(declared)} today’s value, which is declared never to change. Where it does, the model has learnt from what it could not have known.`,
        ]
      : []),
    ...(current > 0
      ? [`${features(current)} today’s value although nothing says what it was at past dates: it may know the outcome.`]
      : []),
  ];
}

function features(count: number): string {
  return `${integer(count)} ${count === 1 ? 'feature takes' : 'features take'}`;
}

function limitsOfRanking({ artefact, findings }: ModelCardData): readonly string[] {
  return [
    ...(findings.accounts
      ? [
          `The probability of an account is put together as if its contacts decided independently of each other.${artefact.accountCalibrator ? ' It is corrected on the calibration rows for all accounts alike.' : ''}`,
        ]
      : []),
    'It learnt from people as they were approached, or not, at the time. When that changes, so does what the probabilities mean.',
    'Only what the CRM holds is seen: whoever converted without a record of it counts as not converted.',
  ];
}
