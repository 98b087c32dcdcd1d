import { CommanderError } from 'commander';
import { exitCodes } from '../errors.ts';
import type { Invocation } from './command.ts';
import { watchInterruption } from './interruption.ts';
import { programOf } from './program.ts';

/**
 * The whole of a process: understands the line, prints what needs no work (help, version, what is wrong with the line), or has the command
 * run on a thread of its own.
 *
 * @param file module that the thread begins with
 * @returns the exit code.
 */
export async function commandLine(file: string, argv: readonly string[]): Promise<number> {
  const interruption = watchInterruption();
  const asked = await understand(argv);
  if (typeof asked === 'number') {
    await written();
    return interruption.code ?? asked;
  }
  const { supervise } = await import('./supervise.ts');
  return supervise(file, asked, interruption);
}

/** What is to be run, or the exit code where all that was asked has been printed. */
async function understand(argv: readonly string[]): Promise<Invocation | number> {
  const asked: Invocation[] = [];
  try {
    const program = await programOf((invocation) => void asked.push(invocation), argv);
    await program.parseAsync(argv, { from: 'user' });
    return asked[0] ?? 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : exitCodes.usage;
  }
}

/** When standard output has taken, or refused, what was written. */
function written(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write('', () => resolve());
  });
}
