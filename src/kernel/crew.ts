import type { CrewFunction } from './kernelExports.ts';
import type { WasmMemory } from './wasm.ts';

/** Threads that run the same kernel functions at the same time on one memory. */
export interface Crew {
  readonly threads: number;
  readonly memory: WasmMemory;
  /**
   * Calls `name(thread, threads, ...parameters)` on every thread; resolves once all have returned.
   *
   * @throws HandraiseError `interrupted` on abort, `resource` when a thread died, `unexpected` when the kernel failed; the
   *   crew is of no use afterwards.
   */
  run(name: CrewFunction, ...parameters: number[]): Promise<void>;
}
