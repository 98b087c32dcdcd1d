import { afterEach, describe, expect, it, vi } from 'vitest';
import { allocate, kernelBytes, MemoryPlan } from '../../src/kernel/kernelMemory.ts';
import { instantiate } from '../../src/kernel/kernelModule.ts';
import { withCrew } from '../../src/kernel/withCrew.ts';
import { trainingBytes } from '../../src/model/boosting/training/trainingRecord.ts';

describe('the kernel', () => {
  const kernel = instantiate('single', allocate('single', kernelBytes));

  it('keeps to the bytes that are its own', () => {
    expect(kernel.heapBase()).toBeLessThanOrEqual(kernelBytes);
  });
  it('has records of the size that TypeScript writes', () => {
    const sizes = [trainingBytes.training, trainingBytes.candidate, trainingBytes.leaf, trainingBytes.split];
    expect(sizes.map((_, which) => kernel.recordBytes(which))).toEqual(sizes);
  });
});

describe('a memory plan', () => {
  it('places arrays behind one another, aligned, and lets forks share what follows', () => {
    const plan = new MemoryPlan();
    const first = plan.place(3);
    const second = plan.place(8, 64);
    const [one, other] = [plan.fork(), plan.fork()];
    expect(first).toBeGreaterThanOrEqual(kernelBytes);
    expect(second % 64).toBe(0);
    expect(second).toBeGreaterThanOrEqual(first + 3);
    expect(one.place(100)).toBe(other.place(7));
    expect(one.bytes).toBeGreaterThan(other.bytes);
  });
  it('is refused where it exceeds what can be addressed', () => {
    for (const variant of ['single', 'threads'] as const)
      expect(() => allocate(variant, 2 ** 32 + 1)).toThrow(expect.objectContaining({ code: 'resource' }));
  });
});

describe('a crew', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const threadsOf = (threads: number) => withCrew({ threads, bytes: kernelBytes }, async (crew) => crew.threads);

  it('has as many threads as asked for', async () => {
    expect(await threadsOf(3)).toBe(3);
  });
  it('is the calling thread alone where memory cannot be shared', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    expect(await threadsOf(3)).toBe(1);
  });
  it('reports a failure of the kernel, and is of no use afterwards', async () => {
    for (const threads of [1, 2])
      await withCrew({ threads, bytes: kernelBytes }, async (crew) => {
        const beyond = 2 ** 31;
        await expect(crew.run('turnBins', beyond)).rejects.toMatchObject({ code: 'unexpected' });
        if (threads > 1) await expect(crew.run('turnBins', beyond)).rejects.toMatchObject({ code: 'unexpected' });
      });
  });
});
