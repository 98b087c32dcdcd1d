import { describe, expect, it } from 'vitest';
import { machineOf } from '../../src/cli/machineOptions.ts';
import { parseMemorySize } from '../../src/cli/memorySize.ts';

describe('an amount of memory', () => {
  it.each([
    ['512MB', 512_000_000],
    ['512 mb', 512_000_000],
    ['2GiB', 2_147_483_648],
    ['1.5G', 1_610_612_736],
    ['64k', 65_536],
    ['1TB', 1_000_000_000_000],
    [' 3MiB ', 3_145_728],
  ])('%j is %d bytes', (text, bytes) => {
    expect(parseMemorySize(text)).toBe(bytes);
  });

  it.each([
    '',
    '512',
    'MB',
    '-1GB',
    '1e9',
    '1,5G',
    '0MB',
    '0.00001k',
    '1PB',
    '99999999999TB',
    '2 GiB more',
    '½G',
    'NaNG',
  ])('%j is none', (text) => {
    expect(() => parseMemorySize(text)).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('512MB') }),
    );
  });
});

describe('what of the machine a command may take', () => {
  it('is what it was told, and else the default', () => {
    expect(machineOf({})).toEqual({});
    expect(machineOf({ memory: '1GiB', threads: '64' })).toEqual({ memoryBudget: 2 ** 30, threads: 64 });
  });

  it.each(['0', '65', '1.5', 'two', '', '-1'])('is not %j threads', (threads) => {
    expect(() => machineOf({ threads })).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
