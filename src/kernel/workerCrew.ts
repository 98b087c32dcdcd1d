import { Worker } from 'node:worker_threads';
import { HandraiseError } from '../errors.ts';
import { cancelled } from './cancelled.ts';
import type { Crew } from './crew.ts';
import type { CrewFunction } from './kernelExports.ts';
import { kernelModule } from './kernelModule.ts';
import type { WasmMemory, WasmModule } from './wasm.ts';

/** The package ships the file beside `dist`; both `src/kernel` and `dist/kernel` reach it by the same path. */
const workerFile = new URL('../../src/kernel/worker.js', import.meta.url);

/** What a worker is given at its start. */
interface WorkerStart {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly thread: number;
  readonly threads: number;
}

/** What a worker is told to call. */
interface WorkerTask {
  readonly name: CrewFunction;
  readonly parameters: readonly number[];
}

/**
 * A crew of worker threads. The calling thread only waits, so it stays free for signals and progress.
 *
 * A thread that waits for another inside the kernel never learns of its death, so the first failure ends them all.
 */
export function workerCrew(
  threads: number,
  memory: WasmMemory,
  signal: AbortSignal | undefined,
): Crew & { end(): Promise<void> } {
  let failure: HandraiseError | undefined;
  let ended = false;
  let outstanding = 0;
  let task: { resolve(): void; reject(error: HandraiseError): void } | undefined;

  const workers = Array.from({ length: threads }, (_, thread) => {
    const workerData: WorkerStart = { module: kernelModule('threads'), memory, thread, threads };
    const worker = new Worker(workerFile, { workerData, execArgv: [] });
    worker.on('message', (error: string | null) => {
      if (error !== null) fail(new HandraiseError('unexpected', `the kernel failed: ${error}`));
      else if (--outstanding === 0) task?.resolve();
    });
    worker.on('error', (cause) => fail(died(cause)));
    worker.on('exit', () => {
      if (!ended) fail(died());
    });
    return worker;
  });
  const onAbort = () => fail(cancelled(signal!));
  signal?.addEventListener('abort', onAbort, { once: true });

  function fail(error: HandraiseError): void {
    failure ??= error;
    task?.reject(failure);
    void end();
  }

  async function end(): Promise<void> {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  return {
    threads,
    memory,
    run(name, ...parameters) {
      return new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        task = { resolve, reject };
        outstanding = threads;
        const message: WorkerTask = { name, parameters };
        for (const worker of workers) worker.postMessage(message);
      });
    },
    end,
  };
}

function died(cause?: unknown): HandraiseError {
  return new HandraiseError('resource', 'a computing thread ended in the middle of its work', {
    hint: 'run it again; with fewer threads or fewer rows if memory was short',
    cause,
  });
}
