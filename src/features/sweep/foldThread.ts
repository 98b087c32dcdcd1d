import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { interrupted } from '../../database/interruption.ts';
import { HandraiseError } from '../../errors.ts';
import { KernelRecord } from '../../kernel/kernelRecord.ts';
import type { FoldTarget } from './foldTarget.ts';
import { type FoldAnswer, type FoldSession, type FoldTask, failureFromMessage } from './foldTask.ts';
import { foldShape } from './sweepLayout.ts';

/** Sources in development, compiled files in the package. */
const workerFile = new URL(`./foldWorker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Milliseconds between two looks at how far a thread has come. */
const lookEvery = 250;

/**
 * A thread with a connection of its own that folds the events of statements, one after the other.
 *
 * It is kept for all of them: a thread is dear to start, and where types are stripped on loading many short-lived ones make V8 crash.
 */
export class FoldThread {
  readonly #worker: Worker;
  #answered: (answer: FoldAnswer) => void = () => undefined;
  #died: (cause?: unknown) => void = () => undefined;
  #isDead = false;

  constructor(session: FoldSession) {
    this.#worker = new Worker(workerFile, { workerData: session });
    this.#worker.on('message', (answer: FoldAnswer) => this.#answered(answer));
    const died = (cause?: unknown) => {
      this.#isDead = true;
      this.#died(cause);
    };
    this.#worker.on('error', died);
    this.#worker.on('exit', () => died());
  }

  /** As `foldEvents`. */
  async fold(statement: string, { memory, layout, signal, onProgress }: FoldTarget): Promise<void> {
    const fold = new KernelRecord(memory, layout.fold, foldShape);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted) throw interrupted(signal, 'reading events');
    const stop = () => reject(interrupted(signal!, 'reading events'));
    signal?.addEventListener('abort', stop, { once: true });
    const looking = setInterval(() => onProgress?.(fold.get('parsed')), lookEvery);
    this.#answered = ({ failure }) => (failure ? reject(failureFromMessage(failure)) : resolve());
    this.#died = (cause) =>
      reject(new HandraiseError('resource', 'a thread that read events ended in the middle of its work', { cause }));
    if (this.#isDead) this.#died();
    else this.#worker.postMessage({ statement, memory, layout } satisfies FoldTask);
    try {
      await promise;
    } finally {
      clearInterval(looking);
      signal?.removeEventListener('abort', stop);
      onProgress?.(fold.get('parsed'));
    }
  }

  /** Ends the thread and its connection, whatever they do. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
