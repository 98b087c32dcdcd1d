import { appendFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const refused = {
  code: 'unexpected',
  message: expect.stringContaining('other sources'),
  hint: 'npm run build:kernel',
};

test('a kernel that was built from other sources than those of the checkout is refused', async () => {
  expect(await load(1)).toBeInstanceOf(WebAssembly.Module);
  await appendFile(join(checkout, 'src/kernel/assembly/share.ts'), '\n');
  await expect(load(2)).rejects.toMatchObject(refused);
  await rm(join(checkout, 'build/kernel/sources.sha256'));
  await expect(load(3)).rejects.toMatchObject(refused);
});

test('in the package, which has no sources, it is taken as it is', async () => {
  await rm(join(checkout, 'src/kernel/assembly'), { recursive: true });
  expect(await load(4)).toBeInstanceOf(WebAssembly.Module);
});
