import { describe, expect, test } from 'vitest';
import { accountExplainer, explainer } from '../../src/explain/explainer.ts';
import type { AccountPerson } from '../../src/explain/reason.ts';
import type { Feature } from '../../src/features/feature.ts';
import type { FittedModel } from '../../src/model/estimator.ts';
import { createTable, type NumberColumn } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';

function feature(name: string, family: string, unit: string, group: string): Feature {
  return {
    ...{
      name,
      family,
      unit,
      group,
      type: 'number',
      availability: 'event-time',
      sentence: name,
      hash: '0123456789abcdef',
    },
    phrases: {
      missing: `no ${name}`,
      negative: `no ${name}`,
      zero: `no ${name}`,
      one: `1 ${name}`,
      many: `{value} ${name}`,
    },
  };
}

const features = [
  feature('opens', 'eventCount', 'events', 'E-mail'),
  feature('days since the last visit', 'eventRecency', 'days', 'Visits'),
  feature('employees', 'attributes', 'number', 'Company size'),
  feature('active colleagues', 'accountActivity', 'people', 'Activity at the company'),
  feature('active people', 'accountEngagement', 'people', 'Activity at the company'),
];
const names = features.map(({ name }) => name);

/** Contributions are the values themselves, times what each feature weighs. */
function model(weights: readonly number[]): FittedModel {
  const cells = (table: { rows: number; columns: readonly unknown[] }) =>
    Float64Array.from({ length: table.rows * names.length }, (_, at) => {
      const value = (table.columns[at % names.length] as NumberColumn).values[Math.floor(at / names.length)]!;
      return (Number.isNaN(value) ? 0 : value) * weights[at % names.length]!;
    });
  return {
    family: 'sum',
    features: names,
    margins: (table) => {
      const values = cells(table);
      return Float64Array.from({ length: table.rows }, (_, row) =>
        values.subarray(row * names.length, (row + 1) * names.length).reduce((sum, value) => sum + value, -3),
      );
    },
    contributions: (table) => ({ base: -3, features: names, values: cells(table) }),
    varying: () => () => new Float64Array(),
    importance: () => [],
    parameters: () => ({}),
  };
}

function table(rows: readonly (readonly number[])[]) {
  const columns = names.map(
    (name, at): NumberColumn => ({
      ...{ kind: 'number', name },
      values: Float64Array.from(rows, (row) => row[at]!),
    }),
  );
  return { features, table: createTable(rows.length, columns) };
}

const people = (...probabilities: number[]): AccountPerson[] =>
  probabilities.map((probability, row) => ({
    row,
    contactId: `c${row}`,
    name: row === 1 ? null : `Person ${row}`,
    probability,
  }));

describe('reasons of an account', () => {
  const rows = [
    [4, 2, 80, 3, 4],
    [0, 90, 80, 3, 4],
    [1, 20, 80, 3, 4],
    [0, Number.NaN, 80, 3, 4],
  ];

  test('say who, what and of how many more it is true; what is equal for all is said of the account', () => {
    const told = accountExplainer(
      model([1, 0.1, 0.01, 0.5, 0.4]),
      table(rows),
      null,
    )([{ people: people(0.4, 0.3, 0.2, 0.1), carriers: 3 }]);
    const sentences = new Map(told[0]!.reasons.map(({ group, sentence }) => [group, sentence]));
    expect(sentences.get('E-mail')).toBe('4 opens (Person 0, and 1 more of 4 people)');
    expect(sentences.get('Company size')).toBe('80 employees');
    // Colleagues are of a person; what all people of the account do is of the account.
    expect(sentences.get('Activity at the company')).toBe('4 active people');
    // The second adds most; of the others two were there within those ninety days.
    expect(sentences.get('Visits')).toBe(
      '90 days since the last visit (one person; 2 more of 4 people within 90 days)',
    );
  });

  test('say that nobody did it', () => {
    const none = rows.map((row) => [0, ...row.slice(1)]);
    const unlike: FittedModel = {
      ...model([0, 0, 0, 0, 0]),
      contributions: ({ rows }) => ({
        base: 0,
        features: names,
        values: Float64Array.from({ length: rows * names.length }, (_, at) => (at % names.length === 0 ? -1 : 0)),
      }),
    };
    const told = accountExplainer(unlike, table(none), null)([{ people: people(0.4, 0.3, 0.2, 0.1), carriers: 3 }]);
    expect(told[0]!.reasons).toMatchObject([{ group: 'E-mail', sentence: 'no opens, of all 4 people' }]);
  });

  test('are those of the person where there is one alone', () => {
    const [alone] = accountExplainer(
      model([1, 0.1, 0.01, 0.5, 0.4]),
      table(rows),
      null,
    )([{ people: people(0.4), carriers: 3 }]);
    const [person] = explainer(model([1, 0.1, 0.01, 0.5, 0.4]), table(rows), null)(Int32Array.of(0));
    expect(alone!.reasons.map(({ group, contribution }) => [group, contribution])).toEqual(
      person!.reasons.map(({ group, contribution }) => [group, contribution]),
    );
    expect(alone!.reasons.every(({ who }) => who === undefined)).toBe(true);
  });

  test('and the base add up to the mean margin of the three best, by their probabilities', () => {
    const cell = fc.double({ min: -9, max: 9, noNaN: true });
    const row = fc.tuple(cell, cell, cell, cell, cell, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (drawn) => {
        const values = drawn.map((cells) => cells.slice(0, 5));
        const sum = model([1, -0.5, 0.25, 2, -1]);
        const staff = people(...drawn.map((cells) => cells[5]));
        const { base, reasons } = accountExplainer(sum, table(values), null)([{ people: staff, carriers: 3 }])[0]!;
        const margins = sum.margins(table(values).table).subarray(0, 3);
        const weights = staff.slice(0, 3).map(({ probability }) => probability);
        const all = weights.reduce((total, weight) => total + weight, 0);
        const mean = margins.reduce(
          (total, margin, at) => total + margin * (all > 0 ? weights[at]! / all : 1 / margins.length),
          0,
        );
        const explained = reasons.reduce((total, { contribution }) => total + contribution, base);
        expect(Math.abs(explained - mean)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});
