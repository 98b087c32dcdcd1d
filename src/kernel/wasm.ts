/**
 * A memory of WebAssembly. Types of our own, since TypeScript has the interface only among the browser's declarations, which a consumer of
 * the package need not have.
 */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** @returns how many pages there were. */
  grow(pages: number): number;
}

/** A compiled module of WebAssembly. */
export type WasmModule = object;
