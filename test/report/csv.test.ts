import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvCell, csvRecord, rankingCsv } from '../../src/report/csv.ts';
import { printable } from '../../src/report/printable.ts';
import { fc } from '../property/fastCheck.ts';
import { hostileRankedAccountsReport } from './hostile.ts';
import { sampleRankedAccountsReport } from './sampleReports.ts';

describe('csvCell', () => {
  // The characters are those of OWASP's page on CSV injection.
  test.each(['=1+1', '+1', '-1+1', '@SUM(1)', '\tx', '\rx', '\nx', '＝1', '-', '+49 30 1'])(
    'makes text of %j',
    (text) => {
      expect(parse(csvRecord([text]))[0]![0]).toBe(`'${text}`);
    },
  );

  test.each(['-1', '-12.50', '-1e9', '-3.2E-4', '0', '1,5', 'a=b', ' =x', ''])('leaves %j as it is', (text) => {
    expect(parse(csvRecord([text, 'end']))[0]![0]).toBe(text);
  });

  // By OWASP's page, and by how a spreadsheet reads: it takes quotes for text in a cell that does not begin with one.
  test.each([
    ['Doe;=1+1', "Doe;'=1+1"],
    ['Doe\t@SUM(1)', "Doe\t'@SUM(1)"],
    ['Doe\r\n=1+1', "Doe\r\n'=1+1"],
    ['Doe;"=1+1"', 'Doe;"\'=1+1"'],
    ['=1;=2;-3', "'=1;'=2;'-3"],
    ['Doe; =1', 'Doe; =1'],
    ['a;b', 'a;b'],
  ])('makes text of %j by semicolons, too', (text, expected) => {
    expect(parse(csvRecord([text]))[0]![0]).toBe(expected);
  });

  test('has no cell that a formula could be in, whether commas, semicolons or tabs separate', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', ';', ',', '\t', '\r', '\n', '"', 'a', '1', ' '),
    });
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (texts) => {
        const record = csvRecord(['id', ...texts]);
        const byComma: string[][] = parse(record, { relax_column_count: true });
        // The worst that a reader by other marks could make of quotes: that they are text, or nothing.
        const byOthers = record.split(/[;\t\r\n]/).map((cell) => cell.replaceAll('"', ''));
        const cells = [...byComma.flat(), ...byOthers].filter((cell) => !/^-\d+$/.test(cell));
        expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('writes numbers plainly and nothing for what is none', () => {
    expect([csvCell(-1.5), csvCell(0.1), csvCell(Number.NaN), csvCell(Infinity), csvCell(null)]).toEqual([
      '-1.5',
      '0.1',
      '',
      '',
      '',
    ]);
  });

  test('gives back every text that needs no apostrophe, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (texts) => {
        const cells = parse(csvRecord(texts), { relax_column_count: true })[0]!;
        expect(cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''))).toEqual(
          texts.map((text) => printable(text).replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')),
        );
        expect(cells.every((cell) => !/^[=+@\t\r\n]/.test(cell))).toBe(true);
      }),
    );
  });
});

describe('rankingCsv', () => {
  const data = sampleRankedAccountsReport(30);
  const records = parse<Record<string, string>>(rankingCsv(data), { bom: true, columns: true });

  test('has a record per contact, in the order of the report', () => {
    expect(rankingCsv(data).charCodeAt(0)).toBe(0xfeff);
    expect(records).toHaveLength(data.contacts.length);
    expect([...new Set(records.map((record) => record.Account))]).toEqual(
      data.accounts.map(({ accountName }) => accountName),
    );
    const contact = data.contacts.find(({ accountId }) => accountId === data.accounts[0]!.accountId)!;
    expect(records[0]).toMatchObject({
      'Account rank': '1',
      Domain: data.accounts[0]!.domain,
      'Account tier': data.accounts[0]!.tier,
      Contact: contact.contactName,
      'Contact id': contact.contactId,
      'As of': '2026-03-01',
    });
    expect(Number(records[0]!['Contact probability'])).toBeCloseTo(contact.probability, 6);
  });

  test('keeps an account none of whose contacts is shown, and people without an account', () => {
    const alone = { ...data.contacts[0]!, accountId: null, accountName: null };
    const text = rankingCsv({ ...data, accounts: data.accounts.slice(0, 1), contacts: [alone] });
    const [account, person] = parse<Record<string, string>>(text, { bom: true, columns: true });
    expect(account).toMatchObject({ Account: data.accounts[0]!.accountName, Contact: '' });
    expect(person).toMatchObject({ Account: '', Contact: alone.contactName });
  });

  test('holds hostile names as text', () => {
    const cells = parse(rankingCsv(hostileRankedAccountsReport(data)), { bom: true }).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
    expect(cells).toContain('Smith, "Jo"\r\nand Sons');
  });
});
