import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

test('a heap that is full, here by the program itself, ends a command with 8 and one line, not with an abort', async () => {
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=12');
  onTestFinished(() => void vi.unstubAllEnvs());
  const ended = await handraise(['status'], { cwd: import.meta.dirname });
  expect(ended).toMatchObject({
    ...{ code: 8, signal: null, stdout: '' },
    stderr: expect.stringMatching(/^handraise: out of memory: the heap is full[^\n]*--max-old-space-size=8192\n$/),
  });
});

test('a schema file that would not fit into the heap is refused before it is parsed, and one that is none before it is read', async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const table = async (schema: string) => {
    await writeFile(join(folder, 'leads.csv'), 'id,won\n1,0\n2,1\n');
    return handraise(['table', 'leads.csv', '--label', 'won', '--id', 'id', '--schema', schema], { cwd: folder });
  };
  await writeFile(join(folder, 'large.json'), `{"columns":[${'{},'.repeat(8e6)}{}]}`);
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=100');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await table('large.json')).toMatchObject({
    ...{ code: 8, signal: null, stdout: '' },
    stderr: expect.stringMatching(
      /^handraise: \S+large\.json takes up to \d+ MiB of memory to read[^\n]*--max-old-space-size=8192\n$/,
    ),
  });
  const zeros = await table('/dev/zero');
  expect(zeros).toMatchObject({ code: 2, signal: null, stdout: '' });
  expect(zeros.stderr).toContain('/dev/zero is larger than 32 MiB');
});
