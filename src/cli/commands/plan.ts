import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) => machineOptions(asOfOption(programArgument(command), 'as of this instant')),
  examples: [
    ['handraise plan', 'What the next training and the next scoring would read.'],
    ['handraise plan --memory 2GiB', 'The same within 2 GiB.'],
  ],
  action: () => import('../actions/plan.ts'),
};
