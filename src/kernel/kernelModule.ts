import { readFileSync } from 'node:fs';
import { HandraiseError } from '../errors.ts';
import type { KernelExports } from './kernelExports.ts';
import { hashOfSources, sourcesFile } from './kernelSources.ts';
import type { WasmMemory, WasmModule } from './wasm.ts';

/** Memory that several threads may share, or that of one. */
export type KernelVariant = 'single' | 'threads';

const compiled = new Map<KernelVariant, WasmModule>();

/**
 * The compiled kernel, which `npm run build:kernel` makes of `assembly/`.
 *
 * Both `src/kernel` and `dist/kernel` reach the build by the same path.
 *
 * @throws HandraiseError `unexpected` when it was not built, or, in a checkout, from other sources than those that are there now: it would take what
 *   they hand it for something else.
 */
export function kernelModule(variant: KernelVariant): WasmModule {
  const known = compiled.get(variant);
  if (known) return known;
  const module = new WebAssembly.Module(builtKernel(variant));
  compiled.set(variant, module);
  return module;
}

function builtKernel(variant: KernelVariant): Buffer<ArrayBuffer> {
  const built = builtFile(new URL(`../../build/kernel/${variant}.wasm`, import.meta.url));
  const sources = hashOfSources();
  if (sources !== null && builtFile(sourcesFile).toString() !== sources)
    throw new HandraiseError(
      'unexpected',
      'the computing kernel was built from other sources than those of this checkout',
      {
        hint: 'npm run build:kernel',
      },
    );
  return built;
}

function builtFile(file: URL): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file);
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
