import type { Command } from 'commander';
import type { CommonFlags } from './commonFlags.ts';
import type { Surroundings } from './session.ts';

/** What a command gives back: plain data for `--json`, and the same for people, who are told nothing where the text is empty. */
export interface Output {
  readonly data: unknown;
  readonly text: string;
  /** Exit code where the work was done but its finding is one to stop for. */
  readonly exitCode?: number;
}

/** What a command does, on the thread of its own. */
export type Action = (
  flags: Readonly<Record<string, unknown>> & CommonFlags,
  args: readonly string[],
  around: Surroundings,
) => Promise<Output>;

/** A line to type, and what it does. */
export type Example = readonly [line: string, what: string];

/** A command as the list of all shows it. */
export interface CommandEntry {
  /** One word, or the group and the word. */
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ readonly definition: CommandDefinition }>;
}

/**
 * What can be typed of a command: all that its help and the completion of shells need. The file of a definition imports nothing that its
 * work needs: that comes with the action, when the command runs.
 */
export interface CommandDefinition {
  readonly examples: readonly [Example, ...Example[]];
  /** Adds arguments and options. */
  configure?(command: Command): void;
  action(): Promise<{ readonly action: Action }>;
}

/** A command line, understood: what the thread of the command is given. */
export interface Invocation {
  /** Its name in the list. */
  readonly command: string;
  readonly flags: Readonly<Record<string, unknown>> & CommonFlags;
  readonly args: readonly string[];
}
