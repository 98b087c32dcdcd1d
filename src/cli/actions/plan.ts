import type { ExtractionPlan, PlannedStatement, ProgramPlan } from '../../pipeline/operate/plan.ts';
import { integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { copyMark } from '../layout.ts';
import { mebibytes } from '../mebibytes.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const plan = await workbench.program(program).plan(asOfOf(flags));
    return { data: plan, text: planText(plan) };
  });

function planText({ program, asOf, memoryBudget, champion, train, score }: ProgramPlan): string {
  const scorer =
    'missing' in champion
      ? `score, once there is a champion (${champion.missing}), with all features`
      : `score with ${champion.modelId}`;
  return [
    `Program ${program} as of ${isoOf(asOf)}; features may take ${mebibytes(memoryBudget)}`,
    `train\n${extractionText(train, memoryBudget)}`,
    `${printable(scorer)}\n${extractionText(score, memoryBudget)}`,
    "Rows are the server's estimates.",
    statementTexts([...train.statements, ...score.statements]),
  ].join('\n\n');
}

/** Every different statement once, under its name, to be run by hand. */
function statementTexts(statements: readonly PlannedStatement[]): string {
  const texts = new Map(
    firstPartition(statements).map(({ name, statement }) => [statement, `-- ${name}\n${statement};`]),
  );
  return [...texts.values()].map(printableLines).join('\n\n');
}

function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => copyMark + printable(line))
    .join('\n');
}

function extractionText({ snapshots, statements, events, families }: ExtractionPlan, budget: number): string {
  const columns = families.reduce((sum, family) => sum + family.columns, 0);
  const made = families.map((family) => `${family.family} ${family.columns}`).join(', ');
  return [
    plainTable(
      ['statement', 'expected rows'],
      firstPartition(statements).map(({ name, expectedRows }) => [name, integer(expectedRows)]),
    ),
    `${integer(snapshots)} snapshots with ${integer(columns)} columns of ${families.length} families: ${printable(made)}`,
    ...(events ? [eventsText(events, budget)] : ['no feature is made of events']),
  ].join('\n');
}

/** Partitions are all alike: the first one stands for them. */
function firstPartition(statements: readonly PlannedStatement[]): PlannedStatement[] {
  return statements.filter(({ partition = 1 }) => partition === 1);
}

function eventsText(
  { rows, counted, kinds, partitions, threads, memory }: NonNullable<ExtractionPlan['events']>,
  budget: number,
) {
  const parts = partitions === 1 ? 'one partition' : `${integer(partitions)} partitions, ${threads} at a time`;
  return [
    `${counted ? '' : 'about '}${integer(rows)} events of ${kinds.length} kinds with features of their own (${printable(kinds.join(', '))}), in ${parts}`,
    `memory: columns about ${mebibytes(memory.columns)}; folding ${mebibytes(memory.fixed)} however many partitions there are and ${mebibytes(memory.folded)} for all of them at most; together at most ${mebibytes(memory.peak)} of ${mebibytes(budget)}`,
  ].join('\n');
}
