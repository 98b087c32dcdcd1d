// A thread of a crew: calls what it is told to and answers null, or why it could not. Plain JavaScript, because a thread
// that must strip types first starts in twice the time. `workerCrew.ts` has the types of its messages.
import { parentPort, workerData } from 'node:worker_threads';

const { module, memory, thread, threads } = workerData;
const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports;

parentPort.on('message', ({ name, parameters }) => {
  try {
    kernel[name](thread, threads, ...parameters);
    parentPort.postMessage(null);
  } catch (error) {
    parentPort.postMessage(String(error));
  }
});
