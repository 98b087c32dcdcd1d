import type { Command } from 'commander';
import { isoOf } from '../../pipeline/instants.ts';
import { type ExtractionPlan, planExtraction } from '../../pipeline/plan.ts';
import { integer } from '../../report/format.ts';
import { parseInstant } from '../../snapshot/instant.ts';
import { printable } from '../failure.ts';
import { machineOptions } from '../machineOptions.ts';
import { plainTable } from '../plainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const planCommand: CommandDefinition = {
  name: 'plan',
  summary: 'say what training would read: statements, partitions, expected rows, memory',
  configure: (command: Command) =>
    machineOptions(
      command
        .argument('[program]', 'which program (default: the only one, or "default")')
        .option('--as-of <date>', 'know only what was known before this instant (default: now)'),
    ),
  run: (flags, [program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const plan = await planExtraction(
        workbench,
        program,
        typeof flags.asOf === 'string' ? { knownBefore: parseInstant(flags.asOf) } : {},
      );
      return { data: plan, text: planText(plan) };
    }),
};

function planText(plan: ExtractionPlan): string {
  const { program, asOf, contacts, accounts, snapshots, families, kinds, statements, partitions, threads, memory } =
    plan;
  const mebibytes = (bytes: number) => `${integer(Math.ceil(bytes / 2 ** 20))} MiB`;
  return [
    `Program ${program} as of ${isoOf(asOf)}: ${integer(contacts)} contacts, ${integer(accounts)} accounts, ${integer(snapshots)} snapshots`,
    `families     ${families.join(', ')}\nevent kinds  ${kinds.map(printable).join(', ') || 'none'}`,
    plainTable(
      ['reads', 'rows, expected'],
      statements.map(({ reads, rows }) => [reads, integer(rows)]),
    ),
    [
      `partitions   ${integer(partitions)}, ${integer(threads)} at a time`,
      `memory       ${mebibytes(memory.peak)} at most, of ${mebibytes(memory.budget)}: columns ${mebibytes(memory.columns)}, each partition ${mebibytes(memory.fixed)}, events of all ${mebibytes(memory.folded)}`,
    ].join('\n'),
    ...statements.map(({ reads, sql }) => `-- ${printable(reads)}\n${sql.split('\n').map(printable).join('\n')};`),
  ].join('\n\n');
}
