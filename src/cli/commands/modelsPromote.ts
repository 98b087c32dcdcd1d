import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { promoteModel as promoteBehindGates } from '../../pipeline/promoteModel.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const promoteModel: CommandDefinition = {
  name: 'models promote',
  summary: 'make a model the champion, if its gates let it',
  configure: (command: Command) =>
    command.argument('<model>', 'the id of the model').argument('[program]', 'which program'),
  run: (flags, [modelId = '', program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const { name } = programOf(workbench.config, program);
      await promoteBehindGates(workbench, name, modelId);
      return {
        data: { program: name, champion: modelId },
        text: `${modelId} is the champion of ${name}; handraise score uses it`,
      };
    }),
};
