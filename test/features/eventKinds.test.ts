import { expect, test } from 'vitest';
import { eventKinds } from '../../src/features/sweep/eventKinds.ts';

const count = (kind: string, events: number, values = 0) => ({ kind, events, values });

test('kinds by code unit, those with values numbered, whatever the data holds besides', () => {
  const counts = [count('new', 9), count('b', 3, 3), count('B', 1, 1)];
  const kinds = eventKinds(counts, [], ['gone', 'b', 'B']);
  expect(kinds.names).toEqual(['B', 'b', 'gone']);
  expect([...kinds.valued]).toEqual([0, 1, -1]);
  expect(kinds.others).toBe(true);
});

test('there are no other kinds where all are chosen or excluded', () => {
  expect(eventKinds([count('a', 1), count('c', 1)], ['c'], ['a']).others).toBe(false);
});
