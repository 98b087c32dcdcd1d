// A thread that reads the events of one partition on a connection of its own and folds them into memory it shares.
import { parentPort, workerData } from 'node:worker_threads';
import { withSharedSnapshot } from '../../database/sharedSnapshot.ts';
import { foldEvents } from './foldEvents.ts';
import { type FoldAnswer, type FoldTask, failureToMessage } from './foldTask.ts';

const { connectionString, snapshot, statement, memory, layout, numbers } = workerData as FoldTask;

try {
  await withSharedSnapshot(connectionString, snapshot, (client) =>
    foldEvents(client, statement, { memory, layout, numbers }),
  );
  parentPort?.postMessage({ failure: null } satisfies FoldAnswer);
} catch (error) {
  parentPort?.postMessage({ failure: failureToMessage(error) } satisfies FoldAnswer);
}
