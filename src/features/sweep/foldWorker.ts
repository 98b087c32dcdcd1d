// A thread that reads the events of one partition after the other, on a connection of its own, and folds them into memory it shares.
import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { withSharedSnapshot } from '../../database/sharedSnapshot.ts';
import { foldEvents } from './foldEvents.ts';
import { type FoldAnswer, type FoldSession, type FoldTask, failureToMessage } from './foldTask.ts';

const { connectionString, snapshot } = workerData as FoldSession;
const answer = (failure: FoldAnswer['failure']) => parentPort?.postMessage({ failure } satisfies FoldAnswer);

try {
  await withSharedSnapshot(connectionString, snapshot, async (client) => {
    for await (const [{ statement, ...target }] of on(parentPort!, 'message') as AsyncIterable<[FoldTask]>) {
      await foldEvents(client, statement, target);
      answer(null);
    }
  });
} catch (error) {
  answer(failureToMessage(error));
}
