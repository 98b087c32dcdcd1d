import { afterEach, describe, expect, test } from 'vitest';
import { calendarCutoffs, relativeCutoff } from '../../src/snapshot/cutoffs.ts';
import { at, days, population, program } from './handmade.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const grid = (
  cutoffs: Parameters<typeof program>[0] & object,
  history: { readonly first: string; readonly last: string | number },
): string[] => {
  const highWater = typeof history.last === 'number' ? history.last : at(history.last);
  const read = population({ contacts: [{ createdAt: at(history.first) }], highWater });
  return Array.from(calendarCutoffs(program(cutoffs), read), (date) => new Date(date / 1000).toISOString());
};

describe('the calendar grid', () => {
  test('months begin after the first fact plus the longest lookback and end at the high-water mark', () => {
    expect(
      grid({ cutoffs: { every: 'month' }, lookbackDays: [7, 90, 30] }, { first: '2024-01-02', last: '2024-07-01' }),
    ).toEqual([
      // 2024-01-02 plus 90 days is 2024-04-01.
      '2024-04-01T00:00:00.000Z',
      '2024-05-01T00:00:00.000Z',
      '2024-06-01T00:00:00.000Z',
      '2024-07-01T00:00:00.000Z',
    ]);
  });

  test('a microsecond decides on the first and the last date', () => {
    const months = (from: number, to: number) => {
      const read = population({ contacts: [{ createdAt: from }], firstFact: from, highWater: to });
      return calendarCutoffs(program({ lookbackDays: [30] }), read).length;
    };
    const first = at('2024-03-01') - days(30);
    expect(months(first, at('2024-05-01'))).toBe(3);
    expect(months(first + 1, at('2024-05-01'))).toBe(2);
    expect(months(first, at('2024-05-01') - 1)).toBe(2);
  });

  test('weeks begin on Mondays', () => {
    const weeks = grid(
      { cutoffs: { every: 'week', from: '2023-12-31' }, lookbackDays: [7] },
      { first: '2020-01-01', last: '2024-01-17' },
    );
    // 2024-01-01 was a Monday.
    expect(weeks).toEqual(['2024-01-01T00:00:00.000Z', '2024-01-08T00:00:00.000Z', '2024-01-15T00:00:00.000Z']);
  });

  test('weeks before 1970 begin on Mondays too', () => {
    const weeks = grid({ cutoffs: { every: 'week', from: '1969-07-15' } }, { first: '1969-01-01', last: '1969-07-30' });
    // 1969-07-21 was a Monday.
    expect(weeks).toEqual(['1969-07-21T00:00:00.000Z', '1969-07-28T00:00:00.000Z']);
  });

  test('quarters begin in January, April, July and October', () => {
    expect(
      grid({ cutoffs: { every: 'quarter', from: '2023-02-01' } }, { first: '2020-01-01', last: '2024-02-01' }),
    ).toEqual([
      '2023-04-01T00:00:00.000Z',
      '2023-07-01T00:00:00.000Z',
      '2023-10-01T00:00:00.000Z',
      '2024-01-01T00:00:00.000Z',
    ]);
  });

  test('from and to are both included, and to never passes the high-water mark', () => {
    const bounds = { every: 'month', from: '2024-02-01', to: '2024-04-01T00:00:00+00:00' } as const;
    const months = (last: string) => grid({ cutoffs: bounds }, { first: '2020-01-01', last });
    expect(months('2024-12-31')).toEqual([
      '2024-02-01T00:00:00.000Z',
      '2024-03-01T00:00:00.000Z',
      '2024-04-01T00:00:00.000Z',
    ]);
    expect(months('2024-03-31')).toHaveLength(2);
    const later = { every: 'month', from: '2024-02-01T00:00:00.000001Z' } as const;
    expect(grid({ cutoffs: later }, { first: '2020-01-01', last: '2024-03-01' })).toEqual(['2024-03-01T00:00:00.000Z']);
  });

  test('is empty when the history is shorter than the lookback', () => {
    expect(grid({ lookbackDays: [90] }, { first: '2024-01-01', last: '2024-02-15' })).toEqual([]);
  });

  test.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'is the same across daylight saving in %s',
    (name) => {
      process.env.TZ = name;
      const months = grid({ lookbackDays: [7] }, { first: '2011-09-15', last: '2012-12-31' });
      expect(months).toEqual([
        '2011-10-01T00:00:00.000Z',
        '2011-11-01T00:00:00.000Z',
        '2011-12-01T00:00:00.000Z',
        '2012-01-01T00:00:00.000Z',
        '2012-02-01T00:00:00.000Z',
        '2012-03-01T00:00:00.000Z',
        '2012-04-01T00:00:00.000Z',
        '2012-05-01T00:00:00.000Z',
        '2012-06-01T00:00:00.000Z',
        '2012-07-01T00:00:00.000Z',
        '2012-08-01T00:00:00.000Z',
        '2012-09-01T00:00:00.000Z',
        '2012-10-01T00:00:00.000Z',
        '2012-11-01T00:00:00.000Z',
        '2012-12-01T00:00:00.000Z',
      ]);
    },
  );
});

test('a day after creation is 24 hours, also when the clocks go forward', () => {
  process.env.TZ = 'America/New_York';
  expect(relativeCutoff(1, at('2024-03-10T01:30:00-05:00'))).toBe(at('2024-03-11T02:30:00-04:00'));
});

test('a program relative to creation has no calendar', () => {
  const read = population({ contacts: [{ createdAt: 0 }], highWater: 0 });
  expect(() => calendarCutoffs(program({ cutoffs: { daysAfterCreation: 14 } }), read)).toThrow(/no calendar/);
});
