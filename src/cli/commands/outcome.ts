import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => asOfOption(programArgument(command), 'look as of this instant'),
  examples: [
    [
      'handraise outcome',
      'The outcome of the only program: how many, when, which of them count, and whether the horizon fits.',
    ],
    ['handraise outcome default --json', 'The same for a script.'],
  ],
  action: () => import('../actions/outcome.ts'),
};
