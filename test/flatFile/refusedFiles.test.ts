import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseBomb } from '../../src/crm/import/bomb.ts';
import { utf8Chunks } from '../../src/crm/import/utf8Chunks.ts';
import { openRecords } from '../../src/flatFile/openRecords.ts';
import { handraise } from '../cli/handraise.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(file: string): Promise<number> {
  let rows = 0;
  for await (const batch of (await openRecords(join(folder, file), {})).records) rows += batch.length;
  return rows;
}

describe('what is no file', () => {
  test.skipIf(process.platform === 'win32')('a pipe that nobody writes to is refused at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    await expect(read('pipe.csv')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('is a pipe or a device'),
      hint: expect.stringContaining('into a file first'),
    });
  });

  test('a folder is refused', async () => {
    await expect(openRecords(folder, {})).rejects.toMatchObject({ code: 'usage' });
  });

  test.skipIf(process.platform === 'win32')('standard input is refused in one line', async () => {
    expect(await handraise(['table', '/dev/stdin', '--label', 'won'], { cwd: folder })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/handraise: \/dev\/stdin is a pipe or a device[^\n]*\n$/),
    });
  });
});

describe('what unpacks to more than tables do', () => {
  test('a gzip bomb is refused once it is seen to be one', async () => {
    // Files packed by gzip may be put together as they are.
    const member = gzipSync('0,1\n'.repeat(2 ** 18));
    await writeFile(join(folder, 'bomb.csv.gz'), Buffer.concat(Array.from({ length: 300 }, () => member)));
    let bytes = 0;
    const unpack = async () => {
      for await (const chunk of utf8Chunks(join(folder, 'bomb.csv.gz'), undefined)) bytes += chunk.length;
    };
    await expect(unpack()).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('unpacks to more than 200 times its size and 256 MiB'),
    });
    expect(bytes).toBeLessThanOrEqual(256 * 2 ** 20);
    expect(bytes).toBeGreaterThan(255 * 2 ** 20);
  }, 30_000);

  test.each([
    [2 ** 20, 256 * 2 ** 20, false],
    [2 ** 20, 256 * 2 ** 20 + 1, true],
    [2 * 2 ** 20, 400 * 2 ** 20, false],
    [2 * 2 ** 20, 400 * 2 ** 20 + 1, true],
    [1024 ** 3, 100 * 1024 ** 3, false],
  ])('%i bytes that unpack to %i', (from, to, refused) => {
    const look = () => refuseBomb('x.gz', from, to);
    if (refused) expect(look).toThrow('unpack');
    else expect(look).not.toThrow();
  });
});
