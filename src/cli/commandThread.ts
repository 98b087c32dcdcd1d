import type { MessagePort } from 'node:worker_threads';
import { run } from './run.ts';

/** What the thread of a command is started with. */
export interface CommandThreadData {
  readonly argv: readonly string[];
  /** Width of the terminal that standard error is, null where it is none. */
  readonly terminal: { readonly columns: number } | null;
}

/** What it says when the command has ended. */
export interface Finished {
  readonly code: number;
}

/** Runs a command on this thread; a message means that it is to stop. */
export async function runFor(port: MessagePort, { argv, terminal }: CommandThreadData): Promise<void> {
  const stopping = new AbortController();
  port.once('message', () => stopping.abort());
  if (terminal !== null) Object.assign(process.stderr, { isTTY: true, columns: terminal.columns });
  const code = await run(argv, stopping.signal);
  port.postMessage({ code } satisfies Finished);
  port.close();
}
