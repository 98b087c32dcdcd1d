import type { ProgramStatus } from '../../pipeline/operate/status.ts';
import { integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { nextStepText } from '../../wording/nextStep.ts';
import type { Action } from '../command.ts';
import { keptText } from '../keptText.ts';
import { plainTable } from '../plainTable.ts';
import { statesText } from '../scoringGatesText.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, _args, around) =>
  withWorkbench(flags, around, async (workbench) => {
    const programs = await workbench.status();
    return {
      data: { database: workbench.database, programs },
      text: [`database  ${workbench.database}`, ...programs.map(programText)].join('\n\n'),
    };
  });

function programText({ program, champion, published, gates, runs, kept, next }: ProgramStatus): string {
  const list = published
    ? `${integer(published.contacts)} contacts and ${integer(published.accounts)} accounts as of ${isoOf(published.asOf)}, run ${published.runId}`
    : 'nothing yet';
  const rows = runs.map((run) => [run.runId, run.kind, run.status, isoOf(run.startedAt), run.failure ?? '']);
  return [
    `program   ${program}`,
    `champion  ${champion ?? 'none yet'}`,
    `published ${list}`,
    ...(gates ? [`gates     ${statesText(gates)}`] : []),
    `kept      ${keptText(kept)}`,
    ...(rows.length > 0 ? [plainTable(['run', 'kind', 'status', 'started', ''], rows)] : []),
    `next      ${nextStepText(next, program)}`,
  ].join('\n');
}
