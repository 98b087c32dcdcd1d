import { Worker } from 'node:worker_threads';
import { HandraiseError } from '../errors.ts';
import { heapHint } from '../heapRoom.ts';
import { errorCodeOf } from '../systemFailure.ts';
import type { Invocation } from './command.ts';
import type { CommandThreadData } from './commandThread.ts';
import { type Ending, failed } from './failure.ts';
import type { Interruption } from './interruption.ts';
import { layoutOf, styled } from './layout.ts';

/**
 * Runs a command on a thread of its own, so that this one hears signals, and of outputs that are closed or full, whatever the command
 * computes; ends the process where the command does not stop in time.
 *
 * @param file module that both threads begin with
 * @param interruption watched since the process began
 * @returns the exit code.
 */
export async function supervise(file: string, invocation: Invocation, interruption: Interruption): Promise<number> {
  const { isTTY = false, columns } = process.stderr;
  const layout = layoutOf(process.stdout);
  const { ctrlCElsewhere } = interruption;
  const workerData: CommandThreadData = { invocation, terminal: isTTY ? { columns } : null, layout, ctrlCElsewhere };
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
  const ending = await endOf(worker);
  interruption.stop();
  if (interruption.code !== null && (interruption.ofOutput || ending.code !== 0)) {
    interruption.say();
    return interruption.code;
  }
  if (ending.line !== null)
    process.stderr.write(`${layoutOf(process.stderr).color ? redName(ending.line) : ending.line}\n`);
  return ending.code;
}

/** A failure stays one line, for logs; in a terminal it is told by its colour. */
function redName(line: string): string {
  return line.replace(/^handraise:/, (name) => styled('red', name));
}

/** What the thread said before it ended, or what ended it: that goes first, since a full heap may look like another failure from within. */
function endOf(worker: Worker): Promise<Ending> {
  let said: Ending | undefined;
  let thrown: Ending | undefined;
  worker.on('message', (ending: Ending) => {
    said = ending;
  });
  worker.on('error', (error) => {
    thrown = failed(
      errorCodeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new HandraiseError('resource', 'out of memory: the heap is full, nothing was half-written', {
            hint: heapHint,
            cause: error,
          })
        : error,
    );
  });
  return new Promise((resolve) => {
    worker.on('exit', () =>
      resolve(thrown ?? said ?? failed(new Error('the command ended in the middle of its work'))),
    );
  });
}
