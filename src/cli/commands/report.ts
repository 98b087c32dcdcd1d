import type { Command } from 'commander';
import { writeReports } from '../../pipeline/reports/reports.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const reportCommand: CommandDefinition = {
  name: 'report',
  summary: 'write the calibration report, the model card and the ranked-accounts report of what is published',
  configure: (command: Command) => command.argument('[program]', 'which program'),
  run: (flags, [program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const paths = await writeReports(workbench, program);
      return {
        data: paths,
        text: `calibration report      ${paths.calibration}\nmodel card              ${paths.modelCard.html}\nthe same as Markdown    ${paths.modelCard.markdown}\nranked-accounts report  ${paths.rankedAccounts}\nthe same for a sheet    ${paths.rankedAccountsCsv}`,
      };
    }),
};
