import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics, metricsOfBest } from '../../src/evaluation/metrics/metrics.ts';
import { importsOf, layerOf, layers, sourceFiles } from '../architecture/importWalk.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../src', file), 'utf8');

/** Pieces of English in string and template literals: eight words or more. */
function proseOf(text: string): readonly string[] {
  const literals = text.matchAll(/'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|`((?:[^`\\]|\\.)+)`/g);
  return [...literals]
    .flatMap(([, single, double, template]) => (single ?? double ?? template ?? '').split(/\$\{[^}]*\}/))
    .map((piece) => piece.trim())
    .filter((piece) => piece.split(/\s+/).length >= 8);
}

/** Other people's messages, which come without a code that would tell: V8's, Postgres', a driver's, a library's. */
const foreign: ReadonlySet<string> = new Set([
  ...['cli/failure.ts', 'database/connection.ts', 'database/failure.ts', 'flatFile/workbook.ts'],
  // Whether a file is named by a message already.
  'crm/import/inFile.ts',
]);

/** What failures advise, which are no notices, where a notice advises the same. */
const ofErrors: ReadonlySet<string> = new Set(['config/keyLimit.ts']);

/** Records, which say of a rule what it rests on, as a metric says what it means. */
const records: ReadonlySet<string> = new Set(['crm/machine/machineRules.ts']);

describe('the sentences of notices', () => {
  it('stand in wording/ alone', () => {
    const others = sourceFiles().filter((file) => layerOf(file) !== 'wording');
    const texts = others.filter((file) => !ofErrors.has(file)).map((file) => [file, proseOf(read(file))] as const);
    const pieces = sourceFiles()
      .filter((file) => layerOf(file) === 'wording')
      .flatMap((file) => proseOf(read(file)));
    expect(pieces.length).toBeGreaterThan(200);
    const found = pieces.flatMap((piece) =>
      texts.flatMap(([file, text]) => (text.some((other) => other.includes(piece)) ? [`${file}: ${piece}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('are out of reach of whatever makes notices', () => {
    const order = (layer: string) => (layers as readonly string[]).indexOf(layer);
    const makers = sourceFiles().filter((file) => order(layerOf(file)) < order('wording'));
    const reaching = makers.filter((file) => importsOf(file).some(({ to }) => to.startsWith('wording/')));
    expect(makers.length).toBeGreaterThan(500);
    expect(reaching).toEqual([]);
  });

  it('are made of data: what says why is a code, never words', () => {
    const order = (layer: string) => (layers as readonly string[]).indexOf(layer);
    const makers = sourceFiles().filter((file) => order(layerOf(file)) < order('wording') && !records.has(file));
    expect(makers.length).toBeGreaterThan(500);
    const words = /^\s*(?:readonly )?(?:because|remark|doubt|why|problem): (?:string\b|['"`][^'"`]*\s)/m;
    const lists = /\b(?:problems|findings|leftOut|warnings|remarks|doubts)\??: (?:readonly )?string\[\]/;
    expect(makers.filter((file) => words.test(read(file)) || lists.test(read(file)))).toEqual([]);
    expect(words.test("  why: 'the time was over',")).toBe(true);
    expect(words.test('  readonly because: string;')).toBe(true);
    expect(lists.test('  readonly leftOut?: readonly string[];')).toBe(true);
    expect(lists.test('  const problems: string[] = [];')).toBe(true);
  });

  it('name a metric as its record does: no head of a table repeats its title', () => {
    const titles = [...metrics, ...metricsOfBest].flatMap(({ title, ...of }) =>
      'short' in of ? [title, of.short] : [title],
    );
    const head = new RegExp(
      `(?:label|unit|name): ['"\`](?:${titles.join('|')})\\b|^\\s*\\[?['"\`](?:${titles.join('|')})['"\`],`,
      'im',
    );
    const tables = sourceFiles().filter((file) => layerOf(file) === 'report' || layerOf(file) === 'cli');
    expect(tables.length).toBeGreaterThan(100);
    expect(tables.filter((file) => head.test(read(file)))).toEqual([]);
    expect(head.test("      { label: 'ROC AUC', number: true },")).toBe(true);
  });

  it('decide nothing: no code looks for words in a sentence, a reason, a warning or a message', () => {
    const said = String.raw`(?:\w*[sS]entences?|\w*[wW]arnings?|\w*[rR]easons?|\w*[rR]emarks?|\w*[pP]roblem|\w*[mM]essage)`;
    const looks = new RegExp(
      String.raw`\b${said}!?\??\.(?:startsWith|endsWith|includes|indexOf|match|search)\(\s*['"/\x60]|\/[a-z]*\.(?:test|exec)\((?:\w+\??\.)*${said}\)`,
    );
    const found = sourceFiles().filter((file) => !foreign.has(file) && looks.test(read(file)));
    expect(found).toEqual([]);
    expect(looks.test("warning.startsWith('Without the columns')")).toBe(true);
    expect(looks.test('/outcome|configuration/.test(reason)')).toBe(true);
  });
});
