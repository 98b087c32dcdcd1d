import type { NextQuestion } from '../../ranking/standing.ts';

/** What stands of a criterion. */
export type CriterionState = 'met' | 'not met' | 'unknown' | 'contradicted';

/** A readable answer: what it says of each criterion that the question informs, and how likely it is. */
export interface AnswerKind {
  readonly says: readonly { readonly criterion: number; readonly met: boolean }[];
  readonly probability: number;
}

/** A question of the survey with what its answers are expected to be. */
export interface AskedQuestion extends Omit<NextQuestion, 'change' | 'criteria'> {
  readonly priority: number;
  /** Criteria it informs, by number. */
  readonly informs: readonly number[];
  /** Chance that an answer can be read. */
  readonly readable: number;
  /** Readable answers; their probabilities add up to 1. */
  readonly answers: readonly AnswerKind[];
}

/** Equal but for rounding. */
const rounding = 1e-12;

/**
 * The expected absolute change, by the answer to a question, of the chance that a contact meets every decisive criterion.
 *
 * With π(v) = Π over the decisive criteria of the chance that each is met once the answer says v (1 for known to be met, 0 for not met or
 * contradicted, the past share m for unknown), and π̄ = Σ P(v) π(v), it is r Σ P(v) |π(v) − π̄|, where r is the chance that an answer can
 * be read. For one question about one unknown criterion it is 2 r m (1 − m) times the chance of all others.
 *
 * @param decisive criteria that decide, by number
 * @param shares chance that an unknown criterion turns out to be met, by number
 */
export function expectedChange(
  question: Pick<AskedQuestion, 'readable' | 'answers'>,
  states: readonly CriterionState[],
  decisive: readonly number[],
  shares: readonly number[],
): number {
  const chances = question.answers.map(({ says }) => {
    const after = [...states];
    for (const { criterion, met } of says) after[criterion] = stateAfter(states[criterion]!, met);
    return decisive.reduce((chance, criterion) => chance * chanceOf(after[criterion]!, shares[criterion]!), 1);
  });
  const mean = question.answers.reduce((sum, { probability }, i) => sum + probability * chances[i]!, 0);
  const change = question.answers.reduce(
    (sum, { probability }, i) => sum + probability * Math.abs(chances[i]! - mean),
    0,
  );
  return question.readable * change;
}

/** What stands of a criterion once one more source speaks of it. */
function stateAfter(before: CriterionState, met: boolean): CriterionState {
  const said = met ? 'met' : 'not met';
  return before === 'unknown' || before === said ? said : 'contradicted';
}

function chanceOf(state: CriterionState, share: number): number {
  if (state === 'unknown') return share;
  return state === 'met' ? 1 : 0;
}

/**
 * The question to ask next: among those without a readable answer that inform a criterion that is unknown, the one whose answer is
 * expected to change the decision most; of equals the one of the least priority number, then the first of the survey.
 *
 * @param criteria names of the criteria
 * @param isAnswered whether a question has an answer that still holds
 * @returns null where there is none to ask.
 */
export function nextQuestion(
  questions: readonly AskedQuestion[],
  criteria: readonly string[],
  states: readonly CriterionState[],
  decisive: readonly number[],
  shares: readonly number[],
  isAnswered: (question: number) => boolean,
): NextQuestion | null {
  let best: { question: AskedQuestion; change: number } | null = null;
  for (const [i, question] of questions.entries()) {
    if (isAnswered(i) || !question.informs.some((criterion) => states[criterion] === 'unknown')) continue;
    const change = expectedChange(question, states, decisive, shares);
    const gain = best === null ? Number.POSITIVE_INFINITY : change - best.change;
    if (gain > rounding || (gain >= -rounding && question.priority < best!.question.priority))
      best = { question, change };
  }
  if (best === null) return null;
  const { question, text, incentive, informs } = best.question;
  return { question, text, incentive, criteria: informs.map((i) => criteria[i]!), change: best.change };
}
