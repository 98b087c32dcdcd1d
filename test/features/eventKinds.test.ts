import { expect, test } from 'vitest';
import { chooseKinds, mostKinds } from '../../src/features/sweep/eventKinds.ts';

const count = (kind: string, events: number, values = 0) => ({ kind, events, values });

test('kinds known before the run, by code unit, without excluded ones', () => {
  const kinds = chooseKinds([count('b', 2), count('B', 1, 1), count('a', 5), count('later', 0), count('c', 9)], ['c']);
  expect(kinds.names).toEqual(['B', 'a', 'b']);
  expect([...kinds.valued]).toEqual([0, -1, -1]);
});

test('of too many kinds the most frequent stay, ties by name', () => {
  const counts = Array.from({ length: mostKinds + 2 }, (_, i) => count(`k${100 + i}`, i === 0 ? 1 : 7));
  const { names } = chooseKinds(counts.reverse(), []);
  expect(names).toHaveLength(mostKinds);
  expect([names[0], names.at(-1)]).toEqual(['k101', `k${100 + mostKinds}`]);
});

test('at scoring the kinds are those of training, whatever the data holds', () => {
  const { names, valued } = chooseKinds([count('new', 9), count('b', 3, 3)], [], ['gone', 'b']);
  expect(names).toEqual(['b', 'gone']);
  expect([...valued]).toEqual([0, -1]);
});
