import { exitCodes } from '../errors.ts';
import { withSentences } from '../wording/sentenceOf.ts';
import type { Invocation } from './command.ts';
import { commands } from './commands/index.ts';
import { type Ending, failed } from './failure.ts';
import { isoInstant } from './isoInstants.ts';
import { type Layout, layOut } from './layout.ts';
import type { Surroundings } from './session.ts';
import { TerminalProgress } from './terminalProgress.ts';

/**
 * Runs a command: results on standard output, progress on standard error.
 *
 * @param signal when aborted, the work stops in good order, and nothing is said of it here
 * @param options.layout how the result is shown, where it is no JSON
 * @param options.leaveCtrlC leaves Ctrl-C to a program that the command starts
 */
export async function run(
  { command, flags, args }: Invocation,
  signal: AbortSignal,
  { layout, leaveCtrlC }: { readonly layout: Layout; readonly leaveCtrlC: Surroundings['leaveCtrlC'] },
): Promise<Ending> {
  const progress = new TerminalProgress(process.stderr);
  try {
    const { definition } = await commands.find(({ name }) => name === command)!.load();
    const { action } = await definition.action();
    const {
      data,
      text,
      exitCode = 0,
    } = await action(flags, args, {
      ...{ cwd: process.cwd(), progress, signal, leaveCtrlC },
    });
    progress.stop();
    if (flags.json) await print(`${JSON.stringify(withSentences(data), jsonValue, 2)}\n`);
    else if (text !== '') await print(`${layOut(text, layout)}\n`);
    return { code: exitCode, line: null };
  } catch (error) {
    progress.stop();
    return signal.aborted ? { code: exitCodes.interrupted, line: null } : failed(error);
  }
}

/** JSON has no NaN, no infinity and no instants. */
function jsonValue(key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : isoInstant(key, value);
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
