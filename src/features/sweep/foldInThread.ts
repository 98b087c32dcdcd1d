import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { interrupted } from '../../database/interruption.ts';
import { HandraiseError } from '../../errors.ts';
import { KernelRecord } from '../../kernel/kernelRecord.ts';
import type { FoldTarget } from './foldEvents.ts';
import { type FoldAnswer, type FoldTask, failureFromMessage } from './foldTask.ts';
import { foldShape } from './sweepLayout.ts';

/** Sources in development, compiled files in the package. */
const workerFile = new URL(`./foldWorker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Milliseconds between two looks at how far a thread has come. */
const lookEvery = 250;

/** Folds the events of a statement on a thread and a connection of its own; otherwise as `foldEvents`. */
export function foldInThread(task: FoldTask, { signal, onProgress }: FoldTarget): Promise<void> {
  const fold = new KernelRecord(task.memory, task.layout.fold, foldShape);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.reject(interrupted(signal, 'reading events'));
  const worker = new Worker(workerFile, { workerData: task });
  const stop = () => reject(interrupted(signal!, 'reading events'));
  signal?.addEventListener('abort', stop, { once: true });
  const looking = setInterval(() => onProgress?.(fold.get('parsed')), lookEvery);
  worker.on('message', (answer: FoldAnswer) => {
    if (answer.failure) reject(failureFromMessage(answer.failure));
    else resolve();
  });
  const died = (cause?: unknown) =>
    reject(new HandraiseError('resource', 'a thread that read events ended in the middle of its work', { cause }));
  worker.on('error', died);
  worker.on('exit', () => died());
  return promise.finally(async () => {
    clearInterval(looking);
    signal?.removeEventListener('abort', stop);
    onProgress?.(fold.get('parsed'));
    await worker.terminate();
  });
}
