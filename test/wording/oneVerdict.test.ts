import { describe, expect, it } from 'vitest';
import { backtestText } from '../../src/cli/actions/backtest.ts';
import { candidateModelsText } from '../../src/cli/actions/train.ts';
import type { CalibrationVerdict } from '../../src/notice/calibrationVerdict.ts';
import { gateNotice, notice } from '../../src/notice/notice.ts';
import { renderBacktestReport } from '../../src/report/backtestReport.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { modelCardHtml } from '../../src/report/modelCard/html.ts';
import { modelCardMarkdown } from '../../src/report/modelCard/markdown.ts';
import { modelCard } from '../../src/report/modelCard.ts';
import { renderRankedAccountsReport } from '../../src/report/rankedAccountsReport.ts';
import type { CalibrationReportData } from '../../src/report/reportData.ts';
import { verdictSentences, wholeSentences } from '../../src/wording/calibrationVerdict.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { trustInShort, trustSentences } from '../../src/wording/trustSentences.ts';
import { sampleBacktest } from '../report/sampleBacktest.ts';
import { sampleCalibrationReport } from '../report/sampleCalibration.ts';
import { sampleModelCard } from '../report/sampleModelCard.ts';
import { sampleRankedAccountsReport } from '../report/sampleRanking.ts';
import { textOf } from '../report/textOf.ts';

const level = (positives: number, expected: number, low: number, high: number) => ({
  ...{ rows: 200, positives, expected, level: { value: positives / expected, low, high } },
  levelIs: high < 1 ? ('too high' as const) : low > 1 ? ('too low' as const) : ('right' as const),
});

const verdict: CalibrationVerdict = {
  confidence: 0.95,
  overall: { ...level(123, 150, 0.69, 0.96), slope: { value: 0.8, low: 0.66, high: 0.93 }, slopeIs: 'overconfident' },
  top: [
    { k: 20, ...level(11, 13.8, 0.55, 1.02) },
    { k: 200, ...level(60, 80.2, 0.6, 0.9) },
  ],
  accounts: {
    overall: { ...level(90, 88, 0.8, 1.2), slope: { value: 1, low: 0.9, high: 1.1 }, slopeIs: 'right' },
    bySize: [
      { least: 1, most: 1, ...level(12, 11, 0.6, 1.6) },
      { least: 20, ...level(7, 19.8, 0.1, 0.7) },
    ],
  },
  byDate: [
    { from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00Z', ...level(60, 62, 0.7, 1.3) },
    { from: '2026-04-01T00:00:00Z', to: '2026-04-01T00:00:00Z', ...level(63, 88, 0.5, 0.9) },
  ],
};
const sentences = verdictSentences(verdict);
const gate = gateNotice('calibration', 'calibration-level-and-slope', true, {
  whole: verdict.overall,
  recalibrated: false,
});
const data: CalibrationReportData = {
  ...sampleCalibrationReport(),
  calibrationVerdict: notice('calibration-verdict', verdict),
  gates: [gate],
};
const plain = (text: string) => text.replaceAll(/[\s\u00a0]+/g, ' ').replaceAll('\\', '');

describe('the verdict on the probabilities', () => {
  it('is said in plain words', () => {
    expect(sentences.map(plain)).toEqual([
      'The probabilities are too high on the whole: 123 converted where 150 were expected (observed/expected 0.82, 95% interval 0.69 to 0.96; 1 is right).',
      'They are overconfident: high ones are too high and low ones too low (calibration slope 0.80, 95% interval 0.66 to 0.93; 1 is right).',
      'At the top of the list: of the best 20, 11 converted where 14 were expected (0.80, 0.55 to 1.02): right; of the best 200, 60 converted where 80 were expected (0.75, 0.60 to 0.90): too high.',
      'The probabilities of accounts are right on the whole: 90 converted where 88 were expected (observed/expected 1.02, 95% interval 0.80 to 1.20; 1 is right).',
      'They are neither overconfident nor underconfident (calibration slope 1.00, 95% interval 0.90 to 1.10; 1 is right).',
      'Accounts with 1 contact: 12 converted where 11 were expected (1.09, 0.60 to 1.60): right; with 20 contacts or more: 7 converted where 20 were expected (0.35, 0.10 to 0.70): too high.',
      'Date by date: right on 1 of 2 dates; too high on 1 April 2026.',
    ]);
  });

  it.each([
    ['terminal after train', () => candidateModelsText(data)],
    ['calibration report', () => textOf(renderCalibrationReport(data))],
    ['model card', () => textOf(modelCardHtml(modelCard(sampleModelCard(data))))],
    ['model card in Markdown', () => modelCardMarkdown(modelCard(sampleModelCard(data)))],
    [
      'ranked-accounts page',
      () => textOf(renderRankedAccountsReport({ ...sampleRankedAccountsReport(3), trust: trustSentences(data) })),
    ],
  ])('is the same, word for word, on the %s', (_, page) => {
    const text = plain(page());
    for (const sentence of sentences) expect(text).toContain(plain(sentence));
  });

  it('of a back-test is the same on its page and in the terminal', () => {
    const past = sampleBacktest();
    const said = verdictSentences(past.calibrationVerdict.figures).map(plain);
    expect(said[0]).toMatch(/^The probabilities are right on the whole: \d+ converted where/);
    expect(said.at(-1)).toMatch(/^Date by date: right on \d of 6 dates/);
    for (const page of [backtestText(past), textOf(renderBacktestReport(past))])
      for (const sentence of said) expect(plain(page)).toContain(sentence);
  });

  it('is what the gate says of the whole', () => {
    for (const sentence of wholeSentences(verdict.overall)) expect(sentenceOf(gate)).toContain(sentence);
  });

  it('is said in short without a term, of accounts where there are some', () => {
    expect(trustInShort(data)).toBe(
      'On past dates that the model had not seen, 88 conversions of accounts were expected and 90 came. That is within what luck does: the chances are right on the whole. Both the high and the low ones hold.',
    );
    const { accounts: _, ...people } = verdict;
    const ofPeople = trustInShort({ ...data, calibrationVerdict: notice('calibration-verdict', people) });
    expect(ofPeople).toBe(
      'On past dates that the model had not seen, 150 conversions of people were expected and 123 came. That is fewer than luck explains: the chances are too high. Trust the order more than the figures. High chances are too high, and low ones too low.',
    );
    for (const term of ['calibration', 'interval', 'slope', 'observed', 'confident'])
      expect(trustInShort(data) + ofPeople).not.toContain(term);
  });

  it('of a model that is older than it is what its evaluations tell', () => {
    const { calibrationVerdict: _, ...older } = data;
    const text = textOf(renderCalibrationReport(older));
    expect(text).toContain('The probabilities are right on the whole');
    expect(text).toContain(plain(trustSentences(older)[1]!));
  });
});

it('calls no part right whose interval is too wide to say so', () => {
  const wide = { ...verdict, top: [{ k: 20, ...level(2, 6.2, 0.0, 1.08) }], byDate: [], accounts: undefined };
  expect(verdictSentences(wide).at(-1)).toBe(
    'At the top of the list: of the best 20, 2 converted where 6.2 were expected (0.32, 0.00 to 1.08): too few to tell.',
  );
});
