import { expect, test } from 'vitest';
import { evidenceText, nextQuestionText } from '../../src/wording/standing.ts';

const dated = Date.UTC(2026, 2, 3) * 1000;
const known = { criterion: 'budget', state: 'known', met: true, value: 'yes', source: 'answer:budget', dated } as const;

test.each([
  ['an answer', known, 'budget: met (“yes”, answer to budget, 3 March 2026)'],
  [
    'events',
    { ...known, value: '2', source: 'event:pricing_view' },
    'budget: met (2 pricing page visits, 3 March 2026)',
  ],
  [
    'one event',
    { ...known, value: '1', source: 'event:pricing_view' },
    'budget: met (1 pricing page visit, 3 March 2026)',
  ],
  [
    'a title, which has no date',
    { ...known, value: 'CFO', source: 'title', dated: Number.NaN },
    'budget: met (“CFO”, title)',
  ],
  ['what is not met', { ...known, met: false }, 'budget: not met (“yes”, answer to budget, 3 March 2026)'],
  ['nothing', { ...known, state: 'unknown', met: null }, 'budget: unknown'],
] as const)('says what is known by %s', (_, evidence, text) => {
  expect(evidenceText(evidence).replaceAll('\u00a0', ' ')).toBe(text);
});

test('says what is offered for an answer', () => {
  const question = {
    question: 'budget',
    text: 'Is there a budget?',
    incentive: 'a voucher',
    criteria: ['budget'],
    change: 0.2,
  };
  expect(nextQuestionText(question)).toBe('Is there a budget? (in return: a voucher)');
  expect(nextQuestionText({ ...question, incentive: null })).toBe('Is there a budget?');
});
