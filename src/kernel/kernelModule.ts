import { existsSync, readFileSync } from 'node:fs';
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
  const built = readBuild(variant);
  const sources = hashOfSources();
  if (sources !== null && sourcesOfBuild() !== sources)
    throw new HandraiseError(
      'unexpected',
      'the computing kernel was built from other sources than those of this checkout',
      {
        hint: 'npm run build:kernel',
      },
    );
  return built;
}

function readBuild(variant: KernelVariant): Buffer<ArrayBuffer> {
  try {
    return readFileSync(new URL(`../../build/kernel/${variant}.wasm`, import.meta.url));
  } catch (cause) {
    throw new HandraiseError('unexpected', 'the computing kernel of this installation is missing', {
      hint: 'npm run build:kernel',
      cause,
    });
  }
}

/** A build that does not say what it was made of is older than what says so. */
function sourcesOfBuild(): string | null {
  return existsSync(sourcesFile) ? readFileSync(sourcesFile, 'utf8') : null;
}

/** The kernel at work on a memory, on the calling thread. */
export function instantiate(variant: KernelVariant, memory: WasmMemory): KernelExports {
  const instance = new WebAssembly.Instance(kernelModule(variant), { env: { memory } });
  return instance.exports as unknown as KernelExports;
}
