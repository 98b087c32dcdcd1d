import type { ConfigInput } from '../config/schema.ts';
import type { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type DemoContact, demoEnd, demoStart } from './company.ts';

/** What the demo's company asks, and what it takes for evidence: what a company of this kind would add to its configuration. */
export const demoSurvey = {
  source: {
    answer: {
      table: 'handraise_demo.survey_answers',
      columns: { contactId: 'person_id', answeredAt: 'answered_at' },
    },
  },
  program: {
    survey: {
      questions: {
        budget: { text: 'Is there a budget for it this year?', priority: 1, incentive: 'a voucher for a training' },
        decision: { text: 'Do you decide about it yourself?', priority: 2 },
        start: { text: 'When would you like to start?', priority: 3 },
      },
    },
    qualification: {
      framework: 'BANT',
      criteria: {
        budget: {
          meaning: 'has a budget',
          evidence: [{ answer: 'budget', met: ['yes'], notMet: ['no', 'next year'], holdsDays: 180 }],
        },
        authority: {
          meaning: 'decides about it',
          evidence: [
            { answer: 'decision', met: ['yes'], notMet: ['no'], holdsDays: 365 },
            { title: { met: ['director*', 'head of *', 'VP', 'vice president', 'chief*'] } },
          ],
        },
        need: { meaning: 'looks at prices', evidence: [{ event: 'pricing_view', atLeast: 2, holdsDays: 60 }] },
        timeline: {
          meaning: 'wants to start soon',
          evidence: [{ answer: 'start', met: ['this quarter', 'this year'], notMet: ['later'], holdsDays: 120 }],
        },
      },
    },
  },
} as const satisfies { readonly source: ConfigInput['source']; readonly program: object };

/** An answer of somebody to the survey. */
export interface SurveyAnswer {
  readonly question: keyof typeof demoSurvey.program.survey.questions;
  readonly answer: string;
  /** In microseconds since 1970. */
  readonly at: number;
}

/** Share of the people who answered the survey, and how long it has been out, in days: longer than most answers hold. */
export const answeredShare = 0.25;
const askedDays = 400;

/** Share of the questions that somebody leaves out who answers. */
const leftOut = 0.3;

/**
 * What a contact answered to the survey, by random numbers that tell nothing of whether it converts.
 *
 * Answers to who decides contradict the title now and then.
 */
export function surveyAnswers(random: Random, { createdDay, title }: DemoContact): readonly SurveyAnswer[] {
  const [answers, ago, ...kept] = Array.from({ length: 5 }, () => random.next()) as [number, number, ...number[]];
  const [budget, decision, start] = Array.from({ length: 3 }, () => random.next()) as [number, number, number];
  const at = demoEnd - Math.ceil(ago * askedDays * microsecondsPerDay);
  if (answers >= answeredShare || at < demoStart + (createdDay + 1) * microsecondsPerDay) return [];
  const decides = /director|directeur|head of|VP|vice president|chief/i.test(title) ? decision < 0.8 : decision < 0.2;
  const all: SurveyAnswer[] = [
    { question: 'budget', answer: budget < 0.45 ? 'yes' : budget < 0.75 ? 'no' : 'next year', at },
    { question: 'decision', answer: decides ? 'yes' : 'no', at },
    { question: 'start', answer: start < 0.3 ? 'this quarter' : start < 0.6 ? 'this year' : 'later', at },
  ];
  return all.filter((_, i) => kept[i]! >= leftOut);
}
