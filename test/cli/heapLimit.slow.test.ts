import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

test('a heap that fills while a file is read ends the command with 8 and one line, not the process with an abort', async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row}${'x'.repeat(4000)},${row % 3 === 0 ? 1 : 0}`);
  await writeFile(join(folder, 'leads.csv'), `id,won\n${rows.join('\n')}\n`);
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=40');
  onTestFinished(() => void vi.unstubAllEnvs());
  const ended = await handraise(['table', 'leads.csv', '--label', 'won', '--id', 'id'], { cwd: folder });
  expect(ended).toMatchObject({ code: 8, signal: null, stdout: '' });
  expect(ended.stderr).toMatch(/^handraise: out of memory: the heap is full[^\n]*--max-old-space-size=8192\n$/m);
  expect(ended.stderr).not.toContain('FATAL');
}, 60_000);
