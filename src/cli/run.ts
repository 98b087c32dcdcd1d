import { Command, CommanderError, Option } from 'commander';
import { codeVersion } from '../codeVersion.ts';
import { exitCodes } from '../errors.ts';
import { withSentences } from '../wording/sentenceOf.ts';
import { commands } from './commands/index.ts';
import { failureLine, failureOf, withoutConnectionStrings } from './failure.ts';
import type { CommonFlags, Surroundings } from './session.ts';
import { TerminalProgress } from './terminalProgress.ts';

/** What a command gives back: plain data for `--json`, and the same for people. */
export interface Output {
  readonly data: unknown;
  readonly text: string;
  /** Exit code where the work was done but its finding is one to stop for. */
  readonly exitCode?: number;
}

/** One command of the command line. */
export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  /** Adds arguments and options. */
  configure?(command: Command): void;
  run(
    flags: Readonly<Record<string, unknown>> & CommonFlags,
    args: readonly string[],
    around: Surroundings,
  ): Promise<Output>;
}

/**
 * Runs the command line: results on standard output, progress and failures on standard error.
 *
 * @param signal when aborted, the work stops in good order, and nothing is said of it here
 * @returns the exit code.
 */
export async function run(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const progress = new TerminalProgress(process.stderr);
  const around: Surroundings = { cwd: process.cwd(), progress, signal };
  let exitCode = 0;
  const program = programOf(async (definition, flags, args) => {
    const output = await definition.run(flags, args, around);
    progress.stop();
    await print(flags.json ? `${JSON.stringify(withSentences(output.data), plainNumbers, 2)}\n` : `${output.text}\n`);
    exitCode = output.exitCode ?? 0;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    progress.stop();
    if (signal.aborted) return exitCodes.interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    const failure = failureOf(error);
    process.stderr.write(`${failureLine(failure)}\n`);
    return failure.exitCode;
  }
}

type Action = (
  definition: CommandDefinition,
  flags: Record<string, unknown> & CommonFlags,
  args: readonly string[],
) => Promise<void>;

function programOf(action: Action): Command {
  const program = new Command('handraise')
    .description('Finds the contacts of a CRM who would raise their hand if somebody asked.')
    .version(codeVersion(), '--version', 'print the version')
    .exitOverride()
    // What is not understood is repeated; a connection string may be among it.
    .configureOutput({ writeErr: (text) => void process.stderr.write(withoutConnectionStrings(text)) })
    .helpCommand(false)
    .showHelpAfterError('(handraise --help lists the commands)');
  for (const definition of commands) {
    const [name = '', ...nested] = definition.name.split(' ');
    const parent = nested.length === 0 ? program : groupOf(program, name);
    const command = parent.command(nested[0] ?? name).description(definition.summary);
    definition.configure?.(command);
    command
      .addOption(new Option('--config <file>', 'configuration (default: handraise.config.ts here)'))
      .addOption(
        new Option('--database <url>', 'Postgres (default: DATABASE_URL, the configuration, else the embedded one)'),
      )
      .addOption(new Option('--json', 'print the result as JSON'))
      .action(async () => {
        await action(definition, command.opts(), command.args);
      });
  }
  return program;
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

/** JSON has no NaN and no infinity. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
