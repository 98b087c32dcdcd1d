import { describe, expect, it } from 'vitest';
import { draftSchema } from '../../src/flatFile/draftSchema.ts';
import { UnclearColumnsError } from '../../src/flatFile/unclearColumns.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { fc } from '../property/fastCheck.ts';
import { readColumn, readColumns, valuesOf } from './writtenColumn.ts';

describe('numbers', () => {
  it.each([
    ['plain ones', ['1.5', '-2e1', '+.5', '5.'], [1.5, -20, 0.5, 5]],
    ['thousands with commas', ['1,234', '5', '12,345.5'], [1234, 5, 12345.5]],
    ['thousands with points', ['1.234', '5', '12.345,5'], [1234, 5, 12345.5]],
    ['decimal commas', ['1,5', '0,25', '-3'], [1.5, 0.25, -3]],
    ['blanks', ['1 234', '1\u00a0234,5', '12\u202f345\u202f678'], [1234, 1234.5, 12345678]],
    ['apostrophes', ["1'234.5", '12’345', '7'], [1234.5, 12345, 7]],
    ['thousands with three digits before them', ['0', '0', '-100,000'], [0, 0, -100_000]],
    ['lakhs', ['1,23,456', '12,345', '12,34,56,789.5'], [123456, 12345, 123456789.5]],
    ['per cent', ['45.3%', '0.5 %', '100%'], [45.3, 0.5, 100]],
    ['euros', ['12,5 €', '€ 1.200,00', '7 EUR'], [12.5, 1200, 7]],
    ['dollars', ['$1,200', '-$5', '$-5', '($3.20)'], [1200, -5, -5, -3.2]],
    ['other currencies', ['CHF 1’200.50', 'Fr. 5'], [1200.5, 5]],
    ['krona', ['1 200 kr', '5 kr.'], [1200, 5]],
    ['a currency before the parentheses', ['€(63.12)', '€ (1,200.50)', '€5'], [-63.12, -1200.5, 5]],
    ['signs behind an apostrophe, as exports write them against formulas', ["'-0.02", "'+3", '1.5'], [-0.02, 3, 1.5]],
    ['signs of all kinds', ['(3.2)', '\u22124', '5-', '5\u2212', '-6'], [-3.2, -4, -5, -5, -6]],
    ['infinity and NaN, which are missing', ['inf', '-Infinity', 'NaN', '2', '3.5'], [null, null, null, 2, 3.5]],
  ])('%s', async (_, cells, expected) => {
    const read = await readColumn(cells, { separator: ';' });
    expect(valuesOf(read)).toEqual(expected);
    expect(read.reading.unreadable.cells).toBe(0);
  });

  it.each([
    ['codes that begin with 0', ['01234', '54321', '11111']],
    ['whole numbers that float64 would round', ['9007199254740993', '9007199254740995']],
    ['codes with an E between digits', ['12E5', '120E4', '1304', '7E300']],
    ['different units', ['12%', '0.12', '13%']],
    ['different currencies', ['$12', '12 €', '$13', '14 €']],
    ['hexadecimal', ['0x10', '0xFF']],
    ['truth values', ['TRUE', 'FALSE', 'TRUE']],
    ['parts of phone numbers', ['030 123456', '0171 1234567']],
    ['ranges', ['10-49', '50-99', '100-199']],
  ])('%s are no numbers', async (_, cells) => {
    expect(valuesOf(await readColumn(cells))).toEqual(cells);
  });

  it('with points, beside whole numbers below 10,000 that need none in Spanish, are asked for', async () => {
    await expect(readColumn(['185.613', '744', '1274', '13.134'], { separator: '\t' })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('1.234 may be 1234 or 1.234'),
    });
  });

  it('whose mark may be either are asked for, and can be settled or left out', async () => {
    const cells = ['1,234', '5,678'];
    await expect(readColumn(cells, { separator: ';' })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('1,234 may be 1234 or 1.234'),
      hint: expect.stringContaining('--type x=number:1,234.5 or --type x=number:1234,5'),
    });
    const settled = (type: string) => readColumn(cells, { separator: ';', types: { x: type } });
    expect(valuesOf(await settled('number:1,234.5'))).toEqual([1234, 5678]);
    expect(valuesOf(await settled('number:1234,5'))).toEqual([1.234, 5.678]);
    expect(valuesOf(await settled('category'))).toEqual(cells);
    expect(valuesOf(await readColumn(cells, { separator: ';', exclude: ['x'] }))).toEqual(cells);
  });

  it.each([
    ['the separator', { x: ['1,234', '5,678'] }, ',', 1234, 'separated by commas'],
    ['the separator, of points', { x: ['1.234', '5.678'] }, ',', 1.234, 'separated by commas'],
    ['smaller numbers without the mark', { x: ['1,234', '678'] }, ';', 1234, 'below 1,000'],
    ['smaller numbers without the point', { x: ['1.234', '678'] }, ';', 1234, 'below 1,000'],
    ['another column with decimal commas', { x: ['1,234', '5,678'], z: ['1,5', '2'] }, ';', 1.234, 'z has decimals'],
    ['another column with decimal points', { x: ['1,234', '5,678'], z: ['1.5', '2'] }, ';', 1234, 'z has decimals'],
    [
      'another column with decimal commas, of points',
      { x: ['1.234', '9.999'], z: ['1,5', '2'] },
      ';',
      1234,
      'z has decimals',
    ],
  ])('whose mark may be either are told by %s', async (_, columns, separator, first, because) => {
    const { x } = await readColumns(columns, { separator });
    expect(valuesOf(x!)[0]).toBe(first);
    expect(sentenceOf(x!.reading.because)).toContain(because);
  });

  it.each([
    ['decimals elsewhere and groups here', { x: ['1.234', '678'], z: ['1.5', '2'] }, ';'],
    ['the separator and groups here', { x: ['1.234', '678'] }, ','],
    ['two ways in one column', { x: ['1,234.5', '1.234,5', '1,234'] }, ','],
  ])('are asked for where %s contradict each other', async (_, columns, separator) => {
    await expect(readColumns(columns, { separator })).rejects.toMatchObject({ code: 'data' });
  });

  it('are asked for with what settles them, as data and as what to type', async () => {
    const refusal = await readColumns({ x: ['1.234', '678'] }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnclearColumnsError);
    const { columns, hint } = refusal as UnclearColumnsError;
    expect(columns).toMatchObject([{ name: 'x', problem: { why: 'mark-open', mark: '.' } }]);
    for (const type of columns[0]!.types) expect(hint).toContain(`--type x=${type}`);
  });

  it('that one slip contradicts stay what they are', async () => {
    const cells = [...Array.from({ length: 60 }, (_, i) => `${i + 1},${100 + i}`), '7', '12,5'];
    const read = await readColumn(cells);
    expect(valuesOf(read).slice(0, 2)).toEqual([1100, 2101]);
    expect(read.reading.unreadable).toEqual({ cells: 1, lines: [63], examples: ['12,5'] });
  });

  it('are counted where a few cells are none, and are none where many are', async () => {
    const numbers = Array.from({ length: 97 }, (_, i) => String(i / 4));
    const few = await readColumn([...numbers, '>20', '<1', '12 (est.)']);
    expect(few.reading).toMatchObject({
      type: 'number',
      because: { figures: { column: 'x', reasons: [{ why: 'fits', cells: 97, known: 100 }] } },
    });
    expect(few.reading.unreadable).toEqual({ cells: 3, lines: [99, 100, 101], examples: ['>20', '<1', '12 (est.)'] });
    const many = await readColumn([...numbers.slice(0, 20), ...numbers.slice(0, 20).map((cell) => `>${cell}`)]);
    expect(sentenceOf(many.reading.because)).toBe('only 20 of 40 cells are numbers');
    expect(sentenceOf(many.reading.doubt!)).toBe(
      'x: only 20 of 40 cells are numbers, so it is read as text; to read what fits: --type x=number',
    );
    const settled = await readColumn(['1', '2', '>3', '>4'], { types: { x: 'number' } });
    expect(valuesOf(settled)).toEqual([1, 2, null, null]);
    expect(settled.reading.unreadable.lines).toEqual([4, 5]);
  });

  it('of the second file are read as those of the first', async () => {
    const x = await readColumn(['1,234', '5'], {
      second: { x: ['7,000', '1.234,5', '8.5', ''] },
    });
    expect(valuesOf(x)).toEqual([1234, 5, 7000, null, 8.5, null]);
    expect(x.reading.unreadableInSecond).toEqual({ cells: 1, lines: [3], examples: ['1.234,5'] });
    expect(x.reading.unreadable.cells).toBe(0);
  });

  it('that are whole in a file without marks leave a point before three digits unread in a second file', async () => {
    const { x } = await readColumns({ x: ['1234', '567'] }, { separator: ';', second: { x: ['1.234', '2.5', '89'] } });
    expect(valuesOf(x!)).toEqual([1234, 567, null, 2.5, 89]);
    expect(x!.reading.unreadableInSecond.cells).toBe(1);
  });

  it('that are whole in a file without marks are drafted without any, and settled so still leave that point unread', async () => {
    const columns = { x: ['1234', '567'] };
    const { x } = await readColumns(columns, { separator: ';' });
    const uses: [] = [];
    const drafted = draftSchema(
      [x!.reading],
      { encoding: 'utf-8', delimiter: ';' },
      { uses },
      { group: undefined, daysUpTo: undefined },
    );
    expect(drafted.columns).toEqual({ x: 'number' });
    const settled = await readColumns(columns, {
      separator: ';',
      types: { x: 'number' },
      second: { x: ['1.234', '89'] },
    });
    expect(valuesOf(settled.x!)).toEqual([1234, 567, null, 89]);
    expect(settled.x!.reading.unreadableInSecond.cells).toBe(1);
  });

  it('that are whole have the decimal mark of the file, so that groups of a second file are not taken for decimals', async () => {
    const first = { x: ['5', '17'], z: ['1,5', '2,25'] };
    const second = { x: ['1.234', '2,5'], z: ['1', '2'] };
    const { x } = await readColumns(first, { separator: ';', second });
    expect(valuesOf(x!)).toEqual([5, 17, null, 2.5]);
    expect(x!.reading.unreadableInSecond).toEqual({ cells: 1, lines: [2], examples: ['1.234'] });
  });

  it('are refused where no cell is what it was said to be', async () => {
    await expect(readColumn(['a', 'b'], { types: { x: 'number' } })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('none of 2 cells is a number'),
    });
  });

  it.each([
    [{ y: 'number' }, /no column "y"/],
    [{ x: 'numbr' }, /no type/],
    [{ x: 'number:abc' }, /no number/],
    [{ x: 'number:1,234' }, /two ways/],
    [{ x: 'date:QQ' }, /not known/],
    [{ x: 'text:5' }, /no formats/],
  ])('cannot be settled by %j', async (types, message) => {
    await expect(readColumn(['1'], { types })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
    });
  });

  it('written in any country are read back, asked for, or said; never another number', async () => {
    const locales = [
      'en-US',
      'de-DE',
      'fr-FR',
      'de-CH',
      'sv-SE',
      'en-IN',
      'es-ES',
      'pl-PL',
      'pt-PT',
      'it-IT',
      'nl-NL',
      'nb-NO',
    ];
    const written = fc.record({
      locale: fc.constantFrom(...locales),
      grouping: fc.constantFrom('always', 'auto', false),
      digits: fc.integer({ min: 0, max: 4 }),
      fixed: fc.boolean(),
      style: fc.constantFrom('plain', 'percent', 'EUR', 'USD', 'accounting'),
      separator: fc.constantFrom(',', ';', '\t', '|'),
      whole: fc.array(fc.integer({ min: -50_000_000, max: 50_000_000 }), { minLength: 3, maxLength: 60 }),
      scale: fc.constantFrom(1, 100, 10_000),
    });
    let exact = 0;
    let said = 0;
    await fc.assert(
      fc.asyncProperty(written, async ({ locale, grouping, digits, fixed, style, separator, whole, scale }) => {
        const values = whole.map((value) => Number((value / scale / 10 ** digits).toFixed(digits)) + 0);
        const format = new Intl.NumberFormat(locale, {
          useGrouping: grouping as 'always',
          minimumFractionDigits: fixed ? digits : 0,
          maximumFractionDigits: digits,
          ...(style === 'percent' ? { style: 'unit', unit: 'percent' } : {}),
          ...(style === 'EUR' || style === 'USD' ? { style: 'currency', currency: style } : {}),
          ...(style === 'accounting' ? { style: 'currency', currency: 'USD', currencySign: 'accounting' } : {}),
        });
        try {
          const { kind, reading, ...column } = await readColumn(
            values.map((value) => format.format(value)),
            { separator },
          );
          if (kind === 'text') return;
          const read = valuesOf({ kind, reading, ...column });
          const isExact = read.every((value, at) => value === values[at]);
          if (isExact) exact++;
          // One mark and three digits after it in every cell that has one: what that means was said.
          else if (reading.because.figures.reasons.some(({ why }) => why === 'mark-settled')) said++;
          else expect(read).toEqual(values);
        } catch (error) {
          expect(error).toMatchObject({ code: 'data', hint: expect.stringContaining('--type') });
        }
      }),
      { numRuns: 200 },
    );
    expect(exact).toBeGreaterThan(100);
    expect(said).toBeLessThan(15);
  });
});
