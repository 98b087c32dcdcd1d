import { describe, expect, test } from 'vitest';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import type { CardBlock, ModelCard } from '../../src/report/modelCard/card.ts';
import { modelCardHtml } from '../../src/report/modelCard/html.ts';
import { modelCardMarkdown } from '../../src/report/modelCard/markdown.ts';
import { markdownCode, markdownText } from '../../src/report/modelCard/markdownText.ts';
import { modelCard } from '../../src/report/modelCard.ts';
import { auditText } from '../../src/wording/auditText.ts';
import { askedAndMeasured, sentenceOf } from '../../src/wording/sentenceOf.ts';
import { fc } from '../property/fastCheck.ts';
import { hostileCalibrationReport, hostileTexts } from './hostile.ts';
import { sampleCalibrationReport } from './sampleCalibration.ts';
import { sampleModelCard } from './sampleModelCard.ts';
import { textOf } from './textOf.ts';

const data = sampleModelCard();
const card = modelCard(data);
const markdown = modelCardMarkdown(card);

const markdownHostile = [
  'a | b \\| c',
  '`code` ``|``',
  '[x](javascript:1)',
  '![i](http://x/y.png)',
  '# head',
  '- item',
];
const supplied = [
  ...hostileTexts,
  ...markdownHostile,
  '1. one',
  '\n| a |\n|---|',
  '~~~',
  '```\nfence',
  '***',
  '&lt;b&gt;',
];
let next = 0;
const hostile = modelCard(
  sampleModelCard(hostileCalibrationReport(sampleCalibrationReport()), () => supplied[next++ % supplied.length]!),
);

const section = (of: ModelCard, id: string) => of.sections.find((section) => section.id === id)!;
const tables = (of: ModelCard) =>
  of.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table')) as Extract<
    CardBlock,
    { kind: 'table' }
  >[];

/** The cells of a line of a Markdown table, by the rule that a bar counts unless an odd number of backslashes is before it. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (const [piece] of line.slice(1, -1).matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (piece === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += piece;
  }
  return [...cells, cell.trim()];
}

/** What a reader sees of inline Markdown in which nothing but backslashes and whole code spans is markup. */
function shown(cell: string): string {
  return /^`[^`]*`$/.test(cell) ? cell.slice(1, -1) : cell.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

describe('a model card', () => {
  test('answers, in order, what a reader of it asks', () => {
    expect(card.sections.map(({ id }) => id)).toEqual([
      ...['purpose', 'population', 'data', 'features', 'metrics', 'segments'],
      ...['calibration', 'limits', 'lineage', 'reproduce'],
    ]);
  });

  test.each([
    ['Markdown', markdown.replaceAll('\\', '').replaceAll('`', '')],
    ['HTML', textOf(modelCardHtml(card))],
  ])('holds as %s what the model was made from and what came of it', (_form, text) => {
    const { artefact, findings, registered } = data;
    for (const part of [data.modelId, artefact.configHash, artefact.dataFingerprint, artefact.codeVersion])
      expect(text).toContain(part);
    expect(text).toContain(registered.parentModelId);
    expect(text).toContain('train default --as-of 2026-03-01T08:09:12.004567Z');
    for (const { feature, reasons } of findings.audit) {
      expect(text).toContain(feature);
      expect(text).toContain(auditText(reasons));
    }
    for (const warning of findings.warnings) expect(text).toContain(sentenceOf(warning));
    for (const { reason } of data.decisions) expect(text).toContain(reason);
    for (const { ledger } of findings.ledgers) expect(text).toContain(ledger.considered.toLocaleString('en-US'));
    expect(text).toContain('Outcomes known up to');
    expect(text.replaceAll('\u00a0', ' ')).toContain('27 February 2026');
  });

  test('shows the figures of every candidate with their intervals', () => {
    const rows = tables(card).find(({ caption }) => caption === 'How each model did on the test dates')!;
    expect(rows.columns.map(({ label }) => label)).toEqual([
      ...['Measure', 'Logistic regression (this model)', 'Points score', 'Base rate'],
    ]);
    const { rocAuc } = data.findings.candidateModels.find(({ selected }) => selected)!.test.metrics;
    expect(rows.rows[0]?.[1]).toEqual({
      text: rocAuc.value.toFixed(3),
      beside: `${rocAuc.low.toFixed(3)} to ${rocAuc.high.toFixed(3)}`,
    });
  });

  test('warns of the segments that fail, and of those too small to tell', () => {
    const segments = tables(card).find(({ caption }) => caption === 'By industry')!;
    expect(segments.rows.map((row) => [row[0], row[1], row.at(-1)])).toEqual([
      ['software', '1,200', ''],
      ['retail & <b>trade</b>', '400', 'fewer observed than expected'],
      ['no value', '12', 'too few to tell'],
    ]);
    const { slices: _slices, ...findings } = data.findings;
    expect(section(modelCard({ ...data, findings }), 'segments')).toMatchObject({ blocks: [] });
  });

  test('names the features that are used against advice, with the reason', () => {
    const kept = tables(card).find(({ caption }) => caption === 'Used against the advice of the audit')!;
    expect(kept.rows).toEqual([['recency:trial_login', 'logins are dated by our own product']]);
  });

  test('says that a gate blocked it and was overridden, and without a decision what training found', () => {
    expect(section(card, 'limits').summary).toContain(
      '1 gate blocked it (calibration), and somebody made it champion anyway.',
    );
    const undecided = section(modelCard({ ...data, decisions: [] }), 'limits');
    expect(undecided.summary).toContain('It passes every gate.');
    expect(undecided.blocks.at(-1)).toMatchObject({
      rows: data.findings.gates.map((gate) => {
        const { asked, measured } = askedAndMeasured(gate);
        return [gate.gate, 'passed', sentenceOf(gate), asked, measured];
      }),
    });
  });

  test('speaks of accounts and of undated values only where there are any', () => {
    const limits = (of: typeof data) => JSON.stringify(section(modelCard(of), 'limits').blocks);
    expect(limits(data)).toContain('taken for the same in all accounts (all contacts together)');
    expect(limits(data)).not.toContain('nothing says what it was at past dates');
    const { accounts: _accounts, ...findings } = data.findings;
    const audit = findings.audit.map((finding) => ({ ...finding, availability: 'current-state' as const }));
    const other = limits({ ...data, findings: { ...findings, audit } });
    expect(other).not.toContain('in all accounts');
    expect(other).toContain('nothing says what it was at past dates');
  });

  test('says so where the instant of the training was not recorded', () => {
    const { blocks } = section(modelCard({ ...data, knownBefore: null }), 'reproduce');
    expect(JSON.stringify(blocks)).toContain('was not recorded');
    expect(JSON.stringify(blocks)).toContain(`--as-of ${data.registered.createdAt}`);
  });

  test('stands without test rows, features or findings', () => {
    const findings = {
      ...data.findings,
      candidateModels: [],
      sides: [],
      byDate: [],
      audit: [],
      strengths: [],
      gates: [],
    };
    const empty = modelCard({ ...data, findings: { ...findings, warnings: [], anomalies: {} }, decisions: [] });
    expect(modelCardMarkdown(empty)).not.toMatch(/NaN|undefined/);
    expect(modelCardHtml(empty)).not.toMatch(/NaN|undefined/);
  });
});

describe('a model card as Markdown', () => {
  test.each([
    ['plain', card],
    ['hostile', hostile],
  ])('has, with %s names, tables from which every cell is read back', (_names, of) => {
    const blocks = modelCardMarkdown(of)
      .split('\n\n')
      .filter((block) => block.startsWith('| '))
      .map((block) => block.split('\n').map(cellsOf));
    expect(blocks).toHaveLength(tables(of).length);
    for (const [i, { columns, rows, footer }] of tables(of).entries()) {
      const [heads, rules, ...lines] = blocks[i]!;
      expect(heads!.map(shown)).toEqual(columns.map(({ label }) => visible(label)));
      for (const rule of rules!) expect(rule).toMatch(/^---:?$/);
      const texts = [...rows, ...(footer ? [footer] : [])].map((row) =>
        row.map((cell) => visible(typeof cell === 'string' ? cell : `${cell.text} (${cell.beside})`)),
      );
      expect(lines.map((line) => line.map(shown))).toEqual(texts);
    }
  });

  test('has no line, with hostile names, that begins anything of its own', () => {
    const headings = hostile.sections.length + tables(hostile).length + 1;
    const lines = modelCardMarkdown(hostile).split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(headings);
    expect(lines.filter((line) => /^(`{3,}|~{3,})/.test(line))).toHaveLength(2);
    expect(lines.filter((line) => /^(\s|>|={2,}|\d+[.)] )/.test(line))).toEqual([]);
  });

  test('leaves no markup in any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom(...supplied, '|', '\\', '`', '_', '\n', '://', 'www.'),
          ),
        ),
        (parts) => {
          const text = parts.join('');
          const line = markdownText(text);
          expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
          expect(cellsOf(`|${line}|`)).toHaveLength(1);
          const bare = line.replace(/\\[!-/:-@[-`{-~]/g, '');
          expect(bare).not.toMatch(/[\\`*[\]<|~$#]|:\/\/|&#?\w+;/);
          expect(bare).not.toMatch(/www\./i);
          expect(line).not.toMatch(/^(>|[+-]( |-|$)|\d{1,9}[.)]( |$))/);
          expect(shown(`${line} `).trim()).toBe(visible(text));
        },
      ),
    );
  });

  test('makes code of identifiers only', () => {
    expect(markdownCode('count:email_open:7d')).toBe('`count:email_open:7d`');
    expect(markdownCode('a`b|c')).toBe('a\\`b\\|c');
    expect(markdownText('lead_status of _x_ is 3. and C# at 1.5%')).toBe(
      'lead_status of \\_x\\_ is 3. and C\\# at 1.5%',
    );
  });
});

/** A text as it is visible: no marks of direction, pictures of control characters, white space as single blanks. */
function visible(text: string): string {
  const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const picture = (character: string) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '\ufffd';
  };
  return text
    .toWellFormed()
    .replace(bidi, '')
    .replace(/(?![\t\n\r])\p{Cc}/gu, picture)
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

test('names the same feature first as the calibration report', () => {
  const report = sampleCalibrationReport();
  const [first, second, ...others] = report.strengths;
  const costly = { ...second!.permutation!, logLoss: { value: 0.5, low: 0.4, high: 0.6 } };
  const strengths = [first!, { ...second!, permutation: costly }, ...others];
  const own = modelCard(sampleModelCard({ ...report, strengths }));
  const strongest = section(own, 'features').blocks.find((block) => block.kind === 'table');
  expect(strongest?.rows[0]?.[1]).toBe(second!.feature);
  expect(textOf(renderCalibrationReport({ ...report, strengths }))).toContain(`Most of all: ${second!.sentence}.`);
});
