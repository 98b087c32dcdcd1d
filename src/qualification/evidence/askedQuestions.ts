import type { Survey } from '../../config/qualification.ts';
import type { CompiledRules, SlotReader } from './compileRules.ts';
import type { Facts } from './facts.ts';
import type { AnswerKind, AskedQuestion } from './nextQuestion.ts';

/** How many answers the shares of the criteria count for, beside the answers that were given. */
const priorAnswers = 10;

/** A question of the survey and the slot of the rules that reads its answers. */
export interface SurveyQuestion extends AskedQuestion {
  readonly slot: number;
}

/**
 * The questions of a survey that inform a criterion, with what their answers are expected to be by the answers of the past.
 *
 * Of n readable answers, n(v) of the kind v, P(v) is (n(v) + 10 q(v)) / (n + 10), where q(v) is what the shares of the criteria make of it
 * as if they were independent. An answer can be read with the chance (readable + 1) / (answers + 2).
 *
 * @param shares share of each criterion that is met among those known, by number; see `metShares`
 */
export function askedQuestions(
  survey: Survey,
  rules: CompiledRules,
  facts: Facts,
  shares: readonly number[],
): readonly SurveyQuestion[] {
  return Object.entries(survey.questions).flatMap(([question, { text, priority, incentive }]): SurveyQuestion[] => {
    const slot = rules.slots.findIndex((one) => one.kind === 'answer' && one.question === question);
    if (slot < 0) return [];
    const { readers } = rules.slots[slot]!;
    const informs = [...new Set(readers.map(({ criterion }) => criterion))];
    const kinds = new Map<string, { says: AnswerKind['says']; count: number; prior: number }>();
    for (const says of everyKind(informs))
      kinds.set(JSON.stringify(says), { says, count: 0, prior: priorOf(says, shares) });
    let answers = 0;
    let readable = 0;
    for (let i = 0; i < facts.slot.length; i++) {
      if (facts.slot[i] !== slot) continue;
      answers++;
      const says = kindOf(readers, informs, facts.value[i]!);
      if (says.length === 0) continue;
      readable++;
      const key = JSON.stringify(says);
      const kind = kinds.get(key) ?? { says, count: 0, prior: 0 };
      kind.count++;
      kinds.set(key, kind);
    }
    return [
      {
        ...{ question, text, priority, incentive: incentive ?? null, slot, informs },
        readable: (readable + 1) / (answers + 2),
        answers: [...kinds.values()].map(({ says, count, prior }) => ({
          says,
          probability: (count + priorAnswers * prior) / (readable + priorAnswers),
        })),
      },
    ];
  });
}

/** Share of each criterion that is met among the contacts of whom it is known, as if one more were met and one more not. */
export function metShares(counts: readonly { readonly met: number; readonly notMet: number }[]): readonly number[] {
  return counts.map(({ met, notMet }) => (met + 1) / (met + notMet + 2));
}

/** Every answer that speaks of all criteria that a question informs. */
function everyKind(informs: readonly number[]): AnswerKind['says'][] {
  let kinds: AnswerKind['says'][] = [[]];
  for (const criterion of informs)
    kinds = kinds.flatMap((says) => [true, false].map((met) => [...says, { criterion, met }]));
  return kinds;
}

function priorOf(says: AnswerKind['says'], shares: readonly number[]): number {
  return says.reduce((chance, { criterion, met }) => chance * (met ? shares[criterion]! : 1 - shares[criterion]!), 1);
}

/** What an answer says, criterion by criterion; of one that two rules read in two ways, nothing. */
function kindOf(readers: readonly SlotReader[], informs: readonly number[], value: string): AnswerKind['says'] {
  return informs.flatMap((criterion) => {
    const said = new Set(readers.filter((reader) => reader.criterion === criterion).flatMap(({ says }) => says(value)));
    const met = said.has('met');
    return met === said.has('not met') ? [] : [{ criterion, met }];
  });
}
