import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  chanceText,
  counted,
  day,
  dayOfInstant,
  decimal,
  expected,
  integer,
  percent,
  probabilityText,
  times,
} from '../../src/text/format.ts';

describe('numbers', () => {
  test('are grouped and rounded the same everywhere', () => {
    expect(integer(1234567)).toBe('1,234,567');
    expect(integer(999)).toBe('999');
    expect(decimal(1234.5, 2)).toBe('1,234.50');
    expect(decimal(-1234.5, 1)).toBe('−1,234.5');
    expect(decimal(-0.001, 2)).toBe('0.00');
    expect(percent(0.12345, 1)).toBe('12.3%');
    expect(times(4.25)).toBe('4.3×');
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(2000, 'row')).toBe('2,000 rows');
  });

  test.each([Number.NaN, Infinity, -Infinity])('that are %s are a dash', (value) => {
    for (const show of [
      integer,
      probabilityText,
      expected,
      times,
      (x: number) => percent(x, 1),
      (x: number) => decimal(x, 3),
    ])
      expect(show(value)).toBe('–');
  });

  test('that are probabilities read as a person says them', () => {
    expect(probabilityText(0.311)).toBe('31%');
    expect(probabilityText(0.0344)).toBe('3.4%');
    expect(probabilityText(0.0996)).toBe('10%');
    expect(probabilityText(0.0004)).toBe('<0.1%');
    expect(probabilityText(0.9951)).toBe('>99%');
    expect([probabilityText(0), probabilityText(1)]).toEqual(['0.0%', '100%']);
    expect([expected(0.04), expected(0.06), expected(9.94), expected(9.96), expected(1234.5)]).toEqual([
      '<0.1',
      '0.1',
      '9.9',
      '10',
      '1,235',
    ]);
  });
});

describe('days', () => {
  test('are those of UTC', () => {
    expect(day('2026-03-01T00:00:00Z')).toBe('1\u00a0March\u00a02026');
    expect(day('2026-03-01T01:30:00+02:00')).toBe('28\u00a0February\u00a02026');
    expect(day('2026-12-31')).toBe('31\u00a0December\u00a02026');
    expect(dayOfInstant(Date.UTC(2026, 2, 1) * 1000)).toBe('1\u00a0March\u00a02026');
  });

  test('that are none are shown as they are', () => {
    expect(day('soon')).toBe('soon');
    expect(day('')).toBe('–');
    expect(dayOfInstant(Number.NaN)).toBe('–');
    expect(dayOfInstant(Infinity)).toBe('–');
  });
});

test('what the terminal and the sentences say of numbers is written here, with one minus and one comma', () => {
  const root = join(import.meta.dirname, '../../src');
  const files = globSync('{cli,wording}/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(50);
  const own = files.filter((file) =>
    /\.to(Fixed|LocaleString|Precision)\(/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(own).toEqual([]);
});

test.each([
  [0.98, 'more than 9 in 10'],
  [0.9, 'about 9 in 10'],
  [0.75, 'about 3 in 4'],
  [0.66, 'about 2 in 3'],
  [0.61, 'about 3 in 5'],
  [0.5, 'about 1 in 2'],
  [0.41, 'about 2 in 5'],
  [0.26, 'about 1 in 4'],
  [0.1, 'about 1 in 10'],
  [0.062, 'about 1 in 16'],
  [0.028, 'about 1 in 35'],
  [0.0051, 'about 1 in 200'],
  [0.0009, 'less than 1 in 1,000'],
  [0, 'less than 1 in 1,000'],
  [Number.NaN, '–'],
])('the chance %d is %s', (probability, text) => {
  expect(chanceText(probability)).toBe(text);
});

test('a chance in words is never further from the probability than a quarter of it', () => {
  for (let i = 1; i <= 9_500; i++) {
    const probability = i / 10_000;
    if (probability < 0.001) continue;
    const [, k, n] = /^about (\d+) in ([\d,]+)$/.exec(chanceText(probability)) ?? [];
    if (k === undefined) continue;
    const said = Number(k) / Number(n!.replaceAll(',', ''));
    expect(Math.abs(said - probability) / probability, chanceText(probability)).toBeLessThan(0.25);
  }
});
