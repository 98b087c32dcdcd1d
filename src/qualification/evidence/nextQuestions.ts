import type { Survey } from '../../config/qualification.ts';
import type { NextQuestion } from '../../ranking/standing.ts';
import { askedQuestions, metShares } from './askedQuestions.ts';
import type { CriterionCount } from './criterionStates.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './facts.ts';
import { type CriterionState, nextQuestion } from './nextQuestion.ts';

/** Which question to ask a contact next. */
export interface NextQuestions {
  /** @param contact index in the population @param states what stands of every criterion of it */
  next(contact: number, states: readonly CriterionState[]): NextQuestion | null;
}

/**
 * The next question of every contact: computed once for all contacts of whom the same is known and whom the same was asked.
 *
 * @param counts how many of the list each criterion is known of
 */
export function nextQuestions(
  survey: Survey,
  evidence: Evidence,
  facts: Facts,
  counts: readonly CriterionCount[],
): NextQuestions {
  const { rules } = evidence;
  const shares = metShares(counts);
  const questions = askedQuestions(survey, rules, facts, shares);
  const found = new Map<string, NextQuestion | null>();
  return {
    next(contact, states) {
      const answered = questions.map(({ slot }) => evidence.isAnswered(contact, slot));
      const key = JSON.stringify([states, answered]);
      const before = found.get(key);
      if (before !== undefined) return before;
      const question = nextQuestion(
        questions,
        rules.criteria,
        states,
        rules.required,
        shares,
        (i) => answered[i] ?? false,
      );
      found.set(key, question);
      return question;
    },
  };
}
