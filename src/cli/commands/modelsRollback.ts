import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: programArgument,
  examples: [['handraise models rollback', 'Let the previous champion serve again.']],
  action: () => import('../actions/modelsRollback.ts'),
};
