import type { Command } from 'commander';
import { writeModelCard } from '../../pipeline/reports/modelCards.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const modelCardCommand: CommandDefinition = {
  name: 'models card',
  summary: 'write the card of a model: purpose, data, figures, limits, how to get it again',
  configure: (command: Command) =>
    command.argument('<model>', 'the id of the model').argument('[program]', 'which program'),
  run: (flags, [modelId = '', program], around) =>
    withWorkbench(flags, around, async (workbench) => {
      const card = await writeModelCard(workbench, program, modelId);
      return { data: { modelId, ...card }, text: `model card  ${card.markdown}\nas a page   ${card.html}` };
    }),
};
