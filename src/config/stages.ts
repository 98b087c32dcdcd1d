import { z } from 'zod';
import { foldedWords } from '../text/foldedWords.ts';

/** States beside the stages: set aside for a time, and for good. */
export const statesAside = ['recycled', 'disqualified'] as const;

const stageName = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/);
const days = z.number().positive().max(3660);
const says = z.array(z.string().trim().min(1)).max(50).default([]);

/** What may be asked of a contact; all that is stated must hold. */
export const conditions = z
  .strictObject({
    fit: z.number().min(0).max(100).optional().describe('least fit with the ideal customer profile'),
    probability: z.number().gt(0).lt(1).optional().describe('least probability'),
    score: z.number().int().min(1).max(100).optional().describe('least score'),
    tier: z.enum(['A', 'B', 'C']).optional().describe('this tier or a better one'),
    met: z.array(z.string().min(1)).min(1).optional().describe('criteria of qualification that are known and met'),
    deal: z.literal(true).optional().describe('a deal of the contact, or of its account, is open'),
    outcome: z.literal(true).optional().describe('the outcome of the program was reached'),
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), { error: 'asks for nothing' });

const stage = z.strictObject({
  name: stageName.describe('lower-case letters, digits, _ and -, a letter first'),
  title: z.string().min(1).optional().describe('what reports call it; by default its name'),
  says: says.describe('what the mapped stage changes call it, where that is not its name'),
  enter: z
    .union([z.literal('person'), conditions])
    .optional()
    .describe(
      'who comes in from the stage before: nobody but by the decision of a person, or whoever fulfils all of this; the first stage holds everybody',
    ),
  stay: conditions
    .optional()
    .describe('who does not fulfil this any more goes back one stage; by default nobody does, however it changes'),
});

const comesBack = (words: readonly string[]) =>
  z
    .strictObject({
      says: says
        .prefault([...words])
        .describe('what the reason of a stage change, or its stage, is where sales returns somebody for this'),
      to: stageName
        .optional()
        .describe('where to, if the stage change does not say; by default the last stage that rules lead to'),
      waitDays: days
        .optional()
        .describe('days in which no rule moves the contact; by default none does until a person decides again'),
    })
    .prefault({});

/** Stages from a name to an opportunity. */
export const stagesSchema = z
  .strictObject({
    list: z.array(stage).min(2).max(6).describe('from the first, which holds everybody, to the last'),
    timing: comesBack(['timing']).describe('returns of people who are right but not ready'),
    wronglyScored: comesBack(['wrongly scored']).describe(
      'returns of people who should not have been handed over; they are counted in evaluations, and are no outcome',
    ),
    recycled: z
      .strictObject({
        says: says.prefault(['recycled']).describe('what stage changes call it'),
        waitDays: days
          .optional()
          .describe('days after which a recycled contact comes back; by default it does not until a person decides'),
        to: stageName.optional().describe('the stage it comes back to; by default the first'),
      })
      .prefault({})
      .describe('who is set aside for a time'),
    disqualified: z
      .strictObject({ says: says.prefault(['disqualified']).describe('what stage changes call it') })
      .prefault({})
      .describe('who is set aside for good: only a person sets aside, and only a person brings back'),
  })
  .superRefine(({ list, timing, wronglyScored, recycled, disqualified }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const names = list.map(({ name }) => name);
    const taken = new Map<string, string>();
    const take = (path: (string | number)[], word: string, owner: string) => {
      const key = stageKey(word);
      const before = taken.get(key);
      if (before !== undefined && before !== owner) refuse(path, `${JSON.stringify(word)} means ${before} already`);
      taken.set(key, owner);
    };
    for (const [i, { name, says, enter, stay }] of list.entries()) {
      if (names.indexOf(name) !== i) refuse(['list', i, 'name'], `${name} is there twice`);
      if (statesAside.some((aside) => aside === name)) refuse(['list', i, 'name'], `${name} is set aside, no stage`);
      for (const word of [name, ...says]) take(['list', i, 'says'], word, name);
      if (i === 0 && (enter !== undefined || stay !== undefined))
        refuse(['list', 0], 'the first stage holds everybody: it has neither enter nor stay');
      if (i > 0 && enter === undefined) refuse(['list', i, 'enter'], 'says neither person nor what must be fulfilled');
      if (enter !== undefined && enter !== 'person' && stay !== undefined) refuseStricter(i, enter, stay);
    }
    for (const [at, owner] of [
      [recycled, 'recycled'],
      [disqualified, 'disqualified'],
    ] as const)
      for (const word of [owner, ...at.says]) take([owner, 'says'], word, owner);
    for (const [at, owner] of [
      [timing, 'timing'],
      [wronglyScored, 'wronglyScored'],
    ] as const)
      for (const word of at.says) take([owner, 'says'], word, owner);
    for (const [at, owner] of [
      [timing, 'timing'],
      [wronglyScored, 'wronglyScored'],
      [recycled, 'recycled'],
    ] as const)
      if (at.to !== undefined && !names.includes(at.to))
        refuse([owner, 'to'], `is no stage; those are ${names.join(', ')}`);

    function refuseStricter(i: number, enter: Conditions, stay: Conditions) {
      for (const asked of ['fit', 'probability', 'score'] as const)
        if ((stay[asked] ?? 0) > (enter[asked] ?? stay[asked] ?? 0))
          refuse(
            ['list', i, 'stay', asked],
            'is more than it takes to enter: contacts would go to and fro every night',
          );
    }
  })
  .describe('the way of a contact from a name to an opportunity; by default there are no stages');

/** What may be asked of a contact. */
export type Conditions = z.output<typeof conditions>;
/** The stages of a program. */
export type Stages = z.output<typeof stagesSchema>;

/** What names of one stage have in common: `Sales accepted`, `sales-accepted` and `SALES_ACCEPTED` are one. */
export function stageKey(name: string): string {
  return foldedWords(name).join(' ');
}
