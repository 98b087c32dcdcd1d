import { describe, expect, test } from 'vitest';
import { dateReader } from '../../src/crm/import/dateFormat.ts';
import { HandraiseError } from '../../src/errors.ts';
import { fc } from '../property/fastCheck.ts';

describe('a declared format', () => {
  const read = dateReader('DD-MM-YYYY HH:mm');

  test('reads its parts in any order', () => {
    expect(read('22-04-2014 03:53')).toBe('2014-04-22 03:53:00.000000');
    expect(dateReader('MM/DD/YYYY')('4/1/2014')).toBe('2014-04-01');
    expect(dateReader('YYYYMMDDHHmmss')('20240229235958')).toBe('2024-02-29 23:59:58.000000');
    expect(dateReader('YYYY-MM-DDTHH:mm:ss.SSS')('2024-02-29T23:59:58.007')).toBe('2024-02-29 23:59:58.007000');
  });

  test.each([
    '31-02-2014 00:00',
    '29-02-2023 00:00',
    '29-02-1900 00:00',
    '00-01-2014 00:00',
    '01-13-2014 00:00',
    '01-01-2014 24:00',
    '01-01-2014 10:60',
    '01-01-0000 10:00',
    '01-01-14 10:00',
    '2014-01-01 10:00',
    '01-01-2014',
    '01-01-2014 10:00:00',
    '01-01-2014 10:00Z',
    '٠١-٠١-2014 10:00',
    '01--1-2014 10:00',
    '',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeNull();
  });

  test.each(['', 'DD-MM', 'YYYY-MM-DD YYYY', 'DD MMM YYYY', 'YYYY-MM-DD hh:mm', 'YYYY-MM-DD 24'])(
    'that is none is refused: %j',
    (format) => {
      expect(() => dateReader(format)).toThrow(HandraiseError);
    },
  );

  test('any date survives being written in it', () => {
    const days = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const [day = '', time = ''] = date.toISOString().split('T');
        const [year, month, dayOfMonth] = day.split('-');
        const written = `${dayOfMonth}.${month}.${year} ${time.slice(0, 12)}`;
        expect(dateReader('DD.MM.YYYY HH:mm:ss.SSS')(written)).toBe(`${day} ${time.slice(0, 12)}000`);
        expect(dateReader(undefined)(date.toISOString())).toBe(`${day} ${time.slice(0, 12)}000+00:00`);
        expect(dateReader('epoch-ms')(String(date.getTime()))).toBe(`${day} ${time.slice(0, 12)}000+00:00`);
      }),
    );
  });
});

describe('without a format, ISO 8601', () => {
  const read = dateReader(undefined);

  test.each([
    ['2024-03-31', '2024-03-31'],
    ['2024-03-31 02:30', '2024-03-31 02:30:00.000000'],
    ['2024-03-31T02:30:15.25', '2024-03-31 02:30:15.250000'],
    ['2024-03-31T02:30:15.123456789Z', '2024-03-31 02:30:15.123456+00:00'],
    ['2024-03-31 02:30:15+02', '2024-03-31 02:30:15.000000+02:00'],
    ['2024-03-31 02:30:15-0930', '2024-03-31 02:30:15.000000-09:30'],
    ['2024-03-31 02:30:15 +05:45', '2024-03-31 02:30:15.000000+05:45'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '2024-02-30',
    '2024-3-31',
    '31-03-2024',
    '2024-03-31T25:00',
    '2024-03-31T10:00+16:00',
    '2024-03-31T10:00 Europe/Berlin',
    '2024-03-31Z',
    '1398138810',
    'now',
    'infinity',
    'today',
    '2024-03-31\n',
  ])('refuses %j', (text) => {
    expect(read(text)).toBeNull();
  });
});

test('epochs count from 1970 UTC, before it too', () => {
  // date -u -d @1398138810
  expect(dateReader('epoch')('1398138810')).toBe('2014-04-22 03:53:30.000000+00:00');
  expect(dateReader('epoch')('1398138810.25')).toBe('2014-04-22 03:53:30.250000+00:00');
  expect(dateReader('epoch')('-0.000001')).toBe('1969-12-31 23:59:59.999999+00:00');
  expect(dateReader('epoch-ms')('1398138810001')).toBe('2014-04-22 03:53:30.001000+00:00');
  for (const text of ['', '1e9', '1,5', 'NaN', '99999999999999', '0x10', '1.'])
    expect(dateReader('epoch')(text)).toBeNull();
});

test('a million characters that are no date are refused without a search through them', () => {
  for (const hostile of ['0'.repeat(1e6), '2024-03-31T10:00:00.'.padEnd(1e6, '1'), ' '.repeat(1e6)])
    for (const format of [undefined, 'YYYY-MM-DD', 'epoch', 'epoch-ms']) expect(dateReader(format)(hostile)).toBeNull();
});
