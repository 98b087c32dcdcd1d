import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => command.option('--repair', 'adopt whole artefacts, remove leftovers'),
  examples: [
    ['handraise doctor', 'Say what was left behind; change nothing.'],
    ['handraise doctor --repair', 'Repair what can be repaired.'],
  ],
  action: () => import('../actions/doctor.ts'),
};
