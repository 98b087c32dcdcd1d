import type { Command } from 'commander';
import { examplesText } from './examples.ts';

/** Adds `help`, which finds commands below others too. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description('show the help of a command, as its --help does')
    .argument('[command...]', 'the words of the command (default: all commands)')
    .addHelpText('after', examplesText([['handraise help models list', 'What handraise models list takes.']]))
    .action((words: readonly string[]) => commandAt(program, words).outputHelp());
}

function commandAt(program: Command, words: readonly string[]): Command {
  const found = words.reduce<Command | undefined>(
    (at, word) => at?.commands.find((command) => command.name() === word),
    program,
  );
  return found ?? program.error(`error: unknown command '${words.join(' ')}'`);
}
