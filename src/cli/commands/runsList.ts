import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { keptRankings } from '../../publish/keptRankings.ts';
import { listRuns } from '../../publish/listRuns.ts';
import { integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { keptText } from '../keptText.ts';
import { plainTable } from '../plainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const listRunsCommand: CommandDefinition = {
  name: 'runs list',
  summary: 'list the runs of a program, newest first, and whose rankings are kept',
  configure: (command: Command) => command.argument('[program]', 'which program'),
  run: (flags, [program], around) =>
    withWorkbench(flags, around, async ({ handle, config }) => {
      const { name } = programOf(config, program);
      const [runs, kept] = [await listRuns(handle, name), await keptRankings(handle, name)];
      const rows = runs.map((run) => [
        ...[run.runId, run.kind, run.status, isoOf(run.startedAt), run.modelId ?? ''],
        ...[run.contacts === null ? '' : integer(run.contacts), run.ranking ?? '', run.failure ?? ''],
      ]);
      const header = ['run', 'kind', 'status', 'started', 'model', 'contacts', 'ranking', ''];
      return {
        data: { program: name, runs, kept },
        text: rows.length > 0 ? `${plainTable(header, rows)}\n\n${keptText(kept)}` : 'no runs yet; handraise train',
      };
    }),
};
