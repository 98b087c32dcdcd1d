import { describe, expect, test } from 'vitest';
import { qualificationSchema } from '../../src/config/qualification.ts';
import { compileRules } from '../../src/qualification/evidence/compileRules.ts';
import { evidenceOf } from '../../src/qualification/evidence/evidence.ts';
import { FactList } from '../../src/qualification/evidence/facts.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { population } from './population.ts';

const now = parseInstant('2026-07-01');

/** Evidence for the one criterion `budget`, by name. */
const rules = {
  answer: { answer: 'q', met: ['yes', 'Ja'], notMet: ['no'], holdsDays: 30 },
  lasting: { answer: 'q', met: ['yes'], notMet: 'otherwise' },
  amount: { answer: 'q', met: { atLeast: 10_000 }, notMet: { below: 10_000 } },
  other: { answer: 'other', met: ['yes'], notMet: ['no'] },
  note: { note: { met: ['budget approved'], notMet: ['no budget', 'budget cut*'] }, holdsDays: 90 },
  visits: { event: 'pricing_page', atLeast: 2, holdsDays: 10 },
  title: { title: { met: ['chief*', 'head of *'] } },
  size: { attribute: 'employees', of: 'account', met: { atLeast: 200 }, notMet: { below: 50 } },
  tier: { attribute: 'plan', of: 'contact', met: ['gold'], notMet: ['free'], holdsDays: 60 },
} as const;

type Rule = keyof typeof rules;
/** Said through a question, by a note (`note`), or by events: `dated` is then the second newest. */
type Said = readonly [slot: 'q' | 'other' | 'note' | 'visits', dated: string, value: string];

interface Case {
  readonly name: string;
  readonly by: readonly Rule[];
  readonly said?: readonly Said[];
  readonly person?: Parameters<typeof population>[0][number];
  readonly state: 'known' | 'unknown' | 'contradicted';
  readonly met?: boolean;
  /** Values of all pieces, the newest first; those that have expired in brackets. */
  readonly shown: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'nothing was ever said', by: ['answer', 'note'], state: 'unknown', shown: [] },
  { name: 'an answer', by: ['answer'], said: [['q', '2026-06-20', 'yes']], state: 'known', met: true, shown: ['yes'] },
  {
    ...{ name: 'an answer in other case and accents', by: ['answer'], said: [['q', '2026-06-20', ' JÁ. ']] },
    ...{ state: 'known', met: true, shown: [' JÁ. '] },
  },
  { name: 'a no', by: ['answer'], said: [['q', '2026-06-20', 'No']], state: 'known', met: false, shown: ['No'] },
  {
    ...{ name: 'an answer that no rule knows', by: ['answer'], said: [['q', '2026-06-20', 'maybe']] },
    ...{ state: 'unknown', shown: ['maybe'] },
  },
  {
    ...{ name: 'a later answer that no rule knows takes the place of a clear one', by: ['answer'] },
    said: [
      ['q', '2026-06-20', 'yes'],
      ['q', '2026-06-21', 'perhaps'],
    ],
    ...{ state: 'unknown', shown: ['perhaps'] },
  },
  {
    ...{ name: 'whoever changes their mind contradicts nobody', by: ['answer'] },
    said: [
      ['q', '2026-06-21', 'no'],
      ['q', '2026-06-20', 'yes'],
    ],
    ...{ state: 'known', met: false, shown: ['no'] },
  },
  {
    ...{ name: 'two answers of one instant', by: ['answer'] },
    said: [
      ['q', '2026-06-20', 'yes'],
      ['q', '2026-06-20', 'no'],
    ],
    ...{ state: 'contradicted', shown: ['no', 'yes'] },
  },
  {
    ...{
      name: 'the last instant that an answer holds',
      by: ['answer'],
      said: [['q', '2026-06-01T00:00:00.000001Z', 'yes']],
    },
    ...{ state: 'known', met: true, shown: ['yes'] },
  },
  {
    ...{ name: 'the instant at which it expires', by: ['answer'], said: [['q', '2026-06-01', 'yes']] },
    ...{ state: 'unknown', shown: ['(yes)'] },
  },
  {
    ...{ name: 'one that never expires', by: ['lasting'], said: [['q', '2001-01-01', 'yes']] },
    ...{ state: 'known', met: true, shown: ['yes'] },
  },
  { name: 'otherwise', by: ['lasting'], said: [['q', '2026-06-20', 'hm']], state: 'known', met: false, shown: ['hm'] },
  {
    ...{ name: 'a number at the edge of a range', by: ['amount'], said: [['q', '2026-06-20', '10000']] },
    ...{ state: 'known', met: true, shown: ['10000'] },
  },
  {
    ...{ name: 'a number below it', by: ['amount'], said: [['q', '2026-06-20', '9999.99']] },
    ...{ state: 'known', met: false, shown: ['9999.99'] },
  },
  {
    ...{ name: 'what is no number says nothing of a range', by: ['amount'], said: [['q', '2026-06-20', '10.000 €']] },
    ...{ state: 'unknown', shown: ['10.000 €'] },
  },
  {
    ...{ name: 'two sources that agree', by: ['answer', 'other'] },
    said: [
      ['q', '2026-06-20', 'yes'],
      ['other', '2026-06-25', 'yes'],
    ],
    ...{ state: 'known', met: true, shown: ['yes', 'yes'] },
  },
  {
    ...{ name: 'two sources that disagree', by: ['answer', 'note'] },
    said: [
      ['q', '2026-06-20', 'yes'],
      ['note', '2026-06-10', 'There is no budget until autumn.'],
    ],
    ...{ state: 'contradicted', shown: ['yes', 'There is no budget until autumn.'] },
  },
  {
    ...{ name: 'sources that disagreed until one expired', by: ['answer', 'note'] },
    said: [
      ['q', '2026-06-20', 'yes'],
      ['note', '2026-04-01', 'no budget'],
    ],
    ...{ state: 'known', met: true, shown: ['yes', '(no budget)'] },
  },
  {
    ...{ name: 'an unclear source beside a clear one', by: ['answer', 'other'] },
    said: [
      ['q', '2026-06-20', 'maybe'],
      ['other', '2026-06-25', 'no'],
    ],
    ...{ state: 'known', met: false, shown: ['no', 'maybe'] },
  },
  {
    ...{
      name: 'a note that says both',
      by: ['note'],
      said: [['note', '2026-06-20', 'Budget approved, then budget cuts']],
    },
    ...{ state: 'contradicted', shown: ['Budget approved, then budget cuts', 'Budget approved, then budget cuts'] },
  },
  {
    ...{ name: 'events, as long as enough are near', by: ['visits'], said: [['visits', '2026-06-22', '3']] },
    ...{ state: 'known', met: true, shown: ['3'] },
  },
  {
    ...{ name: 'events of which too few are near', by: ['visits'], said: [['visits', '2026-06-21', '3']] },
    ...{ state: 'unknown', shown: ['(3)'] },
  },
  {
    name: 'a job title',
    by: ['title'],
    person: { title: 'Head of IT' },
    state: 'known',
    met: true,
    shown: ['Head of IT'],
  },
  { name: 'another title', by: ['title'], person: { title: 'Buyer' }, state: 'unknown', shown: [] },
  { name: 'no title', by: ['title'], person: { title: null }, state: 'unknown', shown: [] },
  {
    name: 'an attribute of the account',
    by: ['size'],
    person: { employees: 200 },
    state: 'known',
    met: true,
    shown: ['200'],
  },
  { name: 'one between the ranges', by: ['size'], person: { employees: 60 }, state: 'unknown', shown: ['60'] },
  {
    name: 'an attribute without a value',
    by: ['size'],
    person: { employees: Number.NaN },
    state: 'unknown',
    shown: [],
  },
  {
    name: 'an account that the contact has not',
    by: ['size'],
    person: { account: false },
    state: 'unknown',
    shown: [],
  },
  {
    ...{ name: 'the last value of an attribute with history', by: ['tier'] },
    person: {
      plan: [
        ['2026-05-20', 'gold'],
        ['2026-06-01', 'free'],
      ],
    },
    ...{ state: 'known', met: false, shown: ['free'] },
  },
  {
    ...{ name: 'a value of an attribute with history that has expired', by: ['tier'] },
    person: { plan: [['2026-05-02', 'gold']] },
    ...{ state: 'unknown', shown: ['(gold)'] },
  },
  {
    ...{
      name: 'a value that was cleared',
      by: ['tier'],
      person: {
        plan: [
          ['2026-05-20', 'gold'],
          ['2026-06-01', null],
        ],
      },
    },
    ...{ state: 'unknown', shown: [] },
  },
  {
    ...{ name: 'what is true today comes before what was said earlier', by: ['answer', 'size'] },
    ...{ said: [['q', '2026-06-30', 'yes']], person: { employees: 10 } },
    ...{ state: 'contradicted', shown: ['10', 'yes'] },
  },
];

describe('what is known of a criterion', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { by, said = [], person = {}, ...expected }) => {
    const compiled = compileRules(
      qualificationSchema.parse({
        framework: 'BANT',
        criteria: { budget: { evidence: by.map((name) => rules[name]) } },
      }),
    );
    const facts = new FactList();
    for (const [to, dated, value] of said) {
      const slot = compiled.slots.findIndex(
        (one) => (one.kind === 'answer' ? one.question : one.kind === 'event' ? 'visits' : one.kind) === to,
      );
      facts.add(1, slot, parseInstant(dated), value);
    }
    const people = population([{}, person, {}]);
    const evidence = evidenceOf(compiled, people, facts.finish(3), now);
    expect(
      evidence
        .findings(1)
        .map(({ state }) => state)
        .slice(1),
    ).toEqual(['unknown', 'unknown', 'unknown']);
    const [budget] = evidence.findings(1);
    expect(budget!.state).toBe(expected.state);
    expect(budget!.met).toBe(expected.met ?? null);
    expect(budget!.pieces.map(({ value, expired }) => (expired ? `(${value})` : value))).toEqual(expected.shown);
    expect(evidence.findings(0)[0]!.state).toBe('unknown');
  });

  test('an attribute whose date is not known cannot expire, and one that is not mapped tells nothing', () => {
    const of = (evidence: object) =>
      compileRules(qualificationSchema.parse({ framework: 'BANT', criteria: { budget: { evidence: [evidence] } } }));
    const none = new FactList().finish(1);
    const expiring = of({ ...rules.size, holdsDays: 30 });
    expect(() => evidenceOf(expiring, population([{}]), none, now)).toThrow(/date of its value is not known/);
    const unmapped = of({ attribute: 'budget_eur', met: { atLeast: 1 } });
    expect(() => evidenceOf(unmapped, population([{}]), none, now)).toThrow(/which is not mapped/);
  });
});

describe('the configuration', () => {
  const parse = (framework: string, criteria: object, required: readonly string[] = []) =>
    qualificationSchema.safeParse({ framework, criteria, required }).error?.issues[0]?.message;
  const evidence = [rules.answer];

  test.each([
    [
      'a criterion of another framework',
      parse('BANT', { champion: { evidence } }),
      /no criterion of BANT; those are budget/,
    ],
    ['a required criterion of which nothing tells', parse('MEDDIC', {}, ['champion']), /nothing tells of champion/],
    ['evidence that says nothing', parse('own', { fun: { evidence: [{ answer: 'q' }] } }), /./],
  ])('refuses %s', (_, message, expected) => expect(message).toMatch(expected));

  test('takes any criterion of one’s own', () => expect(parse('own', { fun: { evidence } }, ['fun'])).toBeUndefined());
});
