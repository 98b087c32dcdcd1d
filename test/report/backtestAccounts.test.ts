import { expect, test } from 'vitest';
import { renderBacktestReport } from '../../src/report/backtestReport.ts';
import { wholeSentences } from '../../src/wording/calibrationVerdict.ts';
import { sampleBacktest } from './sampleBacktest.ts';
import { textOf } from './textOf.ts';

const data = sampleBacktest();

test('a back-test says of accounts whether their probabilities were right, and how they were made', () => {
  const said = textOf(renderBacktestReport(data));
  expect(said).toContain('Are the probabilities of accounts true?');
  const { overall } = data.calibrationVerdict.figures.accounts!;
  for (const sentence of wholeSentences(overall, 'The probabilities of accounts')) expect(said).toContain(sentence);
  expect(said).toContain('earlier accounts chose how contacts are combined: all contacts together');
});

test('and nothing of them where there are none', () => {
  const { accounts: _, ...pooled } = data.pooled;
  expect(textOf(renderBacktestReport({ ...data, pooled }))).not.toContain('Are the probabilities of accounts true?');
});
