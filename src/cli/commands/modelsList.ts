import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { isoOf } from '../../pipeline/instants.ts';
import { listModels as list } from '../../registry/models.ts';
import { plainTable } from '../plainTable.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const listModels: CommandDefinition = {
  name: 'models list',
  summary: 'list the models of a program, newest first',
  configure: (command: Command) => command.argument('[program]', 'which program'),
  run: (flags, [program], around) =>
    withWorkbench(flags, around, async ({ handle, config }) => {
      const models = await list(handle, programOf(config, program).name);
      const rows = models.map((model) => [
        model.modelId,
        model.family,
        isoOf(model.createdAt.getTime() * 1000),
        model.champion ? 'champion' : '',
      ]);
      return {
        data: models,
        text: rows.length > 0 ? plainTable(['model', 'family', 'trained', ''], rows) : 'no models yet; handraise train',
      };
    }),
};
