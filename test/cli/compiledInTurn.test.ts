import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { bin } from './handraise.ts';
import { writeLeads } from './leads.ts';

test('what a command computes is optimised in turn, not beside the work', async () => {
  const folder = await temporaryFolder();
  try {
    await writeLeads(join(folder, 'leads.csv'), 400, 1);
    // V8 says of every function it optimises whether that happens on the thread that runs it (synchronous) or on another.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--trace-opt', bin, 'table', 'leads.csv', '--label', 'won'],
      { cwd: folder, maxBuffer: 2 ** 28 },
    );
    const ours = /compiling method \S+ <JSFunction (?:sigmoid|fitLogisticLine|standardise|newtonStep) .*mode: (\S+)\]/g;
    expect(new Set([...stdout.matchAll(ours)].map(([, mode]) => mode))).toEqual(
      new Set(['ConcurrencyMode::kSynchronous']),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
