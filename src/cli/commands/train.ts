import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      asOfOption(programArgument(command)).option('--promote', 'make the model champion if its gates let it'),
    ),
  examples: [
    ['handraise train', 'Train and judge; the champion stays.'],
    ['handraise train --promote', 'Train, and let the model serve if it passes its gates.'],
  ],
  action: () => import('../actions/train.ts'),
};
