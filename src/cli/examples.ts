import type { Example } from './command.ts';

/** The lines that the help of a command ends with. */
export function examplesText(examples: readonly Example[]): string {
  return `\nExamples:\n${examples.map(([line, what]) => `  ${line}\n      ${what}`).join('\n')}`;
}
