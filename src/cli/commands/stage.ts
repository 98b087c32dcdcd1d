import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    programArgument(
      command
        .argument('<contact>', 'the id of the contact')
        .argument('<stage>', 'a stage that the program declares, or recycled, or disqualified'),
    )
      .requiredOption('--reason <text>', 'why; timing and wrongly scored say that sales gives the contact back')
      .option('--by <name>', 'who decides (default: the database role)'),
  examples: [
    [
      'handraise stage 4711 sales-accepted --reason "asked for an offer" --by Ann',
      'Sales takes contact 4711 on; rules lead on from there, and never back behind it.',
    ],
    [
      'handraise stage 4711 in-profile --reason "wrongly scored"',
      'Sales gives it back; no rule moves it for as long as the program says.',
    ],
  ],
  action: () => import('../actions/stage.ts'),
};
