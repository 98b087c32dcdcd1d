import { describe, expect, test } from 'vitest';
import {
  type AnswerKind,
  type AskedQuestion,
  type CriterionState,
  expectedChange,
  nextQuestion,
} from '../../src/qualification/evidence/nextQuestion.ts';
import { fc } from '../property/fastCheck.ts';

const criteria = ['budget', 'authority', 'need'];
const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const state = fc.constantFrom<CriterionState>('met', 'not met', 'unknown', 'unknown', 'contradicted');
const says = fc
  .tuple(...criteria.map(() => fc.constantFrom(null, true, false)))
  .map((all) => all.flatMap((met, criterion) => (met === null ? [] : [{ criterion, met }])));
const answers = fc.array(fc.tuple(says, share), { minLength: 1, maxLength: 4 }).map((kinds): AnswerKind[] => {
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  return kinds.map(([said, weight]) => ({ says: said, probability: weight / total }));
});

/** Whether the contact is on the list in one world, in which every criterion that is unknown turned out to be met or not. */
function isListed(states: readonly CriterionState[], truth: readonly boolean[], decisive: readonly number[]): boolean {
  return decisive.every((c) => states[c] === 'met' || (states[c] === 'unknown' && truth[c]!));
}

/** The chance to be on the list, world by world. */
function chanceByWorlds(
  states: readonly CriterionState[],
  decisive: readonly number[],
  shares: readonly number[],
): number {
  let chance = 0;
  for (let world = 0; world < 2 ** criteria.length; world++) {
    const truth = criteria.map((_, c) => ((world >> c) & 1) === 1);
    const weight = truth.reduce((product, met, c) => product * (met ? shares[c]! : 1 - shares[c]!), 1);
    if (isListed(states, truth, decisive)) chance += weight;
  }
  return chance;
}

/** The same over every answer and every world. */
function byBruteForce(
  question: Pick<AskedQuestion, 'readable' | 'answers'>,
  states: readonly CriterionState[],
  decisive: readonly number[],
  shares: readonly number[],
): number {
  const after = question.answers.map(({ says: said }) => {
    const now = [...states];
    for (const { criterion, met } of said) {
      const word = met ? 'met' : 'not met';
      now[criterion] = now[criterion] === 'unknown' || now[criterion] === word ? word : 'contradicted';
    }
    return chanceByWorlds(now, decisive, shares);
  });
  const mean = after.reduce((sum, chance, i) => sum + chance * question.answers[i]!.probability, 0);
  // Either the answer can be read, and moves the chance, or it cannot, and moves nothing.
  return after.reduce(
    (sum, chance, i) => sum + question.readable * question.answers[i]!.probability * Math.abs(chance - mean),
    0,
  );
}

describe('the expected change of the decision', () => {
  test('is that of going through every answer and every world', () => {
    fc.assert(
      fc.property(
        answers,
        share,
        fc.tuple(state, state, state),
        fc.subarray([0, 1, 2]),
        fc.tuple(share, share, share),
        (kinds, readable, states, decisive, shares) => {
          const question = { readable, answers: kinds };
          const brute = byBruteForce(question, states, decisive, shares);
          expect(expectedChange(question, states, decisive, shares)).toBeCloseTo(brute, 12);
        },
      ),
    );
  });

  test('of one question about one unknown criterion is 2 r m (1 − m) times the chance of the others', () => {
    const kinds = [true, false].map((met) => ({ says: [{ criterion: 0, met }], probability: met ? 0.3 : 0.7 }));
    const question = { readable: 0.5, answers: kinds };
    const change = expectedChange(question, ['unknown', 'unknown', 'met'], [0, 1, 2], [0.3, 0.6, 0.5]);
    expect(change).toBeCloseTo(2 * 0.5 * 0.3 * 0.7 * 0.6, 12);
  });
});

describe('the next question', () => {
  const about = (name: string, criterion: number, priority: number, chance = 0.5): AskedQuestion => ({
    ...{ question: name, text: `${name}?`, incentive: null, priority, informs: [criterion], readable: 1 },
    answers: [true, false].map((met) => ({ says: [{ criterion, met }], probability: met ? chance : 1 - chance })),
  });
  const questions = [about('a', 0, 2), about('b', 1, 1), about('c', 2, 1, 0.9)];
  const shares = [0.5, 0.5, 0.9];
  const ask = (states: readonly CriterionState[], decisive: readonly number[], answered: readonly number[] = []) =>
    nextQuestion(questions, criteria, states, decisive, shares, (i) => answered.includes(i))?.question ?? null;

  test('is the one whose answer is expected to change the decision most', () =>
    expect(ask(['unknown', 'unknown', 'unknown'], [0, 2])).toBe('a'));

  test('is the one of least priority number among equals', () =>
    expect(ask(['unknown', 'unknown', 'unknown'], [0, 1, 2])).toBe('b'));

  test('follows priorities where no answer can change anything', () =>
    expect(ask(['unknown', 'unknown', 'not met'], [2])).toBe('b'));

  test('is none that was answered, and none about what is known', () => {
    expect(ask(['unknown', 'unknown', 'unknown'], [0, 1], [1])).toBe('a');
    expect(ask(['met', 'unknown', 'contradicted'], [0, 1])).toBe('b');
    expect(ask(['met', 'not met', 'contradicted'], [0, 1])).toBe(null);
  });
});
