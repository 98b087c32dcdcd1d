import { appendFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HandraiseError } from '../../src/errors.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';

const root = join(import.meta.dirname, '../..');
let checkout: string;
beforeAll(async () => {
  checkout = await temporaryFolder();
  for (const part of ['src/kernel', 'src/errors.ts', 'build/kernel', 'package.json'])
    await cp(join(root, part), join(checkout, part), { recursive: true });
});
afterAll(() => rm(checkout, { recursive: true, force: true }));

/** Loads the kernel of the checkout, afresh. */
async function load(attempt: number) {
  const { kernelModule } = await import(`${join(checkout, 'src/kernel/kernelModule.ts')}?${attempt}`);
  return kernelModule('single');
}

test('a kernel that was built from other sources than those of the checkout is refused', async () => {
  expect(await load(1)).toBeInstanceOf(WebAssembly.Module);
  await appendFile(join(checkout, 'src/kernel/assembly/share.ts'), '\n');
  const failure = await load(2).catch((error: HandraiseError) => error);
  expect(failure).toMatchObject({ code: 'unexpected', hint: 'npm run build:kernel' });
  expect((failure as HandraiseError).message).toContain('other sources');
});

test('in the package, which has no sources, it is taken as it is', async () => {
  await rm(join(checkout, 'src/kernel/assembly'), { recursive: true });
  expect(await load(3)).toBeInstanceOf(WebAssembly.Module);
});
