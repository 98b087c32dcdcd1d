import { Command, Option } from 'commander';
import { codeVersion } from '../codeVersion.ts';
import type { CommandDefinition, Invocation } from './command.ts';
import { commands } from './commands/index.ts';
import { addCompletion } from './completion/completionCommand.ts';
import { examplesText } from './examples.ts';
import { withoutConnectionStrings } from './failure.ts';
import { addHelp } from './helpCommand.ts';
import { styled } from './layout.ts';

/**
 * The command line as a parser: what it understands is handed to `onCommand`, help and refusals are printed and thrown.
 *
 * @param words what is to be parsed: commands that are not among these words are known by name only; by default all are complete
 */
export async function programOf(
  onCommand: (invocation: Invocation) => void,
  words?: readonly string[],
): Promise<Command> {
  const program = new Command('handraise')
    .description('Finds the contacts of a CRM who would raise their hand if somebody asked.')
    .version(codeVersion(), '--version', 'print the version')
    .exitOverride()
    .configureHelp({ styleTitle: (title) => styled('bold', title) })
    // What is not understood is repeated; a connection string may be among it.
    .configureOutput({ writeErr: (text) => void process.stderr.write(withoutConnectionStrings(text)) })
    .helpCommand(false)
    .showHelpAfterError('(handraise --help lists the commands)');
  for (const { name, summary, load } of commands) {
    const path = name.split(' ');
    const parent = path.length === 1 ? program : groupOf(program, path[0]!);
    const command = parent.command(path.at(-1)!).description(summary);
    if (words && !path.every((word) => words.includes(word))) continue;
    const { definition } = await load();
    complete(command, definition).action(() => onCommand({ command: name, flags: command.opts(), args: command.args }));
  }
  addHelp(program);
  addCompletion(program, () => programOf(onCommand));
  return program;
}

function complete(command: Command, { examples, configure }: CommandDefinition): Command {
  configure?.(command);
  return command
    .addOption(new Option('--config <file>', 'configuration (default: handraise.config.ts here)'))
    .addOption(
      new Option('--database <url>', 'Postgres (default: DATABASE_URL, the configuration, else the embedded one)'),
    )
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText('after', examplesText(examples));
}

function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known) return known;
  const nested = commands.flatMap((command) =>
    command.name.startsWith(`${name} `) ? [command.name.slice(name.length + 1)] : [],
  );
  return program
    .command(name)
    .description(`${nested.join(', ')}: see ${name} --help`)
    .helpCommand(false);
}
