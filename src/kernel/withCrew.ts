import { setImmediate } from 'node:timers/promises';
import { HandraiseError } from '../errors.ts';
import { cancelled } from './cancelled.ts';
import type { Crew } from './crew.ts';
import { allocate } from './kernelMemory.ts';
import { instantiate } from './kernelModule.ts';
import { workerCrew } from './workerCrew.ts';

export interface CrewOptions {
  /** 1 works on the calling thread, and gives way to other work between two calls. */
  readonly threads: number;
  /** Size of the memory, zeroed at first. */
  readonly bytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lends a crew to `work`; its threads have ended and its memory is free when the promise settles, however it does.
 *
 * Where a process can't have several threads, one does the same work.
 *
 * @throws HandraiseError `resource` when the memory is not to be had; whatever `work` throws.
 */
export async function withCrew<T>(options: CrewOptions, work: (crew: Crew) => Promise<T>): Promise<T> {
  const { threads, bytes, signal } = options;
  if (signal?.aborted) throw cancelled(signal);
  if (threads === 1 || !mayHaveThreads()) return work(inlineCrew(bytes, signal));
  const crew = workerCrew(threads, allocate('threads', bytes), signal);
  try {
    return await work(crew);
  } finally {
    await crew.end();
  }
}

/** Threads need memory that they can share, and leave to start where Node's permissions are in force. */
function mayHaveThreads(): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && process.permission?.has('worker') !== false;
}

function inlineCrew(bytes: number, signal: AbortSignal | undefined): Crew {
  const memory = allocate('single', bytes);
  const kernel = instantiate('single', memory);
  return {
    threads: 1,
    memory,
    async run(name, ...parameters) {
      if (signal?.aborted) throw cancelled(signal);
      try {
        (kernel[name] as (...all: number[]) => void)(0, 1, ...parameters);
      } catch (cause) {
        throw new HandraiseError('unexpected', `the kernel failed in ${name}`, { cause });
      }
      await setImmediate();
    },
  };
}
