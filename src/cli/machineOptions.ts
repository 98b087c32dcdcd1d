import type { Command } from 'commander';
import type { CommonFlags } from './commonFlags.ts';
import { parseMemorySize } from './memorySize.ts';
import { wholeNumber } from './wholeNumber.ts';

const mostThreads = 64;

/** Adds the options of commands that compute features: what of the machine they may take. */
export function machineOptions(command: Command): Command {
  return command
    .option('--memory <size>', 'what features may take, such as 512MB or 2GiB (default: a quarter of the machine)')
    .option(
      '--threads <number>',
      `parts of the contacts to read at a time, 1 to ${mostThreads}, where they exceed the memory together (default: processors less one, at most 4)`,
    );
}

/**
 * What the options ask for.
 *
 * @throws HandraiseError `usage`.
 */
export function machineOf({ memory, threads }: CommonFlags): {
  readonly memoryBudget?: number;
  readonly threads?: number;
} {
  return {
    ...(memory === undefined ? {} : { memoryBudget: parseMemorySize(memory) }),
    ...(threads === undefined ? {} : { threads: wholeNumber('threads', threads, 1, mostThreads) }),
  };
}
