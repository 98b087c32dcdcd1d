import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) => machineOptions(asOfOption(programArgument(command))),
  examples: [
    ['handraise audit', 'Audit every feature of the only program.'],
    ['handraise audit --as-of 2026-07-01 --json', 'The same as it was known then, for a script.'],
  ],
  action: () => import('../actions/audit.ts'),
};
