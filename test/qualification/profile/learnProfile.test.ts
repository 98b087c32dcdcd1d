import { expect, test } from 'vitest';
import { learnProfile } from '../../../src/qualification/profile/learnProfile.ts';
import { liftTable } from '../../../src/qualification/profile/liftTable.ts';
import { pairsThatAdd } from '../../../src/qualification/profile/pairs.ts';
import { findPersonas } from '../../../src/qualification/profile/personas.ts';
import { takeRows } from '../../../src/table/table.ts';
import { plantedCompanies, plantedPersonas, strangers, unplanted } from './plantedCompanies.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

test('what was planted is found, and of what is found no more than a tenth was not planted', () => {
  let falseShare = 0;
  for (const seed of seeds) {
    const { columns, people } = plantedCompanies(8000, seed);
    const table = liftTable(columns, people);
    const found = table.flatMap(({ attribute, values }) =>
      values.filter(({ survives }) => survives).map((value) => ({ attribute, ...value })),
    );
    const has = (attribute: string, value: string) =>
      found.some((one) => one.attribute === attribute && one.value === value);
    // Of the three sizes and levels two each are planted: what tells them is that the third is not.
    for (const { industry, department } of plantedPersonas)
      expect(has('industry', industry) && has('department', department)).toBe(true);
    expect(has('size', 'middling') && has('level', 'staff')).toBe(true);
    const [strongest] = found.toSorted((a, b) => b.lift - a.lift);
    expect(plantedPersonas.some((one) => Object.values(one).some((value) => value === strongest!.value))).toBe(true);
    falseShare += found.filter(({ attribute }) => unplanted.has(attribute)).length / found.length / seeds.length;
  }
  expect(falseShare).toBeLessThan(0.1);
});

test.each([1, 5])(
  'where nothing was planted hardly ever anything is found, of people %i to a company',
  (perCompany) => {
    const found = seeds.filter((seed) => {
      const { columns, people } = plantedCompanies(2000, seed, { planted: false, perCompany });
      const table = liftTable(columns, people);
      return (
        pairsThatAdd(columns, people).length > 0 || table.some(({ values }) => values.some(({ survives }) => survives))
      );
    });
    // A tenth is nominal for values and for pairs: more than seven of twenty would come of it once in a hundred times.
    expect(found.length).toBeLessThan(8);
  },
);

test('the planted personas are found, by as many as there are', () => {
  for (const seed of [1, 2, 3]) {
    const { columns, people } = plantedCompanies(2500, seed);
    const { personas } = learnProfile(columns, people, seed);
    expect(personas.length).toBe(2);
    for (const planted of plantedPersonas)
      expect(
        personas.some(({ traits }) =>
          Object.entries(planted).every(([attribute, value]) =>
            traits.some((trait) => trait.attribute === attribute && trait.value === value && trait.share > 0.3),
          ),
        ),
      ).toBe(true);
  }
});

test('one persona is found where no value has anything to do with another', () => {
  const found = [1, 2, 3].map((seed) => {
    const { columns, people } = plantedCompanies(1500, seed, { planted: false });
    return findPersonas(columns.slice(0, 4), people.won, seed).personas.length;
  });
  expect(found.filter((count) => count === 1).length).toBeGreaterThanOrEqual(2);
});

test('the order of the rows changes nothing of the table, the pairs and the points', () => {
  const { columns, people } = plantedCompanies(1200, 7);
  const order = Int32Array.from(people.won.keys()).reverse();
  const turned = takeRows({ rows: people.won.length, columns }, order).columns as typeof columns;
  const one = learnProfile(columns, people, 1);
  const other = learnProfile(turned, strangers(people.won.toReversed()), 1);
  // But for the last digits of p-values, which are sums in the order of the rows.
  const exact = ({ table, pairs: _pairs, ...rest }: typeof one) => ({
    ...rest,
    table: table.map(({ attribute, values }) => ({
      attribute,
      values: values.map(({ pValue: _p, qValue: _q, ...value }) => value),
    })),
  });
  expect(exact(other)).toEqual(exact(one));
});
