import { describe, expect, it } from 'vitest';
import { placeholderDates } from '../../src/flatFile/placeholderDates.ts';

const instants = (...dates: readonly string[]) => Float64Array.from(dates, (date) => Date.parse(date) * 1000);
const found = (...dates: readonly string[]) => placeholderDates(instants(...dates), dates.length);

describe('a date that stands for none', () => {
  it.each([
    ['9999-12-31', ['2024-05-01', '2025-01-01']],
    ['2999-01-01', ['1999-05-01', '2025-01-01']],
    ['2099-12-31', ['2024-05-01', '2025-01-01']],
    ['1900-01-01', ['2024-05-01', '2025-01-01']],
    ['1900-01-01', ['1931-02-03', '2001-01-01']],
    ['1970-01-01', ['1999-05-01', '2025-01-01']],
    ['0001-01-01', ['1850-05-01', '1900-01-01']],
  ])('%s among %j is found', (day, others) => {
    expect(found(day, ...others, day)).toEqual({
      cells: 2,
      days: [day],
      values: Float64Array.of(Number.NaN, ...instants(...others), Number.NaN),
    });
  });

  it.each([
    ['1900-01-01', ['1899-02-03', '1931-01-01']],
    ['1970-01-01', ['1931-02-03', '2001-01-01']],
    ['1970-01-01', ['1974-02-03', '2001-01-01']],
    ['2100-01-01', ['2024-02-03', '2096-01-01']],
    ['1969-02-01', ['2001-01-01', '2002-01-01']],
    ['1970-01-02', ['2001-01-01', '2002-01-01']],
    ['1900-01-01', ['1910-01-01', '1960-01-01', '2020-01-01']],
    ['1900-01-01', ['1850-01-01', '1860-01-01']],
    ['9999-12-31', []],
  ])('%s among %j is a date', (day, others) => {
    expect(found(day, ...others)).toBeNull();
  });

  it('is found in any zone, and named by its day', () => {
    const { cells, days } = found(
      '1969-12-31T23:00:00Z',
      '1970-01-01T00:00:00Z',
      '1900-01-01T00:00:00Z',
      '2020-01-01',
    )!;
    expect([cells, days]).toEqual([3, ['1900-01-01', '1970-01-01']]);
  });

  it('is one of a few days: many far ahead are dates', () => {
    expect(found('2020-01-01', '2300-01-01', '2301-01-01', '2302-01-01', '2303-01-01')).toBeNull();
  });

  it('of a second file is judged by the dates of the first', () => {
    const values = instants('2020-01-01', '2021-01-01', '1900-01-01', '1902-01-01');
    expect(placeholderDates(values, 2)?.days).toEqual(['1900-01-01']);
  });
});
