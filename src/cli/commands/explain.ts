import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => programArgument(command.argument('<contact>', 'the id of the contact')),
  examples: [['handraise explain 4711', 'The rank, the probability and the reasons of contact 4711.']],
  action: () => import('../actions/explain.ts'),
};
