import { expect, it } from 'vitest';
import { serviceLevelsSchema } from '../../src/config/serviceLevels.ts';
import { stagesSchema } from '../../src/config/stages.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { calledShares, demoSales, salesCalls } from '../../src/demo/sales.ts';
import { deadlineOf, workingHours } from '../../src/qualification/serviceLevels/workingHours.ts';

const handed = Array.from({ length: 4000 }, (_, i) => ({ contactId: String(i), at: demoEnd }));
const { hours } = demoSales.program.serviceLevels.stages['marketing-qualified'];
const working = workingHours(serviceLevelsSchema.parse(demoSales.program.serviceLevels));

it('calls the planted shares in time, late and never', () => {
  const calls = salesCalls(handed, 1);
  const inTime = calls.filter(({ at }) => at <= deadlineOf(working, demoEnd, hours)).length;
  expect(Math.abs(inTime / handed.length - calledShares.inTime)).toBeLessThan(0.03);
  expect(Math.abs((calls.length - inTime) / handed.length - calledShares.late)).toBeLessThan(0.03);
});

it('is the same for the same seed, whatever the order', () => {
  expect(salesCalls([...handed].reverse(), 1)).toEqual([...salesCalls(handed, 1)].reverse());
  expect(salesCalls(handed, 2)).not.toEqual(salesCalls(handed, 1));
});

it('works by stages that a program may declare', () => {
  expect(stagesSchema.safeParse(demoSales.program.stages).success).toBe(true);
});

it('asks those it accepts, and nobody else, what the survey asks', () => {
  const calls = salesCalls(handed, 1);
  expect(calls.every(({ verdict, answers }) => verdict?.stage === 'SAL' || answers.length === 0)).toBe(true);
  const said = calls.flatMap(({ answers }) => answers);
  expect(new Set(said.map(({ question, answer }) => `${question}: ${answer}`))).toEqual(
    new Set(['budget: yes', 'budget: no', 'decision: yes', 'decision: no']),
  );
});
