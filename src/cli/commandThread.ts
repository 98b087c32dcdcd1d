import type { MessagePort } from 'node:worker_threads';
import type { Invocation } from './command.ts';
import type { Layout } from './layout.ts';
import { run } from './run.ts';

/** What the thread of a command is started with. */
export interface CommandThreadData {
  readonly invocation: Invocation;
  /** Width of the terminal that standard error is, null where it is none. */
  readonly terminal: { readonly columns: number } | null;
  /** How the result is shown. */
  readonly layout: Layout;
}

/** What the thread of a command asks of the one that supervises it. */
export interface Request {
  readonly leaveCtrlC: boolean;
}

/** Runs a command on this thread, and says how it ended; a message means that it is to stop. */
export async function runFor(port: MessagePort, { invocation, terminal, layout }: CommandThreadData): Promise<void> {
  const stopping = new AbortController();
  port.once('message', () => stopping.abort());
  if (terminal !== null) Object.assign(process.stderr, { isTTY: true, columns: terminal.columns });
  const leaveCtrlC = (toOther: boolean) => port.postMessage({ leaveCtrlC: toOther } satisfies Request);
  port.postMessage(await run(invocation, stopping.signal, { layout, leaveCtrlC }));
  port.close();
}
