import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: programArgument,
  examples: [['handraise runs list', 'The runs of the only program.']],
  action: () => import('../actions/runsList.ts'),
};
