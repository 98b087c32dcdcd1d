import { programArgument } from '../arguments.ts';
import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    programArgument(
      command
        .argument('<contact>', 'the id of the contact')
        .argument(
          '<direction>',
          'up (before all others), down (after all others), never (off the list), or none (take it back)',
        ),
    )
      .requiredOption('--reason <text>', 'why; shown beside the contact')
      .option('--until <date>', 'when it ends, such as 2026-09-30 (default: never)'),
  examples: [
    [
      'handraise override 4711 up --reason "met at the fair" --until 2026-09-30',
      'Work contact 4711 before all others until the end of September.',
    ],
    ['handraise override 4711 none --reason "called, not interested"', 'Take back what was said of contact 4711.'],
  ],
  action: () => import('../actions/override.ts'),
};
