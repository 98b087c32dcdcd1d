import { type CheckProblem, type CheckReport, checkCrm } from '../../crm/checkCrm.ts';
import { exitCodes } from '../../errors.ts';
import { isoOf } from '../../pipeline/instants.ts';
import { databaseNow } from '../../pipeline/workbench.ts';
import { integer } from '../../report/format.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'read the mapped tables and say what is wrong with them, what it costs and how to mend it',
  run: (flags, _args, around) =>
    withWorkbench(flags, around, async ({ handle, config, progress }) => {
      progress.stage('checking every entity');
      const report = await checkCrm(handle, config, await databaseNow(handle));
      const failed = report.problems.some((problem) => problem.severity === 'error');
      return { data: report, text: checkText(report), ...(failed ? { exitCode: exitCodes.data } : {}) };
    }),
};

/** Entities as a table, then what is wrong, the worst first, each with its cost and its remedy. */
function checkText({ entities, problems, programs }: CheckReport): string {
  const rows = entities.map(({ entity, relation, rows, spans }) => [
    entity,
    relation ?? 'not mapped',
    integer(rows),
    spans.map(({ field, first, last }) => `${field} ${isoOf(first)} to ${isoOf(last)}`).join(', '),
  ]);
  return [
    plainTable(['entity', 'read from', 'rows', 'time span'], rows),
    ...programs.map(
      ({ program, positives, contacts, days }) =>
        `program ${program}: ${integer(positives)} of ${integer(contacts)} contacts reached the outcome, ${integer(Math.floor(days))} days of history`,
    ),
    ...problems.map(problemText),
    problems.some((problem) => problem.severity === 'error')
      ? 'Errors must be mended first.'
      : 'Ready: handraise train',
  ].join('\n\n');
}

function problemText({ entity, severity, problem, rows, cost, remedy, examples }: CheckProblem): string {
  const lines = [
    `${severity} · ${entity}: ${problem}${rows > 0 ? ` (${integer(rows)} rows)` : ''}`,
    `  cost: ${cost}`,
    `  mend: ${remedy}`,
    ...(examples.length > 0 ? [`  such as: ${examples.join(', ')}`] : []),
  ];
  return lines.map(printable).join('\n');
}
