import { modelArguments } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      modelArguments(command).option(
        '--override <reason>',
        'promote it although gates block; the reason and those gates are recorded',
      ),
    ),
  examples: [
    ['handraise models promote m-0123456789ab', 'Make it the champion, unless a gate blocks it.'],
    [
      'handraise models promote m-0123456789ab --override "approved by the head of sales"',
      'Make it the champion although a gate blocks it; the reason goes on record.',
    ],
  ],
  action: () => import('../actions/modelsPromote.ts'),
};
