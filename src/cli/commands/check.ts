import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  examples: [['handraise check', 'After handraise init, and after every change of the configuration.']],
  action: () => import('../actions/check.ts'),
};
