import { describe, expect, it } from 'vitest';
import { monthOf } from '../../src/flatFile/reading/monthNames.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { fc } from '../property/fastCheck.ts';
import { readColumn, readColumns, valuesOf } from './writtenColumn.ts';

const day = 86_400_000_000;
const at = (...date: [number, number, number, ...number[]]) => Date.UTC(date[0], date[1] - 1, ...date.slice(2)) * 1000;

describe('dates', () => {
  it.each([
    ['ISO', ['2024-01-31', '2024-02-01T10:00:00Z'], [at(2024, 1, 31), at(2024, 2, 1, 10)], 'YYYY-MM-DD'],
    ['with offsets', ['2024-01-31 01:00:00+02:00'], [at(2024, 1, 30, 23)], 'YYYY-MM-DD'],
    ['with microseconds', ['2024-01-31 00:00:00.123456'], [at(2024, 1, 31) + 123_456], 'YYYY-MM-DD'],
    ['day first', ['13/02/2024', '01/02/2024'], [at(2024, 2, 13), at(2024, 2, 1)], 'DD/MM/YYYY'],
    ['month first', ['02/13/2024', '02/01/2024'], [at(2024, 2, 13), at(2024, 2, 1)], 'MM/DD/YYYY'],
    ['one digit', ['3.4.2024 9:05', '13.4.2024'], [at(2024, 4, 3, 9, 5), at(2024, 4, 13)], 'DD.MM.YYYY'],
    ['two-digit years', ['13.02.24', '01.03.69'], [at(2024, 2, 13), at(1969, 3, 1)], 'DD.MM.YY'],
    ['names of months', ['1 Jan 2024', '31 December 2023'], [at(2024, 1, 1), at(2023, 12, 31)], 'DD MMM YYYY'],
    [
      'other names',
      ['1. Januar 2024', '2 março 2024', '3 de febrero de 2024'],
      [at(2024, 1, 1), at(2024, 3, 2), at(2024, 2, 3)],
      'DD MMM YYYY',
    ],
    [
      'names first',
      ['Jan 2nd, 2024', 'Mon, Feb 5 2024 3:04 PM'],
      [at(2024, 1, 2), at(2024, 2, 5, 15, 4)],
      'MMM DD YYYY',
    ],
    ['names and short years', ['01-Feb-24'], [at(2024, 2, 1)], 'DD MMM YY'],
    ['no marks', ['20240131', '20231201'], [at(2024, 1, 31), at(2023, 12, 1)], 'YYYYMMDD'],
    [
      'noon and midnight',
      ['12/31/2024 12:00 AM', '12/31/2024 12:30 pm'],
      [at(2024, 12, 31), at(2024, 12, 31, 12, 30)],
      'MM/DD/YYYY',
    ],
  ])('%s', async (_, cells, expected, format) => {
    const read = await readColumn(cells);
    expect(valuesOf(read)).toEqual(expected);
    expect(read.reading).toMatchObject({ type: 'date', format });
    expect(read.reading.doubt).toBeUndefined();
  });

  it.each([
    ['an impossible month', ['13/13/2024', '14/14/2024']],
    ['versions', ['1.2.3', '1.10.2']],
    ['addresses', ['192.168.0.1', '10.0.0.7']],
    ['months alone', ['2024-01', '2024-02']],
    ['words that are no months', ['5 Foos 2024', '6 Bars 2024']],
  ])('%s are none', async (_, cells) => {
    expect(valuesOf(await readColumn(cells))).toEqual(cells);
  });

  it('of which neither day nor month is above 12 are told by the order of the file', async () => {
    const ascending = await readColumn(
      ['01/02/2024', '01/05/2024', '02/01/2024', '03/01/2024', '04/02/2024', '05/01/2024'],
      { time: 'x' },
    );
    expect(ascending.reading).toMatchObject({
      format: 'MM/DD/YYYY',
      because: { figures: { reasons: [{ why: 'fits' }, { why: 'order-of-file' }] } },
    });
    const descending = await readColumn(
      ['01/06/2024', '02/05/2024', '01/03/2024', '01/02/2024', '05/01/2024', '02/01/2024'],
      { time: 'x' },
    );
    expect(descending.reading.format).toBe('DD/MM/YYYY');
  });

  it('that are out of order are told by other columns', async () => {
    const { x } = await readColumns(
      { x: ['05/06/2024', '01/02/2024', '06/01/2024'], z: ['13/01/2024', '', ''] },
      { time: 'x' },
    );
    expect(x!.reading).toMatchObject({
      format: 'DD/MM/YYYY',
      because: { figures: { reasons: [{ why: 'fits' }, { why: 'other-columns' }] } },
    });
  });

  it('that nothing tells are said, and refused as the time until they are settled', async () => {
    const cells = ['05/06/2024', '01/02/2024', '06/01/2024'];
    const { doubt } = (await readColumn(cells)).reading;
    expect(doubt?.figures).toEqual({ column: 'x', doubt: { reason: { why: 'day-or-month' }, asText: false } });
    expect(sentenceOf(doubt!)).toBe('x: day and month cannot be told apart');
    await expect(readColumn(cells, { time: 'x' })).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining('--type x=date:DD/MM/YYYY or --type x=date:MM/DD/YYYY'),
    });
    const settled = await readColumn(cells, { time: 'x', types: { x: 'date:MM/DD/YYYY' } });
    expect(valuesOf(settled)[0]).toBe(at(2024, 5, 6));
  });

  it('that contradict each other are refused as the time', async () => {
    const cells = ['13/06/2024', '06/14/2024', '01/02/2024'];
    await expect(readColumn(cells, { time: 'x' })).rejects.toMatchObject({ code: 'data' });
  });

  it('are counted where a cell is none, with its line', async () => {
    const cells = [
      ...Array.from({ length: 19 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`),
      '0000-00-00',
      '',
    ];
    const read = await readColumn(cells);
    expect(read.reading.unreadable).toEqual({ cells: 1, lines: [21], examples: ['0000-00-00'] });
    expect(valuesOf(read).slice(-2)).toEqual([null, null]);
  });

  it.each([
    ['excel', ['45292', '45293.5'], [at(2024, 1, 1), at(2024, 1, 2, 12)]],
    ['epoch', ['1704067200', '1704153600'], [at(2024, 1, 1), at(2024, 1, 2)]],
    ['epoch-ms', ['1704067200000', '1704153600000'], [at(2024, 1, 1), at(2024, 1, 2)]],
  ])('as counts (%s) are numbers until they are settled, and that is said', async (format, cells, expected) => {
    const { created_at } = await readColumns({ created_at: cells });
    expect(created_at!.reading.type).toBe('number');
    expect(sentenceOf(created_at!.reading.doubt!)).toContain(`--type created_at=date:${format}`);
    const settled = await readColumns({ created_at: cells }, { types: { created_at: `date:${format}` } });
    expect(valuesOf(settled.created_at!)).toEqual(expected);
    expect((await readColumns({ visits: cells })).visits!.reading.doubt).toBeUndefined();
  });

  it('know the months as the Unicode CLDR names them in nine languages', () => {
    for (const locale of ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl'])
      for (const month of ['long', 'short'] as const)
        for (let at = 0; at < 12; at++)
          for (const options of [{ month }, { month, day: 'numeric', year: 'numeric' }] as const) {
            const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(
              Date.UTC(2024, at, 15),
            );
            const name = parts.find(({ type }) => type === 'month')!.value.replace(/\.$/, '');
            if (!/\d/.test(name)) expect([locale, name, monthOf(name)]).toEqual([locale, name, at + 1]);
          }
  });

  it('written in any country are read back, or said to be unclear; never another day', async () => {
    const locales = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-PT', 'nl-NL', 'sv-SE', 'pl-PL', 'en-CA'];
    const written = fc.record({
      locale: fc.constantFrom(...locales),
      dateStyle: fc.constantFrom('short', 'medium', 'long'),
      timeStyle: fc.constantFrom(undefined, 'short', 'medium'),
      sorted: fc.boolean(),
      // The first day of 1970 stands for no date where all others are years later.
      days: fc.array(fc.integer({ min: 1, max: 35_000 }), { minLength: 3, maxLength: 40 }),
    });
    let exact = 0;
    await fc.assert(
      fc.asyncProperty(written, async ({ locale, dateStyle, timeStyle, sorted, days }) => {
        const instants = (sorted ? days.toSorted((a, b) => a - b) : days).map((one) => one * day);
        const format = new Intl.DateTimeFormat(locale, {
          dateStyle: dateStyle as 'short',
          ...(timeStyle ? { timeStyle: timeStyle as 'short' } : {}),
          timeZone: 'UTC',
        });
        const cells = instants.map((instant) => format.format(instant / 1000));
        const read = await readColumn(cells, { separator: '|' });
        const { reasons } = read.reading.because.figures;
        if (read.kind === 'text' || reasons.some(({ why }) => why === 'day-or-month' || why === 'order-of-file'))
          return;
        expect(valuesOf(read)).toEqual(instants);
        exact++;
      }),
      { numRuns: 200 },
    );
    expect(exact).toBeGreaterThan(100);
  });
});
