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
  /** As that of `Interruption`. */
  readonly ctrlCElsewhere: Int32Array<SharedArrayBuffer>;
}

/** Runs a command on this thread, and says how it ended; a message means that it is to stop. */
export async function runFor(
  port: MessagePort,
  { invocation, terminal, layout, ctrlCElsewhere }: CommandThreadData,
): Promise<void> {
  const stopping = new AbortController();
  port.once('message', () => stopping.abort());
  if (terminal !== null) Object.assign(process.stderr, { isTTY: true, columns: terminal.columns });
  const leaveCtrlC = (toOther: boolean) => void Atomics.store(ctrlCElsewhere, 0, toOther ? 1 : 0);
  port.postMessage(await run(invocation, stopping.signal, { layout, leaveCtrlC }));
  port.close();
}
