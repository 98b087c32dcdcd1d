import type { Address, MemoryPlan } from '../../kernel/kernelMemory.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';

/** Ids turned into bytes at a time. */
const chunk = 4096;

/** Bytes of a slot of the index. */
const slotBytes = 32;

/** Bytes that the kernel may read beyond an id. */
const slack = 8;

/** Where an index of ids lies in a kernel memory; `IdIndex` of the kernel says what is there. */
export interface IdPlaces {
  readonly ids: number;
  readonly slots: Address;
  readonly slotCount: number;
  readonly starts: Address;
  readonly arena: Address;
}

/** Plans the memory of an index. */
export function placeIds(plan: MemoryPlan, ids: readonly string[]): IdPlaces {
  const slotCount = 2 ** Math.ceil(Math.log2(2 * ids.length + 2));
  const bytes = ids.reduce((sum, id) => sum + Buffer.byteLength(id), slack);
  return {
    ids: ids.length,
    slots: plan.place(slotBytes * slotCount + slack, 64),
    slotCount,
    starts: plan.place(4 * (ids.length + 1)),
    arena: plan.place(bytes),
  };
}

/** Writes the ids as UTF-8, one behind the other. */
export function writeIds(memory: WasmMemory, places: IdPlaces, ids: readonly string[]): void {
  const starts = new Uint32Array(memory.buffer, places.starts, ids.length + 1);
  const arena = new Uint8Array(memory.buffer, places.arena);
  let at = 0;
  for (let from = 0; from < ids.length; from += chunk) {
    const some = ids.slice(from, from + chunk);
    arena.set(Buffer.from(some.join('')), at);
    for (let i = 0; i < some.length; i++) {
      starts[from + i] = at;
      at += Buffer.byteLength(some[i]!);
    }
  }
  starts[ids.length] = at;
}
