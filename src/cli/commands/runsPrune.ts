import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    programArgument(command).option('--keep <number>', 'how many rankings to keep beside the published one'),
  examples: [['handraise runs prune --keep 14', 'Keep the published ranking and the newest 14 others.']],
  action: () => import('../actions/runsPrune.ts'),
};
