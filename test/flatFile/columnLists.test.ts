import { execFileSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { excludeOption, namesInLists } from '../../src/flatFile/columnLists.ts';
import { shellWord } from '../../src/text/shellWord.ts';
import { fc } from '../property/fastCheck.ts';

/** Words as a POSIX shell splits a line, each ended by a NUL. */
const split = (line: string) => execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });

describe('namesInLists', () => {
  const names = ['a', 'b', 'price, net', 'price', 'x,y,z', 'y'];

  it.each([
    [['a,b'], ['a', 'b']],
    [[' a , b '], ['a', 'b']],
    [['price, net'], ['price, net']],
    [['a,price, net,b'], ['a', 'price, net', 'b']],
    [['x,y,z'], ['x,y,z']],
    [['x,y'], ['x', 'y']],
    [
      ['a', 'price'],
      ['a', 'price'],
    ],
    [['a,wrong'], ['a', 'wrong']],
  ])('%j names %j', (lists, expected) => {
    expect(namesInLists(lists, names)).toEqual(expected);
  });
});

test('a word is one word of a shell, whatever is in it', () => {
  const awkward = [
    '',
    "it's",
    '$HOME',
    '`id`',
    'a b',
    '*',
    '~',
    '#',
    'a\nb',
    '-x',
    '=x',
    '!',
    '"',
    '\\',
    'é',
    ';',
    '&&',
  ];
  expect(split(awkward.map(shellWord).join(' '))).toBe(awkward.map((word) => `${word}\0`).join(''));
});

test('what is suggested to leave out names those very columns when it is typed', () => {
  const name = fc
    .string({ minLength: 1, unit: fc.constantFrom(...'ab ,\'"$`\\*-é') })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), fc.uniqueArray(name), (left, others) => {
      const words = split(excludeOption(left, [...left, ...others]))
        .split('\0')
        .slice(0, -1);
      const lists = words.filter((_, at) => at % 2 === 1);
      expect(words.filter((_, at) => at % 2 === 0)).toEqual(lists.map(() => '--exclude'));
      expect(namesInLists(lists, [...left, ...others])).toEqual(left);
    }),
    { numRuns: 50 },
  );
});
