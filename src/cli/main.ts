import '../compiledInTurn.ts';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

// Each thread loads only what it runs.
if (isMainThread) {
  const { commandLine } = await import('./commandLine.ts');
  process.exitCode = await commandLine(fileURLToPath(import.meta.url), process.argv.slice(2));
} else if (parentPort !== null) {
  const { runFor } = await import('./commandThread.ts');
  await runFor(parentPort, workerData);
}
