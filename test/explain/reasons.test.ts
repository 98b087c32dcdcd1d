import { describe, expect, test } from 'vitest';
import { explainer } from '../../src/explain/explainer.ts';
import { reasonsOf } from '../../src/explain/reasons.ts';
import type { Feature, FeatureTable } from '../../src/features/feature.ts';
import { valueSentence } from '../../src/features/wording/valueSentence.ts';
import type { FittedModel } from '../../src/model/estimator.ts';
import { type Column, createTable } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';

function feature(name: string, group: string, type: Feature['type'] = 'number'): Feature {
  return {
    ...{ name, group, type, family: 'count', unit: 'events', availability: 'event-time' },
    ...{ sentence: `${name} in the last 30 days`, hash: '0123456789abcdef' },
    phrases: {
      missing: `${name} unknown`,
      negative: `${name} fell to {value}`,
      zero: `No ${name}`,
      one: `One ${name}`,
      many: `${name}: {value}`,
    },
  };
}

function featureTable(features: readonly Feature[], columns: readonly Column[]): FeatureTable {
  const rows = columns[0]!.kind === 'number' ? columns[0]!.values.length : columns[0]!.codes.length;
  return { features, table: createTable(rows, columns) };
}

function numbers(name: string, ...values: number[]): Column {
  return { kind: 'number', name, values: Float64Array.from(values) };
}

const opens30 = feature('opens30', 'E-mail opens');
const opens90 = feature('opens90', 'E-mail opens');
const country = feature('country', 'Country', 'category');
const table = featureTable(
  [opens30, opens90, country],
  [
    numbers('opens30', 4, Number.NaN),
    numbers('opens90', 9, 0),
    { kind: 'category', name: 'country', codes: Int32Array.of(1, -1), levels: ['DE', 'CH'] },
  ],
);
const order = ['country', 'opens30', 'opens90'];

describe('reasons', () => {
  test('add contributions up by group, strongest first, and tell the value behind them', () => {
    const values = Float64Array.of(-0.25, 0.5, 0.125, 1, -2, -0.5);
    const reasons = reasonsOf({ base: -3, features: order, values }, table);
    expect(reasons(0)).toEqual([
      { group: 'E-mail opens', contribution: 0.625, sentence: valueSentence(opens30, 4) },
      { group: 'Country', contribution: -0.25, sentence: valueSentence(country, 'CH') },
    ]);
    expect(reasons(1)).toEqual([
      { group: 'E-mail opens', contribution: -2.5, sentence: valueSentence(opens30, null) },
      { group: 'Country', contribution: 1, sentence: valueSentence(country, null) },
    ]);
  });

  test('speak of a feature that pulls the way of its group, even where another pulls harder', () => {
    const three = [opens30, opens90, feature('opens7', 'E-mail opens')];
    const wide = featureTable(three, [numbers('opens30', 4), numbers('opens90', 9), numbers('opens7', 1)]);
    const values = Float64Array.of(-0.5, 0.375, 0.25);
    expect(reasonsOf({ base: 0, features: ['opens30', 'opens90', 'opens7'], values }, wide)(0)).toEqual([
      { group: 'E-mail opens', contribution: 0.125, sentence: valueSentence(opens90, 9) },
    ]);
  });

  test('leave out groups that contribute nothing', () => {
    const values = Float64Array.of(0, 0.5, -0.5, 0, 0, 0.25);
    const reasons = reasonsOf({ base: 0, features: order, values }, table);
    expect(reasons(0)).toEqual([]);
    expect(reasons(1).map((reason) => reason.group)).toEqual(['E-mail opens']);
  });

  test('of equal strength come by group', () => {
    const values = Float64Array.of(-0.5, 0.5, 0, 0.5, -0.5, 0);
    const reasons = reasonsOf({ base: 0, features: order, values }, table);
    for (const row of [0, 1]) expect(reasons(row).map((reason) => reason.group)).toEqual(['Country', 'E-mail opens']);
  });

  test('speak of no value whose cases converted the other way: of another, or of none', () => {
    const cell = (rate: number) => ({ upTo: 1e9, cases: 10_000, converted: rate * 10_000 });
    const cohorts = (of30: number, of90: number) => ({
      ...{ cases: 100_000, converted: 3000 },
      features: [
        { feature: 'opens30', cells: [cell(of30)] },
        { feature: 'opens90', cells: [cell(of90)] },
      ],
    });
    const against = { base: 0, features: ['opens30', 'opens90'], values: Float64Array.of(-0.5, -0.25, 0, 0) };
    const of = (of30: number, of90: number) => reasonsOf(against, table, cohorts(of30, of90))(0);
    // (rate × 10,000 + 100 × 0.03) ÷ 10,100, by hand.
    expect(of(0.01, 0.05)).toEqual([
      {
        ...{ group: 'E-mail opens', contribution: -0.75, sentence: valueSentence(opens30, 4) },
        similar: { cases: 10_000, rate: 0.0102, overall: 0.03 },
      },
    ]);
    expect(of(0.05, 0.01)).toMatchObject([{ contribution: -0.75, sentence: valueSentence(opens90, 9) }]);
    expect(of(0.05, 0.0299)).toMatchObject([{ contribution: -0.75, unclear: true }]);
  });

  test('are refused for a feature that the table does not have', () => {
    expect(() => reasonsOf({ base: 0, features: ['clicks'], values: Float64Array.of(1, 2) }, table)).toThrow('clicks');
  });

  test('and the base add up to the margin, for any contributions', () => {
    const contribution = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((width) =>
          fc.record({
            groups: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: width, maxLength: width }),
            values: fc.array(contribution, { minLength: width, maxLength: width }),
            base: contribution,
          }),
        ),
        ({ groups, values, base }) => {
          const features = groups.map((group, i) => feature(`f${i}`, `group ${group}`));
          const wide = featureTable(
            features,
            features.map(({ name }, i) => numbers(name, i)),
          );
          const contributions = { base, features: features.map(({ name }) => name), values: Float64Array.from(values) };
          const reasons = reasonsOf(contributions, wide)(0);
          const margin = values.reduce((sum, value) => sum + value, base);
          const explained = reasons.reduce((sum, reason) => sum + reason.contribution, base);
          expect(Math.abs(explained - margin)).toBeLessThanOrEqual(1e-9);
          expect(new Set(reasons.map(({ group }) => group)).size).toBe(reasons.length);
          const strengths = reasons.map((reason) => Math.abs(reason.contribution));
          expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
          expect(reasonsOf(contributions, wide)(0)).toEqual(reasons);
        },
      ),
    );
  });
});

describe('an explainer', () => {
  const model: FittedModel = {
    family: 'sum',
    features: ['opens90'],
    margins: ({ columns }) =>
      columns[0]!.kind === 'number' ? columns[0]!.values.map((value) => value - 1) : new Float64Array(),
    contributions: ({ columns }) => ({
      base: -1,
      features: ['opens90'],
      values: columns[0]!.kind === 'number' ? columns[0]!.values.slice() : new Float64Array(),
    }),
    varying: () => () => new Float64Array(),
    importance: () => [],
    parameters: () => ({}),
  };

  test('explains the rows asked for, in that order, from the columns of the model', () => {
    expect(explainer(model, table, null)(Int32Array.of(1, 0, 0))).toEqual([
      { base: -1, reasons: [] },
      { base: -1, reasons: [{ group: 'E-mail opens', contribution: 9, sentence: valueSentence(opens90, 9) }] },
      { base: -1, reasons: [{ group: 'E-mail opens', contribution: 9, sentence: valueSentence(opens90, 9) }] },
    ]);
    expect(explainer(model, table, null)(new Int32Array())).toEqual([]);
  });

  test('is refused where the table lacks a column of the model', () => {
    expect(() => explainer({ ...model, features: ['clicks'] }, table, null)).toThrow('no column clicks');
  });
});
