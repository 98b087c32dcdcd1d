import { expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { demoAccounts, demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { demoSales } from '../../src/demo/sales.ts';
import { answeredShare, demoSurvey, surveyAnswers } from '../../src/demo/survey.ts';
import { Random } from '../../src/numeric/random.ts';

const random = new Random(1).fork('survey');
const people = [...demoAccounts(6000, 1)].flatMap(({ contacts }) => contacts);
const answers = people.map((contact) => surveyAnswers(random, contact));

it('has answers of some, to some of the questions, before the end of the record', () => {
  const some = answers.filter((given) => given.length > 0).length / people.length;
  // Who is newer than the answer it would have given has none.
  expect(some).toBeGreaterThan(answeredShare / 3);
  expect(some).toBeLessThan(answeredShare);
  for (const question of ['budget', 'decision', 'start'])
    expect(answers.flat().some((one) => one.question === question)).toBe(true);
  expect(answers.some(({ length }) => length === 1)).toBe(true);
  expect(answers.flat().every(({ at }) => at < demoEnd)).toBe(true);
});

it('gives no answer that the criteria do not know', () => {
  const rules = Object.values(demoSurvey.program.qualification.criteria).flatMap(({ evidence }) => [...evidence]);
  for (const { question, answer } of answers.flat()) {
    const known = rules.flatMap((rule) =>
      'answer' in rule && rule.answer === question ? [...rule.met, ...rule.notMet] : [],
    );
    expect(known).toContain(answer);
  }
});

it('contradicts titles now and then, and is evidence that a program may declare', () => {
  const directors = people.flatMap(({ title }, i) => (title.startsWith('Director of') ? answers[i]! : []));
  const said = directors.filter(({ question }) => question === 'decision').map(({ answer }) => answer);
  expect(new Set(said)).toEqual(new Set(['yes', 'no']));
  const program = { ...demoConfig.programs.demo, ...demoSurvey.program, ...demoSales.program };
  const source = { ...demoConfig.source, ...demoSurvey.source, ...demoSales.source };
  expect(configSchema.safeParse({ source, programs: { demo: program } }).error).toBeUndefined();
});
