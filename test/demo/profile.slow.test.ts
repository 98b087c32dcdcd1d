import { expect, test } from 'vitest';
import { demoPersonas } from '../../src/demo/disposition.ts';
import { learnProfile } from '../../src/qualification/profile/learnProfile.ts';
import { liftTable } from '../../src/qualification/profile/liftTable.ts';
import { livedCompany } from './livedCompany.ts';

/** Has no part in anything. */
const unplanted = 'country';

test.each([1, 2, 3, 4, 5])(
  'both planted personas are found, and what sets them apart (seed %i)',
  { timeout: 300_000 },
  (seed) => {
    const { columns, people } = livedCompany(20_000, seed);
    const { personas, table } = learnProfile(columns, people, seed);
    for (const { industries, departments } of demoPersonas) {
      const found = personas.filter(({ traits }) => {
        const values = traits.map(({ value }) => value);
        return (
          industries.every((value) => values.includes(value)) && departments.every((value) => values.includes(value))
        );
      });
      expect(found).toHaveLength(1);
    }
    expect(personas).toHaveLength(2);
    const strongest = table.flatMap(({ attribute, values }) => values.map((value) => ({ attribute, ...value })));
    strongest.sort((a, b) => b.lift - a.lift);
    for (const { attribute } of strongest.filter(({ survives }) => survives).slice(0, 8))
      expect(attribute).not.toBe(unplanted);
  },
);

test('of what survives no more than a tenth was not planted, over twenty companies', { timeout: 900_000 }, () => {
  let share = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { columns, people } = livedCompany(5000, seed);
    const found = liftTable(columns, people).flatMap(({ attribute, values }) =>
      values.filter(({ survives }) => survives).map(() => attribute),
    );
    share += found.filter((attribute) => attribute === unplanted).length / Math.max(1, found.length) / 20;
  }
  expect(share).toBeLessThan(0.1);
});
