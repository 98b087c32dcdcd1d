import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { fc } from '../property/fastCheck.ts';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const copy: object = Object.create(null);
  for (const [key, item] of Object.entries(value).reverse())
    Object.defineProperty(copy, key, { value: reversed(item), enumerable: true });
  return copy;
}

describe('canonicalJson', () => {
  test('orders keys by code unit and writes no blanks', () => {
    const value = { b: 1, a: [true, null, 'x'], B: { é: 0.1, z: -1e21 }, '😀': 1, '\uffee': 2, 10: 3, 9: 4 };
    expect(canonicalJson(value)).toBe(
      '{"10":3,"9":4,"B":{"z":-1e+21,"é":0.1},"a":[true,null,"x"],"b":1,"😀":1,"\uffee":2}',
    );
  });

  test('reads back as the same value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  const cyclic: Record<string, unknown> = {};
  cyclic.self = [cyclic];
  test.each([
    ['NaN', { a: [1, Number.NaN] }, '$.a[1]'],
    ['Infinity', -Infinity, '$'],
    ['undefined', { a: undefined }, '$.a'],
    ['a hole', new Array(2), '$[0]'],
    ['bigint', [1n], '$[0]'],
    ['function', { f: () => 1 }, '$.f'],
    ['symbol', Symbol('s'), '$'],
    ['date', { d: new Date(0) }, '$.d'],
    ['map', new Map(), '$'],
    ['typed array', { v: Float64Array.of(1) }, '$.v'],
    ['cycle', cyclic, '$.self[0]'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(`${path} `);
  });

  test('takes the same object twice where neither contains the other', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });
});
