import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: programArgument,
  examples: [['handraise models list', 'The models of the only program, and who made which one champion.']],
  action: () => import('../actions/modelsList.ts'),
};
