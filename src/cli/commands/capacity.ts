import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    programArgument(command).requiredOption('--per-week <contacts>', 'contacts that can be worked in a week'),
  examples: [['handraise capacity --per-week 40', 'Where the list ends for a team that calls 40 contacts a week.']],
  action: () => import('../actions/capacity.ts'),
};
