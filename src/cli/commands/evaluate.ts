import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(asOfOption(programArgument(command).option('--model <id>', 'which model (default: the champion)'))),
  examples: [
    ['handraise evaluate', 'Judge the champion.'],
    ['handraise evaluate --model m-0123456789ab', 'Judge another model, as handraise models list names it.'],
  ],
  action: () => import('../actions/evaluate.ts'),
};
