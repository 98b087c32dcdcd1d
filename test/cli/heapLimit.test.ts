import { expect, onTestFinished, test, vi } from 'vitest';
import { handraise } from './handraise.ts';

test('a heap that is full, here by the program itself, ends a command with 8 and one line, not with an abort', async () => {
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=16');
  onTestFinished(() => void vi.unstubAllEnvs());
  const ended = await handraise(['status'], { cwd: import.meta.dirname });
  expect(ended).toMatchObject({
    ...{ code: 8, signal: null, stdout: '' },
    stderr: expect.stringMatching(/^handraise: out of memory: the heap is full[^\n]*--max-old-space-size=8192\n$/),
  });
});
