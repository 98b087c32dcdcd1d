import { modelArguments } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: modelArguments,
  examples: [['handraise models show m-0123456789ab', 'Its data, its figures and its strongest features.']],
  action: () => import('../actions/modelsShow.ts'),
};
