import { Worker } from 'node:worker_threads';
import { HandraiseError } from '../errors.ts';
import { heapHint } from '../heapRoom.ts';
import { errorCodeOf } from '../systemFailure.ts';
import type { CommandThreadData, Finished } from './commandThread.ts';
import { failureLine, failureOf } from './failure.ts';
import { watchInterruption } from './interruption.ts';

/**
 * Runs a command on a thread of its own, so that this one hears signals, and of outputs that are closed or full, whatever the command
 * computes; ends the process where the command does not stop in time.
 *
 * @param file module that both threads begin with
 * @returns the exit code.
 */
export async function supervise(file: string, argv: readonly string[]): Promise<number> {
  const interruption = watchInterruption();
  const { isTTY = false, columns } = process.stderr;
  const workerData: CommandThreadData = { argv, terminal: isTTY ? { columns } : null };
  const worker = new Worker(file, { workerData, stdout: true, stderr: true });
  for (const [from, to] of [
    [worker.stdout, process.stdout],
    [worker.stderr, process.stderr],
  ] as const) {
    from.pipe(to, { end: false });
    // What nobody takes any more must not stop the thread.
    to.on('error', () => from.unpipe(to).resume());
  }
  const stop = () => worker.postMessage('stop');
  interruption.signal.addEventListener('abort', stop, { once: true });
  const { finished, failed } = await endOf(worker);
  interruption.stop();
  if (interruption.code !== null && (interruption.ofOutput || finished?.code !== 0)) {
    if (interruption.line !== null) process.stderr.write(`handraise: ${interruption.line}\n`);
    return interruption.code;
  }
  if (finished !== undefined) return finished.code;
  const failure = failureOf(failed);
  process.stderr.write(`${failureLine(failure)}\n`);
  return failure.exitCode;
}

/** What the thread said before it ended, or what ended it. */
function endOf(worker: Worker): Promise<{ finished?: Finished; failed?: unknown }> {
  let finished: Finished | undefined;
  let failed: unknown = new Error('the command ended in the middle of its work');
  worker.on('message', (message: Finished) => {
    finished = message;
  });
  worker.on('error', (error) => {
    failed =
      errorCodeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new HandraiseError('resource', 'out of memory: the heap is full, nothing was half-written', {
            hint: heapHint,
            cause: error,
          })
        : error;
  });
  return new Promise((resolve) => {
    worker.on('exit', () => resolve(finished === undefined ? { failed } : { finished }));
  });
}
