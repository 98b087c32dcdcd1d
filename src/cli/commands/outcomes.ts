import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => asOfOption(programArgument(command), 'know only the outcomes before this instant'),
  examples: [
    ['handraise outcomes', 'What became of the lists of the only program, against what was predicted then.'],
    ['handraise outcomes default --json', 'The same for a script, with every part of every list.'],
  ],
  action: () => import('../actions/outcomes.ts'),
};
