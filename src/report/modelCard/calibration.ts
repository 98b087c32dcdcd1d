import { calibrationTitle } from '../../calibration/calibrators.ts';
import type { Evaluation } from '../../evaluation/evaluation.ts';
import { capitalised, day, decimal, expected, integer, percent } from '../../text/format.ts';
import type { AccountRollUp } from '../../training/trainingResult.ts';
import { verdictOf } from '../../training/verdictOf.ts';
import { rollUpName, rollUpSentences } from '../../wording/accountRollUps.ts';
import { partSentences } from '../../wording/calibrationVerdict.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { comparedBy } from '../calibration/accountRollUps.ts';
import { truthSection, whatAccountsSay } from '../calibration/truthSection.ts';
import { wordsOf } from '../calibration/words.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { type CardBlock, type CardSection, tableOr } from './card.ts';

/** Whether the probabilities came true on the test dates. */
export function calibrationSection(data: CalibrationReportData): CardSection {
  const verdict = verdictOf(data);
  const champion = data.candidateModels.find((candidate) => candidate.selected);
  return {
    id: 'calibration',
    title: 'Are its probabilities true?',
    summary:
      champion && champion.test.rows > 0 ? truthSection(data, champion).answer : 'There were no test rows to tell by.',
    blocks: [
      { kind: 'facts', facts: [{ name: 'Calibration', value: calibrationTitle(data.calibrationMethod) }] },
      ...(verdict ? partSentences(verdict).map((text) => ({ kind: 'paragraph' as const, text })) : []),
      ...(champion ? [reliability('Contacts: expected against observed', champion.test)] : []),
      tableOr(
        {
          caption: 'Date by date',
          columns: [
            { label: 'As of' },
            { label: 'Rows', number: true },
            { label: 'Expected', number: true },
            { label: 'Converted', number: true },
            { label: metricHead('rocAuc'), number: true },
            { label: metricHead('logLoss'), number: true },
          ],
          rows: data.byDate.map(({ asOf, rows, positives, meanPredicted, rocAuc, logLoss }) => [
            day(asOf),
            integer(rows),
            expected(meanPredicted * rows),
            integer(positives),
            metricValue('rocAuc', rocAuc),
            metricValue('logLoss', logLoss),
          ]),
        },
        `There are no ${wordsOf(data).test} to compare.`,
      ),
      ...(data.accounts
        ? [
            { kind: 'paragraph' as const, text: whatAccountsSay },
            reliability('Accounts: expected against observed', data.accounts),
            ...rollUpBlocks(data.accountRollUps ?? []),
          ]
        : []),
    ],
  };
}

function rollUpBlocks(compared: readonly AccountRollUp[]): readonly CardBlock[] {
  if (compared.length === 0) return [];
  return [
    ...rollUpSentences(compared).map((text) => ({ kind: 'paragraph' as const, text })),
    tableOr(
      {
        caption: 'Three ways to combine the contacts of an account',
        columns: [
          { label: 'Way' },
          { label: 'Validation log loss', number: true },
          ...comparedBy.map((name) => ({ label: metricHead(name), number: true })),
        ],
        rows: compared.map(({ method, selected, validationLogLoss, test }) => [
          `${capitalised(rollUpName(method))}${selected ? ' (in use)' : ''}`,
          decimal(validationLogLoss, 4),
          ...comparedBy.map((name) => {
            const { value, low, high } = test.metrics[name];
            return {
              text: metricValue(name, value),
              beside: `${metricValue(name, low)} to ${metricValue(name, high)}`,
            };
          }),
        ]),
      },
      'There are no accounts to compare.',
    ),
  ];
}

function reliability(caption: string, { reliability: bins, level }: Evaluation): CardBlock {
  return tableOr(
    {
      caption,
      columns: [
        { label: 'Bin' },
        { label: 'Rows', number: true },
        { label: 'Expected', number: true },
        { label: `Observed, with its ${percent(level, 0)} interval (Wilson)`, number: true },
      ],
      rows: bins.map(({ rows, meanPredicted, observed, low, high }, i) => [
        integer(i + 1),
        integer(rows),
        percent(meanPredicted, 2),
        { text: percent(observed, 2), beside: `${percent(low, 2)} to ${percent(high, 2)}` },
      ]),
    },
    'There are no rows to compare.',
  );
}
