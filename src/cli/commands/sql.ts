import type { CommandDefinition } from '../command.ts';

export const definition: CommandDefinition = {
  configure: (command) => command.option('--command <statement>', 'run this statement and end'),
  examples: [
    ['handraise sql', 'Type statements in psql, or read an address that any other client can use until Ctrl-C.'],
    ['handraise sql --command "SELECT * FROM handraise.candidate LIMIT 10"', 'The ten best contacts.'],
    ['handraise sql --config demo/handraise.config.ts', 'The database of the demo company.'],
  ],
  action: () => import('../actions/sql.ts'),
};
