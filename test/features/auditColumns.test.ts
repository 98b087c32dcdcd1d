import { describe, expect, it, test } from 'vitest';
import { afterTheFact } from '../../src/features/audit/afterTheFact.ts';
import { auditColumns } from '../../src/features/audit/auditColumns.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import { Random } from '../../src/numeric/random.ts';
import { type Column, createTable } from '../../src/table/table.ts';

const rows = 2000;
const random = new Random(3);
const every = Int32Array.from({ length: rows }, (_, row) => row);
const label = Uint8Array.from(every, () => Number(random.next() < 0.2));
const positive = (row: number) => label[row] === 1;
const noise = () => Float64Array.from(every, () => random.normal());

function audit(columns: readonly Column[], y: Uint8Array = label) {
  const findings = auditColumns({
    keep: new Map(),
    table: createTable(rows, columns),
    label: y,
    trainRows: every,
    keyOf: (row) => row,
    laterRows: every,
    exclude: [],
    unusable: new Map(),
  });
  return new Map(findings.map((finding) => [finding.feature, finding]));
}

describe('leaks that order does not show', () => {
  test.each([
    [
      'a U shape',
      (row: number) => (random.next() < 0.5 ? -1 : 1) * (positive(row) ? 2 + random.next() : 2 * random.next()),
    ],
    ['a peak', (row: number) => (positive(row) ? 1 : -1) * random.normal() * (positive(row) ? 0.02 : 1)],
    ['a set of codes', (row: number) => 4 * random.integer(12) + (positive(row) ? 0 : 1 + random.integer(3))],
    [
      'values of which some are missing',
      (row: number) => (positive(row) ? (random.next() < 0.5 ? Number.NaN : 0.5 + random.next() / 50) : random.next()),
    ],
  ])('%s is left out', (_, valueAt) => {
    const found = audit([numberColumn('days', rows, valueAt)]).get('days')!;
    expect(found.auc).toBeLessThan(0.85);
    expect(found).toMatchObject({
      verdict: 'excluded',
      reasons: [{ kind: 'knows-outcome', figures: { byRanges: true } }],
    });
  });

  const a = noise().map((value) => 5 * value);
  const b = noise();
  test.each([
    [
      'only together, as one is above 0 exactly where the other is',
      a,
      (row: number) => Math.sign(a[row]!) * (positive(row) ? 1 : -1) * Math.abs(b[row]!),
    ],
    ['by their difference', a, (row: number) => a[row]! + (positive(row) ? 1 : -1) * (0.6 + Math.abs(b[row]!))],
  ])('two columns that know the outcome %s are warned of', (_, left, rightAt) => {
    const found = audit([
      numberColumn('left', rows, (row) => left[row]!),
      numberColumn('k', rows, (row) => b[(row * 7) % rows]!),
      numberColumn('right', rows, rightAt),
    ]);
    expect(found.get('left')).toMatchObject({
      verdict: 'warned',
      reasons: [{ kind: 'tells-in-pair', figures: { partner: 'right' } }],
    });
    expect(found.get('right')).toMatchObject({
      verdict: 'warned',
      reasons: [{ kind: 'tells-in-pair', figures: { partner: 'left' } }],
    });
    expect(found.get('k')!.verdict).toBe('kept');
  });

  it('a few values that hardly anybody but winners has are warned of where they are many winners, or the name says so', () => {
    const some = (share: number, name: string) =>
      numberColumn(name, rows, (row) => (positive(row) && random.next() < share ? 1 + random.next() : 0));
    const found = audit([some(0.3, 'x'), some(0.1, 'y'), some(0.1, 'spend')]);
    expect([...found.values()].map(({ verdict }) => verdict)).toEqual(['warned', 'kept', 'warned']);
    expect(found.get('spend')!.reasons.map(({ kind }) => kind)).toEqual(['rows-of-winners', 'name-says']);
  });
});

describe('noise', () => {
  it('gives no warning in 200 columns, whatever they are called', () => {
    const names = ['status', 'score', 'last_login', 'duration', 'x'];
    const columns = Array.from({ length: 200 }, (_, at) => {
      const name = `${names[at % names.length]} ${at}`;
      const missing = at % 3 === 0 ? 0.4 : 0;
      if (at % 2 === 0) return numberColumn(name, rows, () => (random.next() < missing ? Number.NaN : random.normal()));
      return categoryColumn(name, rows, () => (random.next() < missing ? null : `level ${random.integer(at + 2)}`));
    });
    // So few positives that chance alone often reaches an AUC of 0.65, or 0.8.
    const oneIn = (share: number) => Uint8Array.from(every, (row) => Number(row % share === 7));
    for (const y of [label, oneIn(100), oneIn(180)])
      expect([...audit(columns, y).values()].filter(({ verdict }) => verdict !== 'kept')).toEqual([]);
  }, 60_000);
});

describe('what a name says', () => {
  const strength = (shift: number) => (row: number) => random.normal() + (positive(row) ? shift : 0);

  it('is nothing where the data does not bear it out', () => {
    const names = ['status', 'Lead Quality', 'last_activity', 'duration', 'tags', 'score'];
    const found = audit(names.map((name) => numberColumn(name, rows, strength(0.1))));
    expect([...found.values()].map(({ verdict }) => verdict)).toEqual(names.map(() => 'kept'));
  });

  it('is mentioned beside what the data shows', () => {
    const found = audit(['last_activity', 'x'].map((name) => numberColumn(name, rows, strength(0.75))));
    expect(found.get('last_activity')).toMatchObject({
      verdict: 'warned',
      reasons: [
        { kind: 'tells-alone', figures: { byRanges: false } },
        { kind: 'name-says', figures: { says: 'overwritten' } },
      ],
    });
    expect(found.get('x')!.verdict).toBe('kept');
  });

  it('counts for a judgement that many rows lack', () => {
    const partly = (name: string) =>
      numberColumn(name, rows, (row) => (row % 5 < 2 ? Number.NaN : strength(0.35)(row)));
    const found = audit([partly('lead_score'), partly('x')]);
    expect(found.get('lead_score')).toMatchObject({
      verdict: 'warned',
      reasons: [{ kind: 'filled-in-later', figures: { missingShare: 0.4 } }, { kind: 'name-says' }],
    });
    expect(found.get('x')!.verdict).toBe('kept');
  });

  // Columns of well-known public data sets that are known beforehand.
  it.each([
    'marital_status',
    'MaritalStatus',
    'Marital Status',
    'has_last_name',
    'last_name',
    'contacts_last_12_months',
    'TrainingTimesLastYear',
    'visits_last_30_days',
    'employment status',
    'home_ownership_status',
    'smoking_status',
    'emp.var.rate',
    'Total Time Spent on Website',
    'temperature',
  ])('of %s is nothing', (name) => {
    expect(afterTheFact(name)).toBeNull();
  });

  it.each([
    ['Lead Status', 'judged'],
    ['Tags', 'judged'],
    ['Lead Quality', 'judged'],
    ['credit_score', 'scored'],
    ['city_development_index', 'scored'],
    ['Last Notable Activity', 'overwritten'],
    ['lastModifiedDate', 'overwritten'],
    ['duration', 'with-outcome'],
    ['churn_date', 'with-outcome'],
    ['PaymentMethod', 'perhaps-with-outcome'],
  ])('of %s is that it is or may be %s', (name, says) => {
    expect(afterTheFact(name)!.says).toBe(says);
  });
});
