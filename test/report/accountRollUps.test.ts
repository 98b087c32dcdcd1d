import { describe, expect, test } from 'vitest';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { modelCard } from '../../src/report/modelCard.ts';
import { rollUpSentences } from '../../src/wording/accountRollUps.ts';
import { sampleModelCard } from './sampleModelCard.ts';
import { sampleCalibrationReport } from './sampleReports.ts';
import { sampleRollUps } from './sampleRollUps.ts';
import { textOf } from './textOf.ts';

const data = sampleCalibrationReport();
const compared = sampleRollUps(data.accounts!);
const [first, best, direct] = compared;

describe('the ways from contacts to accounts', () => {
  test('stand side by side, each with its figures and intervals, and which is in use', () => {
    const { logLoss, ece, calibrationSlope } = data.accounts!.metrics;
    const said = textOf(renderCalibrationReport(data));
    const figures = [logLoss, ece, calibrationSlope].map(
      ({ value, low, high }) => `${value.toFixed(4)} ${low.toFixed(4)} to ${high.toFixed(4)}`,
    );
    expect(said).toContain(`All contacts together in use 0.2409 ${figures[0]} ${figures[1]}`);
    expect(said).toContain('The best contact alone 0.2591');
    expect(said).toContain('A model of accounts 0.2420');
    expect(said).toContain('by three ways to combine contacts');
    expect(said).toContain(rollUpSentences(compared)[0]);
    const card = JSON.stringify(modelCard(sampleModelCard()));
    expect(card).toContain('All contacts together (in use)');
    expect(card).toContain(rollUpSentences(compared)[0]);
  });

  test('are not spoken of where none was compared', () => {
    const { accountRollUps: _, ...older } = data;
    for (const said of [older, { ...data, accountRollUps: [] }].map((of) => textOf(renderCalibrationReport(of)))) {
      expect(said).toContain('at least one of its eligible contacts converts');
      expect(said).not.toContain('ways to combine');
    }
  });
});

describe('why one is used', () => {
  test('it is the first: no other is clearly better', () => {
    expect(rollUpSentences(compared)).toEqual([
      'Three ways to combine the contacts of an account were compared. All contacts together is used: on past accounts that none of them had learned from, no other way is better by more than its standard error (log loss of the best contact alone 0.0182 higher, standard error 0.0040; log loss of a model of accounts 0.0011 higher, standard error 0.0007).',
      'All contacts together: it takes the probabilities of all contacts, and how much those of one account have in common.',
    ]);
  });

  test('it is another: that is better than the first', () => {
    const other = { ...direct!, selected: true, gain: { value: 0.0021, error: 0.0006 } };
    expect(rollUpSentences([{ ...first!, selected: false }, best!, other])[0]).toContain(
      'A model of accounts is used: on past accounts that none of them had learned from, it is better than all contacts together by more than its standard error (log loss of a model of accounts 0.0021 lower, standard error 0.0006).',
    );
  });

  test('there was too little to compare by', () => {
    const unknown = { value: Number.NaN, error: Number.NaN };
    const few = rollUpSentences([first!, { ...best!, gain: unknown }, { ...direct!, gain: unknown }]);
    expect(few[0]).toContain('there were too few accounts that converted, or that did not, to choose by');
    expect(rollUpSentences([])).toEqual([]);
  });
});
