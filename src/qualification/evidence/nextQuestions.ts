import type { Survey } from '../../config/qualification.ts';
import type { Stages } from '../../config/stages.ts';
import type { NextQuestion } from '../../ranking/standing.ts';
import { askedQuestions, metShares } from './askedQuestions.ts';
import type { CriterionCount } from './criterionStates.ts';
import { decisiveCriteria } from './decisiveCriteria.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './facts.ts';
import { type CriterionState, nextQuestion } from './nextQuestion.ts';

/** Which question to ask a contact next. */
export interface NextQuestions {
  /** @param contact index in the population @param states what stands of every criterion of it @param stage where it stands; null without stages */
  next(contact: number, states: readonly CriterionState[], stage: string | null): NextQuestion | null;
}

/**
 * The next question of every contact: computed once for all contacts of whom the same is known and whom the same was asked.
 *
 * @param stages those of the program; null where it declares none
 * @param counts how many of the list each criterion is known of
 */
export function nextQuestions(
  survey: Survey,
  evidence: Evidence,
  facts: Facts,
  stages: Stages | null,
  counts: readonly CriterionCount[],
): NextQuestions {
  const { rules } = evidence;
  const shares = metShares(counts);
  const decisiveAt = decisiveCriteria(rules.criteria, rules.required, stages);
  const questions = askedQuestions(survey, rules, facts, shares);
  const found = new Map<string, NextQuestion | null>();
  return {
    next(contact, states, stage) {
      const answered = questions.map(({ slot }) => evidence.isAnswered(contact, slot));
      const decisive = decisiveAt(stage);
      const key = JSON.stringify([states, answered, decisive]);
      const before = found.get(key);
      if (before !== undefined) return before;
      const question = nextQuestion(questions, rules.criteria, states, decisive, shares, (i) => answered[i] ?? false);
      found.set(key, question);
      return question;
    },
  };
}
