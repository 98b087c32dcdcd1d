import { modelArguments } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: modelArguments,
  examples: [['handraise models card m-0123456789ab', 'The card as a page and as Markdown.']],
  action: () => import('../actions/modelsCard.ts'),
};
