import { acceptOption, asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      acceptOption(
        asOfOption(programArgument(command)).option('--promote', 'make the model champion if no gate blocks it'),
        'train',
      ),
    ),
  examples: [
    ['handraise train', 'Train and judge; the champion stays.'],
    ['handraise train --promote', 'Train, and let the model serve if it passes its gates.'],
    [
      'handraise train --accept "events=old activities were archived"',
      'Train although the gate events blocks; the reason goes on record.',
    ],
  ],
  action: () => import('../actions/train.ts'),
};
