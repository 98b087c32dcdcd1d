import type { Command } from 'commander';
import { programOf } from '../../config/load.ts';
import { exitCodes } from '../../errors.ts';
import { promoteModel as promoteBehindGates } from '../../pipeline/promote/promoteModel.ts';
import { gatesTable, promotionText } from '../gatesText.ts';
import { machineOptions } from '../machineOptions.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const promoteModel: CommandDefinition = {
  name: 'models promote',
  summary: 'make a model the champion, if its gates let it',
  configure: (command: Command) =>
    machineOptions(
      command
        .argument('<model>', 'the id of the model')
        .argument('[program]', 'which program')
        .option('--override <reason>', 'promote it although gates hold; the reason and those gates are recorded'),
    ),
  run: (flags, [modelId = '', program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const { name } = programOf(workbench.config, program);
      const promotion = await promoteBehindGates(
        workbench,
        name,
        modelId,
        typeof flags.override === 'string' ? { override: flags.override } : {},
      );
      const refused = promotion.action === 'refuse';
      return {
        data: { ...promotion, champion: refused ? promotion.previousModelId : modelId },
        text: [gatesTable(promotion.gates), '', promotionText(promotion)].join('\n'),
        ...(refused ? { exitCode: exitCodes.gate } : {}),
      };
    }),
};
