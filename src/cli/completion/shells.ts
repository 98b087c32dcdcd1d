import type { Command } from 'commander';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { type CommandShape, commandShapes } from './shape.ts';
import { zshCompletion } from './zsh.ts';

/** How the completion of each shell is written. */
const scripts: Readonly<Record<string, (name: string, shapes: readonly CommandShape[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * What a shell reads to complete a command line.
 *
 * @param program the command line, every command with its arguments and options
 * @param shell one of those that `handraise completion` offers
 */
export function completionOf(program: Command, shell: string): string {
  return scripts[shell]!(program.name(), commandShapes(program));
}
