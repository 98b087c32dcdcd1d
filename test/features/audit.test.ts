import { describe, expect, test } from 'vitest';
import { auditFeatures, keptFeatures } from '../../src/features/audit/auditFeatures.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import type { Feature } from '../../src/features/feature.ts';
import { Random } from '../../src/numeric/random.ts';
import { rankAuc } from '../../src/numeric/rankAuc.ts';
import { tallyScores } from '../../src/numeric/scoreTally.ts';
import type { Column } from '../../src/table/table.ts';
import { createTable } from '../../src/table/table.ts';

const rows = 400;
const random = new Random(11);
const label = Uint8Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
const noise = Float64Array.from({ length: rows }, () => random.normal());
const every = Int32Array.from({ length: rows }, (_, row) => row);

function audit(
  column: Column,
  options: { availability?: Feature['availability']; exclude?: string[]; trainRows?: Int32Array } = {},
) {
  const feature: Feature = {
    name: column.name,
    family: 'attributes',
    type: column.kind,
    unit: '',
    availability: options.availability ?? 'stable',
    group: '',
    sentence: '',
    phrases: { missing: '', negative: '', zero: '', one: '', many: '' },
    hash: '',
  };
  const [finding] = auditFeatures({
    features: [feature],
    table: createTable(rows, [column]),
    label,
    trainRows: options.trainRows ?? every,
    exclude: options.exclude ?? [],
  });
  return finding!;
}
const numbers = (valueAt: (row: number) => number) => numberColumn('x', rows, valueAt);
const levels = (valueAt: (row: number) => string | null) => categoryColumn('x', rows, valueAt);

// The example of scikit-learn's documentation of roc_auc_score, and its mirror image.
test('AUC by ranks', () => {
  const y = Uint8Array.of(0, 0, 1, 1);
  expect(rankAuc(tallyScores(Float64Array.of(0.1, 0.4, 0.35, 0.8), y))).toBe(0.75);
  expect(rankAuc(tallyScores(Float64Array.of(-0.1, -0.4, -0.35, -0.8), y))).toBe(0.25);
  expect(rankAuc(tallyScores(Float64Array.of(1, 1, 1, 1), y))).toBe(0.5);
  expect(rankAuc(tallyScores(Float64Array.of(1, 2), Uint8Array.of(1, 1)))).toBeNaN();
});

test('an honest feature is kept without remark', () => {
  const finding = audit(numbers((row) => noise[row]! + label[row]!));
  expect(finding).toMatchObject({ verdict: 'kept', reason: '', missingShare: 0 });
  expect(finding.auc).toBeGreaterThan(0.65);
  expect(finding.auc).toBeLessThan(0.85);
});

describe('left out, and said why', () => {
  test.each([
    [
      'a number that knows the outcome',
      numbers((row) => noise[row]! + 4 * label[row]!),
      /alone it reaches an AUC of 0\.9\d/,
    ],
    ['in either direction', numbers((row) => noise[row]! - 2.5 * label[row]!), /alone it reaches an AUC of 0\.9\d/],
    ['the outcome itself', numbers((row) => label[row]!), /alone it reaches an AUC of 1\.00/],
    [
      'a category that knows the outcome',
      levels((row) => (label[row]! === 1 ? 'won' : `open ${row % 3}`)),
      /AUC of 1\.00/,
    ],
    [
      'what is filled in only afterwards',
      numbers((row) => (label[row]! === 1 ? noise[row]! : Number.NaN)),
      /whether it is missing/,
    ],
    ['what is emptied afterwards', levels((row) => (label[row]! === 1 ? null : 'x')), /whether it is missing/],
    ['a constant', numbers(() => 7), /the same value on every/],
    ['a constant category', levels(() => 'x'), /the same value on every/],
    ['nothing at all', numbers(() => Number.NaN), /no value on any/],
  ])('%s', (_, column, reason) => {
    const finding = audit(column);
    expect(finding.verdict).toBe('excluded');
    expect(finding.reason).toMatch(reason);
  });

  test('what is known as of today only, with the AUC it would have had', () => {
    const finding = audit(
      numbers((row) => noise[row]! + 4 * label[row]!),
      { availability: 'current-state' },
    );
    expect(finding.reason).toMatch(/only today's value is known/);
    expect(finding.auc).toBeGreaterThan(0.9);
  });

  test('what the configuration names', () => {
    const finding = audit(
      numbers((row) => noise[row]!),
      { exclude: ['x'] },
    );
    expect(finding).toMatchObject({ verdict: 'excluded', reason: 'left out by the configuration' });
  });
});

test('a value that a constant shares with missing ones is kept: that it is missing may tell', () => {
  expect(audit(numbers((row) => (row % 3 === 0 ? Number.NaN : 1)))).toMatchObject({ verdict: 'kept', auc: 0.5 });
});

test('a handful of known values raises no alarm', () => {
  const few = audit(numbers((row) => (row < 12 ? label[row]! : Number.NaN)));
  expect(few).toMatchObject({ verdict: 'kept', auc: 1 });
});

test('levels too rare to judge are no leak, however many', () => {
  expect(audit(levels((row) => `city ${row}`))).toMatchObject({ verdict: 'kept', auc: 0.5 });
});

test('only training rows are looked at', () => {
  const half = every.subarray(0, rows / 2);
  const later = numbers((row) => (row < rows / 2 ? noise[row]! : label[row]! * 100));
  expect(audit(later, { trainRows: half }).verdict).toBe('kept');
  const constant = numbers((row) => (row < rows / 2 ? 3 : noise[row]!));
  expect(audit(constant, { trainRows: half }).reason).toMatch(/the same value/);
});

test('enormous numbers are measured like any others', () => {
  const finding = audit(numbers((row) => 1e308 * (noise[row]! > 0 ? 1 : -1)));
  expect(finding.verdict).toBe('kept');
  expect(finding.auc).toBeLessThan(0.6);
});

test('one class only gives no figures and no alarm', () => {
  const negatives = every.filter((row) => label[row] === 0);
  expect(
    audit(
      numbers((row) => noise[row]!),
      { trainRows: negatives },
    ),
  ).toMatchObject({ verdict: 'kept', auc: Number.NaN });
});

test('kept features are named in their order', () => {
  const finding = { availability: 'stable', missingShare: 0, auc: 0.5, reason: '' } as const;
  const findings = [
    { ...finding, feature: 'b', verdict: 'kept' as const },
    { ...finding, feature: 'c', verdict: 'excluded' as const },
    { ...finding, feature: 'a', verdict: 'kept' as const },
  ];
  expect(keptFeatures(findings)).toEqual(['b', 'a']);
});
