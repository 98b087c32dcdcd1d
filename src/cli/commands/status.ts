import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  examples: [
    ['handraise status', 'Of the configuration in this folder.'],
    ['handraise status --config demo/handraise.config.ts', 'Of the demo company.'],
  ],
  action: () => import('../actions/status.ts'),
};
