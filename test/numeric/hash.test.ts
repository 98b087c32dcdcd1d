import { describe, expect, test } from 'vitest';
import { hash32, sha256Hex } from '../../src/numeric/hash.ts';
import { readGolden } from '../golden/readGolden.ts';

const golden = readGolden<{ hash32: [string, number, number][]; sha256: [string, string][] }>('metrics_numeric');

describe('hashes', () => {
  test.each(golden.hash32)('hash32(%j, %d) as sklearn.utils.murmurhash3_32', (text, seed, expected) => {
    expect(hash32(text, seed)).toBe(expected);
  });

  test('hash32 has the seed 0 unless told otherwise', () => {
    expect(hash32('hello')).toBe(golden.hash32.find(([text, seed]) => text === 'hello' && seed === 0)![2]);
  });

  test.each(golden.sha256)('sha256Hex(%j) as hashlib', (text, expected) => {
    expect(sha256Hex(text)).toBe(expected);
    expect(sha256Hex(new TextEncoder().encode(text))).toBe(expected);
  });
});
