import type { WasmMemory } from '../../kernel/wasm.ts';
import type { SweepLayout } from './sweepLayout.ts';

/** Where events are folded, and what is heard of it. */
export interface FoldTarget {
  readonly memory: WasmMemory;
  readonly layout: SweepLayout;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the number of events read so far. */
  readonly onProgress?: ((events: number) => void) | undefined;
}
