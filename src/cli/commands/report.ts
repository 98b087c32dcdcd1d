import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: programArgument,
  examples: [['handraise report', 'Write the pages and say where they are.']],
  action: () => import('../actions/report.ts'),
};
