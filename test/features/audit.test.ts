import { describe, expect, test } from 'vitest';
import { type AccountMembership, accountMembership } from '../../src/features/audit/accountMembership.ts';
import { auditFeatures, gravestFirst, keptFeatures } from '../../src/features/audit/auditFeatures.ts';
import { checkKeep } from '../../src/features/audit/checkKeep.ts';
import type { HistoryComparison } from '../../src/features/audit/historyComparison.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import type { AuditFinding, Feature } from '../../src/features/feature.ts';
import { Random } from '../../src/numeric/random.ts';
import { rankAuc } from '../../src/numeric/rankAuc.ts';
import { tallyScores } from '../../src/numeric/scoreTally.ts';
import type { Column } from '../../src/table/table.ts';
import { createTable } from '../../src/table/table.ts';
import { auditText } from '../../src/wording/auditText.ts';
import { fc } from '../property/fastCheck.ts';

const rows = 400;
const random = new Random(11);
const label = Uint8Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
const noise = Float64Array.from({ length: rows }, () => random.normal());
const every = Int32Array.from({ length: rows }, (_, row) => row);

interface Options {
  readonly availability?: Feature['availability'];
  readonly exclude?: string[];
  readonly keep?: Record<string, string>;
  readonly trainRows?: Int32Array;
  readonly nowRows?: Int32Array;
  readonly label?: Uint8Array;
  /** Whether the outcome is reached sooner or later; by default within the horizon or never. */
  readonly reached?: Uint8Array;
  readonly history?: HistoryComparison;
  readonly membership?: AccountMembership;
}

function describedAs(column: Column, availability: Feature['availability']): Feature {
  const phrases = { missing: '', negative: '', zero: '', one: '', many: '' };
  const { name, kind: type } = column;
  return { name, family: 'attributes', type, unit: '', availability, group: '', sentence: '', phrases, hash: '' };
}

function audit(column: Column, options: Options = {}): AuditFinding {
  const { trainRows = every, label: y = label } = options;
  const [finding] = auditFeatures({
    features: [describedAs(column, options.availability ?? 'stable')],
    table: createTable(column.kind === 'number' ? column.values.length : column.codes.length, [column]),
    label: y,
    trainRows,
    nowRows: options.nowRows ?? trainRows,
    ahead: { rows: trainRows, reached: Uint8Array.from(trainRows, (row) => (options.reached ?? y)[row]!) },
    history: new Map(options.history ? [[column.name, options.history]] : []),
    membership: new Map(options.membership ? [[column.name, options.membership]] : []),
    exclude: options.exclude ?? [],
    keep: options.keep ?? {},
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
  expect(finding).toMatchObject({ verdict: 'kept', reasons: [], missingShare: 0 });
  expect(finding.auc).toBeGreaterThan(0.65);
  expect(finding.auc).toBeLessThan(0.85);
});

describe('left out, and said why', () => {
  test.each([
    [
      'a number that knows the outcome',
      numbers((row) => noise[row]! + 4 * label[row]!),
      /^Alone it reaches an AUC of 0\.9\d/,
    ],
    ['in either direction', numbers((row) => noise[row]! - 2.5 * label[row]!), /^Alone it reaches an AUC of 0\.9\d/],
    ['the outcome itself', numbers((row) => label[row]!), /association with the outcome is 1\.00/],
    [
      'a category that knows the outcome',
      levels((row) => (label[row]! === 1 ? 'won' : `open ${row % 3}`)),
      /association with the outcome is 1\.00/,
    ],
    [
      'what is filled in only afterwards',
      numbers((row) => (label[row]! === 1 ? noise[row]! : Number.NaN)),
      /^Whether it is missing/,
    ],
    ['what is emptied afterwards', levels((row) => (label[row]! === 1 ? null : 'x')), /^Whether it is missing/],
    ['a constant', numbers(() => 7), /the same value on every/],
    ['a constant category', levels(() => 'x'), /the same value on every/],
    ['nothing at all', numbers(() => Number.NaN), /no value on any/],
  ])('%s', (_, column, reason) => {
    const finding = audit(column);
    expect(finding.verdict).toBe('excluded');
    expect(auditText(finding.reasons)).toMatch(reason);
  });

  test('what is known as of today only, with the AUC it would have had', () => {
    const finding = audit(
      numbers((row) => noise[row]! + 4 * label[row]!),
      { availability: 'current-state' },
    );
    expect(finding.reasons.map(({ kind }) => kind)).toEqual(['only-todays-value']);
    expect(finding.auc).toBeGreaterThan(0.9);
  });

  test('what the configuration names', () => {
    const finding = audit(
      numbers((row) => noise[row]!),
      { exclude: ['x'] },
    );
    expect(finding).toMatchObject({ verdict: 'excluded', reasons: [{ kind: 'excluded-by-configuration' }] });
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
  expect(auditText(audit(constant, { trainRows: half }).reasons)).toMatch(/the same value/);
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

const finding: Omit<AuditFinding, 'feature' | 'verdict'> = {
  availability: 'stable',
  missingShare: 0,
  psi: 0,
  auc: 0.5,
  association: 0,
  missingAuc: 0.5,
  reasons: [],
};
const four = (['kept', 'excluded', 'warned', 'kept'] as const).map((verdict, i) => ({
  ...finding,
  feature: 'bcad'[i]!,
  verdict,
}));

test('kept features are named in their order, those with a warning too', () => {
  expect(keptFeatures(four)).toEqual(['b', 'a', 'd']);
});

test('the gravest findings come first', () => {
  expect(gravestFirst(four).map(({ feature }) => feature)).toEqual(['c', 'a', 'b', 'd']);
});

describe('at the alarms', () => {
  // 100 rows of either class.
  const y = Uint8Array.from({ length: 200 }, (_, row) => row % 2);
  const half = Int32Array.from(y, (_, row) => row);
  const auditHalf = (column: Column, options: Options = {}) => audit(column, { label: y, trainRows: half, ...options });

  test.each([
    [80, 'kept'],
    [81, 'excluded'],
  ])('AUC: %i positives stand above all negatives, the others among them', (above, verdict) => {
    // The rest ties with every negative: the AUC is above/100 + (1 − above/100)/2.
    const column = numberColumn('x', 200, (row) => (y[row] === 1 && row < 2 * above ? 1 : 0));
    const found = auditHalf(column, { availability: 'event-time' });
    expect(found.auc).toBeCloseTo(0.5 + above / 200, 12);
    expect(found.verdict).toBe(verdict);
  });

  test.each([
    [79, 'kept'],
    [80, 'excluded'],
  ])('null pattern: %i positives have a value, no negative has', (known, verdict) => {
    const column = numberColumn('x', 200, (row) => (y[row] === 1 && row < 2 * known ? row : Number.NaN));
    const found = auditHalf(column, { availability: 'event-time' });
    expect(found.missingAuc).toBeCloseTo(0.5 + known / 200, 12);
    expect(found.verdict).toBe(verdict);
  });

  test.each([
    [97, /AUC/],
    [98, /association with the outcome is 0\.96/],
  ])('association: a table with %i of 100 rows of either class on its diagonal', (same, reason) => {
    const column = categoryColumn('x', 200, (row) => (row < 2 * same === (y[row] === 1) ? 'a' : 'b'));
    const found = auditHalf(column, { availability: 'event-time' });
    // The phi coefficient of a 2 × 2 table with equal margins.
    expect(found.association).toBeCloseTo((2 * same - 100) / 100, 12);
    expect(auditText(found.reasons)).toMatch(reason);
  });
});

describe('values of hardly anybody but winners', () => {
  // 60 of 400 reach the outcome sooner or later, half of them within the horizon.
  const reached = Uint8Array.from({ length: rows }, (_, row) => (row < 60 ? 1 : 0));
  const soon = Uint8Array.from({ length: rows }, (_, row) => (row < 60 && row % 2 === 0 ? 1 : 0));
  const known = (winners: number, others: number) =>
    numbers((row) => (row < winners || (row >= 60 && row < 60 + others) ? noise[row]! : Number.NaN));

  test.each([
    [9, 0, 'kept'],
    [10, 0, 'excluded'],
    [19, 1, 'excluded'],
    [18, 1, 'kept'],
  ])('%i winners and %i others have one', (winners, others, verdict) => {
    const found = audit(known(winners, others), { label: soon, reached, availability: 'created-with' });
    expect(found.verdict).toBe(verdict);
    if (verdict === 'excluded') expect(auditText(found.reasons)).toMatch(/sooner or later has a value/);
  });

  test('or lack one', () => {
    const emptied = numbers((row) => (row < 12 ? Number.NaN : noise[row]!));
    expect(auditText(audit(emptied, { label: soon, reached }).reasons)).toMatch(/sooner or later has none/);
  });

  test('are honest where a date proves them', () => {
    for (const availability of ['event-time', 'history'] as const)
      expect(audit(known(20, 0), { label: soon, reached, availability }).verdict).toBe('kept');
  });
});

describe('a shift of the values', () => {
  const twice = numberColumn('x', 2 * rows, (row) => noise[row % rows]! + (row < rows ? 0 : 1));
  const both = Uint8Array.from({ length: 2 * rows }, (_, row) => label[row % rows]!);
  const later = Int32Array.from(every, (row) => row + rows);

  test('large enough is a warning, and no reason to leave it out', () => {
    const found = audit(twice, { label: both, nowRows: later });
    expect(found).toMatchObject({
      verdict: 'warned',
      reasons: [{ code: 'H315', kind: 'large-shift', figures: { from: 0.25 } }],
    });
    expect(found.psi).toBeGreaterThan(0.25);
  });

  test('that chance would give so few rows is none', () => {
    const few = later.filter((_, i) => i % 100 === 0);
    const found = audit(twice, { label: both, nowRows: few });
    expect(found.psi).toBeGreaterThan(0.25);
    expect(found).toMatchObject({ verdict: 'kept', reasons: [] });
  });

  test('is unknown where nobody may be approached', () => {
    expect(audit(twice, { label: both, nowRows: new Int32Array(0) })).toMatchObject({
      verdict: 'kept',
      psi: Number.NaN,
    });
  });
});

describe('a history that contradicts', () => {
  const change = {
    entity: 'contact' as const,
    attribute: 'lifecycleStage',
    value: 'opportunity',
    at: Date.UTC(2025, 2, 2, 12) * 1000,
    holders: 5,
    outcomeAt: Date.UTC(2025, 1, 27, 11) * 1000,
  };
  const overwritten: HistoryComparison = {
    converted: { rows: 100, differing: 70 },
    others: { rows: 1000, differing: 30 },
    following: 60,
    contradiction: { ...change, outcomeAt: Number.NaN },
    afterOutcome: change,
  };
  const honest = numbers((row) => noise[row]!);
  const sentence = /lifecycleStage of one contact changed to "opportunity" on 2025-03-02, 3 days after its outcome/;

  test('what changes with the outcome is left out, and the first such change named', () => {
    for (const availability of ['stable', 'created-with'] as const) {
      const found = audit(honest, { availability, history: overwritten });
      expect(found.verdict).toBe('excluded');
      expect(auditText(found.reasons)).toMatch(sentence);
      expect(auditText(found.reasons)).toContain(
        '70.0% of the training rows with an outcome and 3.0% of those without',
      );
    }
  });

  test('and said of what is known as of today only', () => {
    const found = audit(honest, { availability: 'current-state', history: overwritten });
    expect(found.verdict).toBe('excluded');
    expect(auditText(found.reasons)).toMatch(sentence);
    expect(auditText(found.reasons)).toMatch(/Declare it as history\.$/);
  });

  test('what changes regardless of outcomes is kept with a warning that names an example', () => {
    const found = audit(honest, {
      history: { ...overwritten, converted: { rows: 100, differing: 4 }, following: 0, afterOutcome: null },
    });
    expect(found.verdict).toBe('warned');
    expect(auditText(found.reasons)).toMatch(
      /declared stable, but .* changed to "opportunity" on 2025-03-02\. Declare/,
    );
  });

  test('a value that few have is kept to itself, as it would say who they are', () => {
    const rare = { ...overwritten, afterOutcome: { ...change, value: 'ada@bolt.example', holders: 4 } };
    expect(auditText(audit(honest, { history: rare }).reasons)).toMatch(
      /lifecycleStage of one contact changed on 2025-03-02, 3 days/,
    );
  });

  test('a handful of changes after outcomes is a warning', () => {
    expect(audit(honest, { history: { ...overwritten, following: 9 } }).verdict).toBe('warned');
    expect(audit(honest, { history: { ...overwritten, following: 10 } }).verdict).toBe('excluded');
  });

  test('a history that agrees is no matter', () => {
    const none = { rows: 100, differing: 0 };
    const agreeing = { converted: none, others: none, following: 0, contradiction: null, afterOutcome: null };
    expect(audit(honest, { history: agreeing })).toMatchObject({ verdict: 'kept', reasons: [] });
  });
});

describe('what the configuration keeps', () => {
  const leak = numbers((row) => label[row]!);

  test('is kept with a warning that gives both reasons', () => {
    expect(audit(leak, { keep: { x: 'dated by our own product' } })).toMatchObject({
      verdict: 'warned',
      override: 'dated by our own product',
      reasons: [
        { kind: 'kept-against-advice', figures: { by: 'configuration', reason: 'dated by our own product' } },
        { kind: 'is-outcome', figures: { association: expect.closeTo(1, 12) } },
      ],
    });
    expect(audit(leak, { keep: { x: 'sure' }, availability: 'current-state' }).verdict).toBe('warned');
  });

  test('needs no reason where nothing stands against it', () => {
    const found = audit(
      numbers((row) => noise[row]!),
      { keep: { x: 'sure' } },
    );
    expect(found).toMatchObject({ verdict: 'kept', reasons: [] });
    expect(found).not.toHaveProperty('override');
  });

  test('is left out anyway where there is nothing to learn from', () => {
    expect(
      audit(
        numbers(() => 7),
        { keep: { x: 'sure' } },
      ),
    ).toMatchObject({
      verdict: 'excluded',
      reasons: [{ kind: 'one-value' }],
    });
  });

  test('must be a feature, or those nearest are named', () => {
    const features = ['count:email_open:7d', 'count:email_open:30d', 'tenure:contact'].map((name) =>
      describedAs({ ...leak, name }, 'stable'),
    );
    const check = (name: string, exclude: string[] = []) => {
      try {
        checkKeep('programs.default.audit.keep', { [name]: 'sure' }, exclude, features);
        return null;
      } catch (error) {
        return error;
      }
    };
    expect(check('tenure:contact')).toBeNull();
    expect(check('count:emial_open:7d')).toMatchObject({
      code: 'config',
      message: expect.stringMatching(/^programs\.default\.audit\.keep: .*emial/),
      hint: 'did you mean count:email_open:7d or count:email_open:30d?',
    });
    expect(check('toString')).toMatchObject({ code: 'config', hint: expect.stringContaining('handraise audit') });
    expect(check('tenure:contact', ['tenure:contact'])).toMatchObject({ code: 'config' });
  });
});

test('whatever the values, a finding has a verdict, and a reason unless it is kept', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom(0, 1), fc.oneof(fc.constant(Number.NaN), fc.double({ noDefaultInfinity: true }))),
        {
          minLength: 1,
          maxLength: 60,
        },
      ),
      fc.nat(),
      (cells, cut) => {
        const y = Uint8Array.from(cells, ([outcome]) => outcome);
        const all = Int32Array.from(y, (_, row) => row);
        const split = cut % (cells.length + 1);
        const column = numberColumn('x', cells.length, (row) => cells[row]![1] + 0);
        const found = audit(column, { label: y, trainRows: all.slice(0, split), nowRows: all.slice(split) });
        expect(['kept', 'warned', 'excluded']).toContain(found.verdict);
        if (found.verdict !== 'kept') expect(found.reasons).not.toEqual([]);
      },
    ),
  );
});

describe('an account that contacts are given by the outcome', () => {
  const ahead = { rows: every, reached: label };
  const isOther = (row: number, share: number) => row % 100 < 100 * share;

  test('is found where all who reach it have one and few others do, and not where half of the others do', () => {
    const found = accountMembership(ahead, (row) => label[row] === 1 || isOther(row, 0.07))!;
    expect(found.reached.share).toBe(1);
    expect(found.others.share).toBeCloseTo(0.07, 1);
    expect(accountMembership(ahead, (row) => label[row] === 1 || isOther(row, 0.5))).toBeNull();
    expect(accountMembership({ rows: every.subarray(0, 12), reached: label }, (row) => label[row] === 1)).toBeNull();
  });

  test('takes along every feature that is made of it, unless the configuration keeps it', () => {
    const membership = { reached: { contacts: 120, share: 1 }, others: { contacts: 280, share: 0.07 } };
    const colleagues = numbers((row) => noise[row]!);
    const options = { membership, availability: 'event-time' } as const;
    expect(audit(colleagues, options)).toMatchObject({
      verdict: 'excluded',
      reasons: [{ kind: 'account-follows-outcome', figures: { reached: 1, others: 0.07 } }],
    });
    expect(audit(colleagues, { ...options, keep: { x: 'we link all leads by night' } }).verdict).toBe('warned');
    expect(audit(colleagues, { availability: 'event-time' }).verdict).toBe('kept');
  });
});
