import { acceptOption, asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(acceptOption(asOfOption(programArgument(command), 'score as of this instant'), 'publish')),
  examples: [
    ['handraise score', 'Publish the ranking as of now, unless a gate blocks it.'],
    [
      'handraise score --accept "events=a list was bought on Monday"',
      'Publish although the gate events blocks; the reason goes on record.',
    ],
  ],
  action: () => import('../actions/score.ts'),
};
