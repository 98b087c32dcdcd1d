import { describe, expect, test } from 'vitest';
import { keyLimit } from '../../src/config/keyLimit.ts';
import { numberCells, readCell } from '../../src/crm/import/cell.ts';
import { dateReader } from '../../src/crm/import/dateFormat.ts';
import { numberFormatOf } from '../../src/crm/import/numberFormat.ts';

const read = (text: string, type: 'id' | 'text' | 'instant' | 'number' | 'boolean', format = '1234.5') =>
  readCell(
    text,
    { field: 'value', type, inKey: false, bound: 'end' },
    { date: dateReader(undefined), number: numberCells(numberFormatOf(format)) },
  );

describe('numbers', () => {
  test.each([
    ['0', 0],
    [' -12.50 ', -12.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e308', 1e308],
    ['1E-7', 1e-7],
  ])('%j', (text, expected) => {
    expect(read(text, 'number')).toBe(expected);
  });

  test.each([
    ['1.234,5', '1.234', 1234],
    ['1,234.5', '1,234', 1234],
    ['1 234,5 €', '12.345 €', null],
    ['1234,5%', '3,5 %', 3.5],
    ['1.234,5', '1.5', null],
  ])('written as %s: %j', (format, text, expected) => {
    expect(read(text, 'number', format)).toEqual(expected ?? { why: 'not-a-number', field: 'value', written: format });
  });

  test('zero has no sign, so that equal rows stay equal', () => {
    expect(Object.is(read('-0', 'number'), 0)).toBe(true);
  });

  test.each([
    'NaN',
    'inf',
    'Infinity',
    '-Infinity',
    '1e309',
    '1,5',
    '1 000',
    '0x10',
    '1_000',
    '١',
    '',
    '.',
    'e5',
    '$5',
  ])('refused: %j', (text) => {
    expect(read(text, 'number')).toEqual({ why: 'not-a-number', field: 'value' });
  });

  test('a million digits that are no number are refused without a search through them', () => {
    expect(read(`${'1'.repeat(1e6)}x`, 'number')).toEqual({ why: 'not-a-number', field: 'value' });
  });
});

test('booleans in any case', () => {
  for (const text of ['true', 'T', 'Yes', 'y', '1', ' TRUE ']) expect(read(text, 'boolean')).toBe(true);
  for (const text of ['false', 'F', 'No', 'n', '0']) expect(read(text, 'boolean')).toBe(false);
  for (const text of ['', '2', 'on', 'wahr', 'tru']) expect(read(text, 'boolean')).toHaveProperty('why');
});

test('texts and ids are kept as they are', () => {
  for (const text of [' 9007199254740993 ', '007', "'; DROP TABLE x; --", '<img onerror=1>', '\u202e\u2028', '👩‍💻']) {
    expect(read(text, 'id')).toBe(text);
    expect(read(text, 'text')).toBe(text);
  }
  expect(read('a\0b', 'text')).toEqual({ why: 'nul', field: 'value' });
});

test('ids are bounded by what an index can hold, in bytes', () => {
  expect(read('é'.repeat(keyLimit / 2), 'id')).toHaveLength(keyLimit / 2);
  expect(read('é'.repeat(keyLimit / 2 + 1), 'id')).toHaveProperty('why');
  expect(read('é'.repeat(keyLimit), 'text')).toHaveLength(keyLimit);
});
