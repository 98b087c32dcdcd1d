import { z } from 'zod';
import { frameworkNames, frameworks } from './frameworks.ts';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/);
const text = z.string().trim().min(1).max(500);
const texts = z.array(text).min(1).max(200);
const range = z
  .strictObject({
    atLeast: z.number().optional().describe('the least number'),
    below: z.number().optional().describe('less than this number'),
  })
  .refine(({ atLeast, below }) => atLeast !== undefined || below !== undefined, {
    error: 'names neither atLeast nor below',
  });
const values = z.union([texts, range]);
const otherwise = z.literal('otherwise');
const holdsDays = z.number().positive().max(3660);

/** What a value says of a criterion; a value of neither list says nothing, and is counted. */
const verdicts = {
  met: values
    .optional()
    .describe('values that say that the criterion is met: texts, in any case and accents, or a range'),
  notMet: z
    .union([values, otherwise])
    .optional()
    .describe('values that say that it is not met; otherwise: every other value'),
};
const keywords = {
  met: texts.optional().describe('keywords that say that the criterion is met; * stands for any letters'),
  notMet: texts.optional().describe('keywords that say that it is not met'),
};
const saysSomething = (rule: { readonly met?: unknown; readonly notMet?: unknown }) =>
  rule.met !== undefined || (rule.notMet !== undefined && rule.notMet !== 'otherwise');
const silent = { error: 'says neither what is met nor what is not met' };

const evidence = z.union([
  z
    .strictObject({
      answer: name
        .or(text)
        .describe('a question, as `answer.question` or the survey names it: its newest answer counts'),
      ...verdicts,
      holdsDays: holdsDays.optional().describe('how long an answer holds; by default for good'),
    })
    .refine(saysSomething, silent),
  z
    .strictObject({
      attribute: text.describe('a mapped attribute: its present value counts'),
      of: z.enum(['contact', 'account']).default('contact').describe('whose attribute'),
      ...verdicts,
      holdsDays: holdsDays
        .optional()
        .describe('how long a value holds, of an attribute with history; the date of any other is not known'),
    })
    .refine(saysSomething, silent),
  z.strictObject({
    title: z.strictObject(keywords).refine(saysSomething, silent).describe('keywords of the job title'),
  }),
  z.strictObject({
    event: text.describe('a kind of events'),
    atLeast: z.number().int().min(1).max(100).default(1).describe('how many of them within holdsDays'),
    says: z.enum(['met', 'notMet']).default('met').describe('what so many say'),
    holdsDays: holdsDays.describe('how far back they count'),
  }),
  z.strictObject({
    note: z
      .strictObject(keywords)
      .refine(saysSomething, silent)
      .describe('keywords of a note: the newest with any of them counts'),
    holdsDays: holdsDays.optional().describe('how long a note holds; by default for good'),
  }),
]);

const criterion = z.strictObject({
  meaning: text.optional().describe('what a marketer calls it'),
  evidence: z
    .array(evidence)
    .min(1)
    .max(50)
    .describe('where the answer may come from; sources that disagree contradict each other'),
});

/** Criteria as evidence: what is known of a contact beside its probability. */
export const qualificationSchema = z
  .strictObject({
    framework: z.enum(frameworkNames).describe('whose criteria: BANT, CHAMP, MEDDIC, or your own'),
    criteria: z.record(name, criterion).describe('the criteria, by name, and what tells of each'),
    required: z
      .array(name)
      .max(50)
      .default([])
      .describe(
        'criteria that must be known to be met; who lacks one keeps rank and probability, and is held off the list',
      ),
  })
  .superRefine(({ framework, criteria, required }, context) => {
    const named = Object.keys(criteria);
    const known = criteriaOf({ framework, criteria });
    for (const own of named)
      if (!known.includes(own))
        context.addIssue({
          code: 'custom',
          path: ['criteria', own],
          message: `is no criterion of ${framework}; those are ${known.join(', ')}; framework: 'own' takes any`,
        });
    for (const [i, one] of required.entries())
      if (!named.includes(one))
        context.addIssue({
          code: 'custom',
          path: ['required', i],
          message: `nothing tells of ${one}: declare it in criteria`,
        });
  });

/** The questionnaire whose answers fill criteria. */
export const surveySchema = z.strictObject({
  questions: z
    .record(
      name,
      z.strictObject({
        text: text.describe('the question as it is asked'),
        priority: z.number().int().min(1).max(1000).default(100).describe('1 is asked first among equals'),
        incentive: text.optional().describe('what is offered for an answer'),
      }),
    )
    .refine((questions) => Object.keys(questions).length > 0, { error: 'has no questions' })
    .describe('the questions, by the name that `answer.question` has and criteria refer to'),
});

/** Which criteria there are and what tells of them. */
export type Qualification = z.output<typeof qualificationSchema>;
/** One source of evidence. */
export type EvidenceRule = z.output<typeof evidence>;
/** Values that say something of a criterion. */
export type Values = z.output<typeof values>;
/** The questionnaire of a program. */
export type Survey = z.output<typeof surveySchema>;

/** Every criterion of a program: those of its framework, in its order, whether or not anything tells of them; or the user's own. */
export function criteriaOf({ framework, criteria }: Pick<Qualification, 'framework' | 'criteria'>): readonly string[] {
  return framework === 'own' ? Object.keys(criteria) : frameworks[framework];
}
