import { expect, it } from 'vitest';
import { givenBack } from '../../../src/qualification/stages/wronglyScored.ts';

const returns = { contact: Int32Array.of(1, 0, 1), at: Float64Array.of(50, 20, 19) };
const horizon = 10;

/** The answer for one snapshot of a contact. */
const answer = (contact: number, asOf: number) => {
  const column = givenBack(
    returns,
    { rows: 2, contact: Int32Array.of(contact, 1), asOf: Float64Array.of(asOf, 45) },
    3,
    horizon,
  )!;
  return column.levels[column.codes[0]!];
};

it.each<[string, number, number, boolean]>([
  ['a return within the horizon', 0, 15, true],
  ['one at its first instant', 0, 20, true],
  ['one at its end', 0, 10, false],
  ['one before the date', 0, 21, false],
  ['the second of two', 1, 42, true],
  ['somebody who never was', 2, 20, false],
])('%s', (_, contact, asOf, isGivenBack) => {
  expect(answer(contact, asOf)).toBe(isGivenBack ? 'given back as wrongly scored' : 'not given back');
});

it('is no slice where nobody was given back', () => {
  const snapshots = { rows: 1, contact: Int32Array.of(2), asOf: Float64Array.of(0) };
  expect(givenBack(returns, snapshots, 3, horizon)).toBeNull();
});
