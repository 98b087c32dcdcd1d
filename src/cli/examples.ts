import type { Example } from './command.ts';
import { styled } from './layout.ts';

/** The lines that the help of a command ends with; where colours are not wanted, they are taken away with those of the rest. */
export function examplesText(examples: readonly Example[]): string {
  return `\n${styled('bold', 'Examples:')}\n${examples.map(([line, what]) => `  ${line}\n      ${what}`).join('\n')}`;
}
