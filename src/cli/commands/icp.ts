import { asOfOption, programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => asOfOption(programArgument(command), 'look as of this instant'),
  examples: [
    ['handraise icp', 'Learn the profile of the only program, write its page, and use it from the next scoring on.'],
    ['handraise icp default --json', 'The whole profile for a script.'],
  ],
  action: () => import('../actions/icp.ts'),
};
