import { integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { keptText } from '../keptText.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const opened = workbench.program(program);
    const [runs, kept] = [await opened.runs(), await opened.keptRankings()];
    const rows = runs.map((run) => [
      ...[run.runId, run.kind, run.status, isoOf(run.startedAt), run.modelId ?? ''],
      ...[run.contacts === null ? '' : integer(run.contacts), run.ranking ?? '', run.failure ?? ''],
    ]);
    const header = ['run', 'kind', 'status', 'started', 'model', 'contacts', 'ranking', ''];
    return {
      data: { program: opened.name, runs, kept },
      text: rows.length > 0 ? `${plainTable(header, rows)}\n\n${keptText(kept)}` : 'no runs yet; handraise train',
    };
  });
