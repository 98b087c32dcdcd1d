import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      asOfOption(programArgument(command)).option(
        '--promote',
        'make the corrected model champion if no gate blocks it',
      ),
    ),
  examples: [
    ['handraise recalibrate', 'Say whether the probabilities are still true.'],
    ['handraise recalibrate --promote', 'Correct them where that helps, and use them from now on.'],
  ],
  action: () => import('../actions/recalibrate.ts'),
};
