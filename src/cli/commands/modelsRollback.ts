import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { rollback } from '../../registry/decisions.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const rollbackModel: CommandDefinition = {
  name: 'models rollback',
  summary: 'put the champion before the present one back',
  configure: (command: Command) => command.argument('[program]', 'which program'),
  run: (flags, [program], around) =>
    withWorkbench(flags, around, async ({ handle, config, models }) => {
      const { name } = programOf(config, program);
      await requireRightsFor(handle, 'promoting');
      const { modelId } = await rollback(handle, name, { reason: 'rolled back by command', modelsDir: models });
      return { data: { program: name, champion: modelId }, text: `${modelId} is the champion of ${name} again` };
    }),
};
