import { leastContacts, mostContacts } from '../../demo/contactLimits.ts';
import type { CommandDefinition } from '../command.ts';
import { machineOptions } from '../machineOptions.ts';

export const definition: CommandDefinition = {
  configure: (command) =>
    machineOptions(
      command
        .option('--contacts <number>', `people of the company, ${leastContacts} to ${mostContacts}`, '20000')
        .option('--seed <number>', 'another seed, another company', '1')
        .option('--folder <path>', 'where its configuration, database, models and reports go', 'demo'),
    ),
  examples: [
    ['handraise demo', 'A company of 20,000 contacts in the folder demo, in about a minute.'],
    ['handraise demo --contacts 5000 --folder small', 'A smaller one in another folder.'],
  ],
  action: () => import('../actions/demo.ts'),
};
