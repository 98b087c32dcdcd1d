import type { Command } from 'commander';

/** Adds the argument of commands that work on one program. */
export function programArgument(command: Command): Command {
  return command.argument('[program]', 'which program (default: the only one, or "default")');
}

/** Adds the arguments of commands that work on one model. */
export function modelArguments(command: Command): Command {
  return programArgument(command.argument('<model>', 'the id of the model, as handraise models list names it'));
}

/** Adds the option of commands that look back to an instant. */
export function asOfOption(command: Command, what = 'know only what was known before this instant'): Command {
  return command.option('--as-of <date>', `${what}, such as 2026-07-01 (default: now)`);
}

/** Adds the option of commands that gates may block. @param what is done although a gate blocks. */
export function acceptOption(command: Command, what: string): Command {
  return command.option(
    '--accept <gate=reason>',
    `${what} although this gate blocks, and record why; may be given several times`,
    repeated,
  );
}

/** Adds every value that is given to an option, in their order. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
