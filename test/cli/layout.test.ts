import { execFile, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyMark, layOut } from '../../src/cli/layout.ts';
import { plainTable } from '../../src/cli/plainTable.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { fc } from '../property/fastCheck.ts';
import { bin, handraise } from './handraise.ts';

const plain = { width: null, color: false };
const narrow = { width: 40, color: false };
const sentence = '! contact:lead_status is left out: it is declared stable, but it changes with the outcome';

describe('where there is no terminal', () => {
  test('a sentence stays one line, and a table is aligned however wide it is', () => {
    const table = plainTable(
      ['account', 'contacts', 'why'],
      [
        ['Fjord Foods', '12', 'x'.repeat(200)],
        ['A', '1,204', ''],
      ],
    );
    expect(layOut(`${sentence}\n${table}`, plain).split('\n')).toEqual([
      sentence,
      'account      contacts  why',
      `Fjord Foods        12  ${'x'.repeat(200)}`,
      'A               1,204',
    ]);
  });
});

describe('in a terminal', () => {
  test('a sentence wraps between words, below its text', () => {
    expect(layOut(sentence, narrow).split('\n')).toEqual([
      '! contact:lead_status is left out: it is',
      '  declared stable, but it changes with',
      '  the outcome',
    ]);
    expect(layOut('gates     passed row-security, inheritance, columns, contacts', narrow).split('\n')).toEqual([
      'gates     passed row-security,',
      '          inheritance, columns, contacts',
    ]);
  });

  test('the last column of a table wraps', () => {
    const table = plainTable(['account', 'why'], [['Fjord Foods', '3 pricing page visits in the last 30 days']]);
    expect(layOut(table, narrow).split('\n')).toEqual([
      'account      why',
      'Fjord Foods  3 pricing page visits in',
      '             the last 30 days',
    ]);
  });

  test('a table of too many columns is shown in parts, each with the first column', () => {
    const header = ['model', 'ROC AUC', 'log loss', 'slope', 'lift'];
    const row = ['boosting', '0.814 (0.766 to 0.858)', '0.0859', '0.92 (0.75 to 1.10)', '4.10'];
    expect(layOut(plainTable(header, [row]), narrow).split('\n')).toEqual([
      'model     ROC AUC',
      'boosting  0.814 (0.766 to 0.858)',
      '',
      'model     log loss  slope',
      'boosting    0.0859  0.92 (0.75 to 1.10)',
      '',
      'model     lift',
      'boosting  4.10',
    ]);
  });

  test('what is to be copied is never wrapped', () => {
    const statement = `SELECT '${'two words '.repeat(20)}'`;
    expect(layOut(copyMark + statement, narrow)).toBe(statement);
  });

  test('no line is wider, and no word is lost, whatever the text', () => {
    const word = fc.stringMatching(/^[a-zæ0-9.,%−]{1,12}$/);
    const line = fc.tuple(fc.constantFrom('', '! ', '· ', '  '), fc.array(word, { minLength: 1, maxLength: 60 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.integer({ min: 20, max: 100 }), (lines, width) => {
        const text = lines.map(([mark, words]) => mark + words.join(' ')).join('\n');
        const laid = layOut(text, { width, color: false });
        for (const one of laid.split('\n')) expect([...one].length).toBeLessThanOrEqual(width);
        expect(laid.split(/\s+/)).toEqual(text.split(/\s+/));
      }),
    );
  });

  test('marks have colours where they are wanted, and the words none', () => {
    const laid = layOut(`${sentence}\n✓ passes\nplain`, { width: null, color: true });
    expect(stripVTControlCharacters(laid)).toBe(`${sentence}\n✓ passes\nplain`);
    expect(laid.startsWith('\u001b[33m!\u001b[39m contact')).toBe(true);
    expect(laid.split('\n')[2]).toBe('plain');
  });
});

describe('the command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const rows = Array.from({ length: 600 }, (_, row) => `${row % 7},${(row * 617) % 599},${row % 2}`);
    await writeFile(join(folder, 'leads.csv'), `opens,visits,won\n${rows.join('\n')}\n`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
  ])('with %o has colours on no terminal: %s', async (given, colored) => {
    const env = { NO_COLOR: '', FORCE_COLOR: '', ...given };
    const help = await handraise(['status', '--help'], { cwd: folder, env });
    const failed = await handraise(['status'], { cwd: folder, env });
    for (const text of [help.stdout, failed.stderr]) expect(text.includes('\u001b[')).toBe(colored);
    expect(stripVTControlCharacters(failed.stderr)).toMatch(/^handraise: [^\n]+\n$/);
  });

  test.runIf(spawnSync('script', ['--version']).status === 0)(
    'keeps to the width of a terminal, and to NO_COLOR',
    async () => {
      const command = `stty cols 70; env -u FORCE_COLOR NO_COLOR=1 '${process.execPath}' '${bin}' table leads.csv --label won 2>/dev/null`;
      const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], { cwd: folder }).catch(
        (error: { stdout: string }) => error,
      );
      const result = stdout.slice(stdout.indexOf('column  '));
      expect(result).toContain('validation log loss');
      expect(result).not.toContain('\u001b');
      for (const line of result.split('\r\n')) expect(line.length, line).toBeLessThanOrEqual(70);
    },
  );
});
