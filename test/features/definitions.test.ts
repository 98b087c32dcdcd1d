import { describe, expect, test } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import { defineFeature, type FeatureDefinition, familyOf } from '../../src/features/featureDefinition.ts';
import { checkPointInTime, defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import { factsOf } from '../../src/features/pointInTime/factsOf.ts';
import { valueSentence } from '../../src/features/wording/valueSentence.ts';
import { day, origin } from './smallCrm.ts';

const person = { account: null, title: null, emailDomain: null, attributes: {} };
const facts = factsOf(
  {
    accounts: [],
    contacts: ['p1', 'p2'].map((id) => ({ ...person, id, createdAt: origin - 100 * day })),
    events: [3, 5].map((ago) => {
      const shared = { id: null, contact: 'p1', ingestedAt: Number.NaN, kind: 'login', value: Number.NaN };
      return { ...shared, occurredAt: origin - ago * day };
    }),
    opportunities: [],
    history: [],
  },
  ['p1', 'p2'].map((contact) => ({ contact, asOf: origin })),
  { declared: defaultWorld.declared, lookbackDays: [7, 30], knownBefore: origin },
);

const quietDays = defineFeature({
  name: 'quietDays',
  version: 1,
  type: 'number',
  unit: 'days',
  availability: 'event-time',
  sentence: 'days without activity in the longest window',
  needs: ['event'],
  folds: ['days'],
  values: ({ activity: { sweep } }) => {
    const longest = sweep.lookback.days.length - 1;
    return (row) => sweep.lookback.days[longest]! - sweep.activeDays(row, longest);
  },
});

function compute(definition: FeatureDefinition) {
  const { features, table } = computeFeatures(facts, [familyOf(definition)]);
  return { feature: features[0], column: table.columns[0] };
}

function failureOf(change: Partial<FeatureDefinition>): HandraiseError {
  try {
    compute({ ...quietDays, ...change });
  } catch (error) {
    if (error instanceof HandraiseError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

test("a company's own feature is a column like others, with a description of its own", () => {
  const { feature, column } = compute(quietDays);
  expect(column).toMatchObject({ kind: 'number', name: 'own:quietDays', values: Float64Array.of(28, 30) });
  expect(feature).toMatchObject({
    name: 'own:quietDays',
    family: 'quietDays',
    unit: 'days',
    group: 'Days without activity in the longest window',
  });
  expect(valueSentence(feature!, 28)).toBe('days without activity in the longest window: 28');
});

test('its hash changes with its version, and with how it is known', () => {
  const hash = (change: Partial<FeatureDefinition>) => compute({ ...quietDays, ...change }).feature!.hash;
  const hashes = [{}, { version: 2 }, { availability: 'stable' as const }, { name: 'restDays' }].map(hash);
  expect(new Set(hashes).size).toBe(4);
  expect(hash({ sentence: 'days off' })).toBe(hashes[0]);
});

test('categories and missing values', () => {
  const { column } = compute({
    ...quietDays,
    type: 'category',
    values: () => (row) => (row === 0 ? 'some' : ''),
  });
  expect(column).toMatchObject({ kind: 'category', levels: ['some'], codes: Int32Array.of(0, -1) });
  const numbers = compute({ ...quietDays, values: () => (row) => (row === 0 ? null : Number.POSITIVE_INFINITY) });
  expect(numbers.column).toMatchObject({ values: Float64Array.of(Number.NaN, Number.NaN) });
  expect(facts.anomalies.counts()).toEqual({ 'values of feature quietDays that are infinite, taken as missing': 1 });
});

test('without the entities or windows it needs there is no column', () => {
  expect(compute({ ...quietDays, windows: 3 }).column).toBeUndefined();
  const { table } = computeFeatures({ ...facts, activity: null }, [familyOf(quietDays)]);
  expect(table.columns).toEqual([]);
});

describe('what its function does wrong names the feature', () => {
  const cases: [string, Partial<FeatureDefinition>, RegExp][] = [
    [
      'an error while preparing',
      {
        values: () => {
          throw new TypeError('x is undefined');
        },
      },
      /^feature quietDays failed: x is undefined$/,
    ],
    [
      'an error at a row',
      {
        values: () => () => {
          throw 'no';
        },
      },
      /^feature quietDays failed: no$/,
    ],
    ['no function', { values: () => 7 as never }, /quietDays gives no function/],
    ['a text for a number', { values: () => () => '7' }, /quietDays is a number, but gave "7"/],
    ['a number for a text', { type: 'category', values: () => () => 7 }, /quietDays is a category, but gave number 7/],
    ['a promise', { values: () => (() => Promise.resolve(1)) as never }, /is a number, but gave object/],
    ['events that are not declared', { needs: [] }, /quietDays reads events, which it does not declare/],
    ['a fold that is not declared', { folds: ['counts'] }, /quietDays reads what it does not declare/],
  ];
  test.each(cases)('%s', (_, change, message) => {
    const failure = failureOf(change);
    expect(failure.code).toBe('config');
    expect(failure.message).toMatch(message);
    expect(failure.hint).toBeDefined();
  });
});

test('an honest definition passes the check, on the attributes and kinds it is for', () => {
  expect(checkPointInTime(quietDays)).toBeNull();
  const tier = defineFeature({
    name: 'tier',
    version: 1,
    type: 'category',
    availability: 'history',
    sentence: 'tier of the account',
    needs: ['account', 'event'],
    values: ({ population, declared, activity }) => {
      expect(declared.account.map(({ name }) => name)).toEqual(['tier']);
      expect(population.history.map(({ name }) => name)).toEqual(['tier']);
      for (const kind of activity.kinds) expect(['login', 'demo_page']).toContain(kind);
      return () => null;
    },
  });
  const attributes = { account: { tier: { type: 'category', availability: 'history' } } } as const;
  expect(checkPointInTime(tier, { attributes, kinds: ['login'], lookbackDays: [5], histories: 20 })).toBeNull();
});

test('what is declared to be known as of today only may change with the future: no model learns from it', () => {
  const today = defineFeature({
    name: 'today',
    version: 1,
    type: 'number',
    availability: 'current-state',
    sentence: 'rows there are',
    values: ({ snapshots }) => {
      return () => snapshots.rows;
    },
  });
  expect(checkPointInTime(today)).toBeNull();
  expect(checkPointInTime({ ...today, availability: 'stable' })).toMatchObject({ feature: 'own:today' });
});
