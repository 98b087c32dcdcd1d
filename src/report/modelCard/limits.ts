import type { GateNotice } from '../../notice/notice.ts';
import { rollUpTitle } from '../../ranking/accounts/rollUps.ts';
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
    summary: `${warnings.length === 0 ? 'It has no warnings.' : `It has ${counted(warnings.length, 'warning')}.`} ${gatesInWords(gates, decision)}`,
    blocks: [
      ...(warnings.length > 0
        ? ([
            { kind: 'paragraph', text: 'Warnings:' },
            { kind: 'list', items: warnings.map((warning) => sentenceOf(warning)) },
          ] satisfies CardBlock[])
        : []),
      { kind: 'paragraph', text: 'Limits that no gate measures:' },
      { kind: 'list', items: [...limitsOfSample(data), ...limitsOfFeatures(data), ...limitsOfRanking(card)] },
      tableOr(
        {
          caption: `Its gates, as measured ${asked}`,
          columns: [
            { label: 'Gate' },
            { label: 'Result' },
            { label: 'Found' },
            { label: 'Required' },
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
        'It has no gates.',
      ),
    ],
  };
}

function gatesInWords(gates: readonly GateNotice[], decision: CardDecision | undefined): string {
  const blocking = gates.filter(({ blocked }) => blocked).map(({ gate }) => gate);
  if (blocking.length === 0) return 'It passes every gate.';
  const fate = decision?.action === 'override' ? 'somebody made it champion anyway' : 'it must not be published';
  return `${counted(blocking.length, 'gate')} blocked it (${blocking.join(', ')}), and ${fate}.`;
}

function limitsOfSample(data: CalibrationReportData): readonly string[] {
  const test = data.sides.find(({ side }) => side === 'test');
  if (!test) return [];
  const isShort = Date.parse(test.to) - Date.parse(test.from) < millisecondsOfYear;
  return [
    `Its figures rest on ${counted(test.positives, 'conversion')} on the ${wordsOf(data).test}. Their intervals cover chance only. They do not cover a change of the market, or of the way the CRM is kept.`,
    ...(timeWasTested(data)
      ? []
      : [
          `The test rows are of other ${data.unit}s on the dates it learned from: whether it holds on later dates was not tested.`,
        ]),
    ...(isShort && timeWasTested(data)
      ? ['The test dates cover less than a year: a whole year with all its seasons was not tested.']
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
          `${features(declared)} today’s value, which is declared never to change. Where it does, the model has learned from what it could not have known.`,
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
          `How the contacts of an account go together is taken for the same in all accounts (${rollUpTitle(artefact.accountRollUp?.method)}). In a single account it may be otherwise.`,
        ]
      : []),
    'It learned from people as they were approached, or not, at the time. When that changes, so does what the probabilities mean.',
    'Only what the CRM holds is seen: whoever converted without a record of it counts as not converted.',
  ];
}
