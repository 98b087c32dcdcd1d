import { readFileSync } from 'node:fs';
import { HandraiseError } from '../errors.ts';
import type { KernelExports } from './kernelExports.ts';
import type { WasmMemory, WasmModule } from './wasm.ts';

/** Memory that several threads may share, or that of one. */
export type KernelVariant = 'single' | 'threads';

const compiled = new Map<KernelVariant, WasmModule>();

/**
 * The compiled kernel, which `npm run build:kernel` makes of `assembly/`.
 *
 * Both `src/kernel` and `dist/kernel` reach the build by the same path.
 *
 * @throws HandraiseError `unexpected` when it was not built.
 */
export function kernelModule(variant: KernelVariant): WasmModule {
  const known = compiled.get(variant);
  if (known) return known;
  const module = new WebAssembly.Module(kernelBytes(variant));
  compiled.set(variant, module);
  return module;
}

function kernelBytes(variant: KernelVariant): Buffer<ArrayBuffer> {
  try {
    return readFileSync(new URL(`../../build/kernel/${variant}.wasm`, import.meta.url));
  } catch (cause) {
    throw new HandraiseError('unexpected', 'the computing kernel of this installation is missing', {
      hint: 'npm run build:kernel',
      cause,
    });
  }
}

/** The kernel at work on a memory, on the calling thread. */
export function instantiate(variant: KernelVariant, memory: WasmMemory): KernelExports {
  const instance = new WebAssembly.Instance(kernelModule(variant), { env: { memory } });
  return instance.exports as unknown as KernelExports;
}
