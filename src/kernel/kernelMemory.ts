import { HandraiseError } from '../errors.ts';
import type { KernelVariant } from './kernelModule.ts';
import type { WasmMemory } from './wasm.ts';

const pageBytes = 2 ** 16;
/** What 32-bit addresses reach. */
const mostPages = 2 ** 16;

/** Bytes at the start of a memory that belong to the kernel itself; see `heapBase` of the assembly. */
export const kernelBytes = 2 ** 16;

/** An address in a kernel memory. */
export type Address = number;

/** Places for arrays, one behind the other, planned before any memory is taken. */
export class MemoryPlan {
  #end: number;

  constructor(start = kernelBytes) {
    this.#end = start;
  }

  /** A plan that goes on where this one ends; places of both, made later, may share the same memory. */
  fork(): MemoryPlan {
    return new MemoryPlan(this.#end);
  }

  /** Reserves so many bytes; addresses are multiples of `alignment`, a power of two. */
  place(bytes: number, alignment = 16): Address {
    const start = Math.ceil(this.#end / alignment) * alignment;
    this.#end = start + bytes;
    return start;
  }

  /** Bytes up to the end of the last place. */
  get bytes(): number {
    return this.#end;
  }
}

/**
 * Zeroed memory for a kernel.
 *
 * @throws HandraiseError `resource` where so much can't be addressed or isn't there; nothing is taken then.
 */
export function allocate(variant: KernelVariant, bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / pageBytes);
  const hint = 'use fewer features, longer intervals between cutoffs, or a sample of the rows';
  if (pages > mostPages)
    throw new HandraiseError('resource', `the work takes ${mebibytes(bytes)}, more than a kernel can address`, {
      hint,
    });
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared: variant === 'threads' });
  } catch (cause) {
    throw new HandraiseError('resource', `${mebibytes(bytes)} of memory are not to be had`, { hint, cause });
  }
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
