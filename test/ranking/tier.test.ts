import { describe, expect, it } from 'vitest';
import { capacityLine } from '../../src/ranking/capacity.ts';
import { rank } from '../../src/ranking/rank.ts';
import { type Tier, tierRule } from '../../src/ranking/tier.ts';
import { fc } from '../property/fastCheck.ts';
import { scored } from './scored.ts';

const nobody = new Map<string, Tier>();
const stated = { probability: { A: 0.5, B: 0.2, C: 0.1 } };

describe('tiers of stated probabilities', () => {
  it.each([
    [0.5, 'A'],
    [0.499, 'B'],
    [0.2, 'B'],
    [0.1, 'C'],
    [0.099, 'D'],
  ])('%f is %s', (probability, tier) => {
    expect(tierRule(stated, new Float64Array(0), nobody).tier('x', probability)).toBe(tier);
  });

  it.each([
    ['A', 0.46, 'A'],
    ['A', 0.44, 'B'],
    ['B', 0.46, 'B'],
    ['B', 0.5, 'A'],
    ['C', 0.095, 'C'],
    ['C', 0.08, 'D'],
    // Two tiers at once, once it falls at all.
    ['A', 0.12, 'C'],
    ['D', 0.099, 'D'],
  ] as const)('who was %s with %f is %s', (before, probability, tier) => {
    expect(tierRule(stated, new Float64Array(0), new Map([['x', before]])).tier('x', probability)).toBe(tier);
  });

  it('do not change when the same probabilities come again, nor with a tenth less and more in turn', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<Tier>('A', 'B', 'C', 'D'),
        (p, before) => {
          const again = (tier: Tier, probability: number) =>
            tierRule(stated, new Float64Array(0), new Map([['x', tier]])).tier('x', probability);
          const first = again(before, p);
          expect(again(first, p)).toBe(first);
          const highest = again(again(first, p * 0.91), p);
          expect(again(again(highest, p * 0.91), p)).toBe(highest);
        },
      ),
    );
  });
});

describe('tiers of a capacity', () => {
  const descending = Float64Array.from({ length: 100 }, (_, i) => 1 - i / 100);

  it('are the weeks in which a contact comes up', () => {
    const rule = tierRule({ perWeek: 5 }, descending, nobody);
    const tiers = Array.from(descending, (p, i) => rule.tier(`c${i}`, p)).join('');
    expect(tiers).toBe('A'.repeat(5) + 'B'.repeat(15) + 'C'.repeat(45) + 'D'.repeat(35));
  });

  it('beyond the end of the list are empty', () => {
    const rule = tierRule({ perWeek: 60 }, descending, nobody);
    expect(rule.tier('last', descending.at(-1)!)).toBe('B');
    expect(tierRule({ perWeek: 1 }, new Float64Array(0), nobody).tier('x', 1)).toBe('D');
  });

  it('an account has that of its best contact', () => {
    const input = scored([
      { id: 'p', account: 0, probability: 0.6 },
      { id: 'q', account: 0, probability: 0.55 },
      { id: 'r', account: 1, probability: 0.3 },
    ]);
    const tiers = tierRule(stated, input.probabilities, nobody);
    const { contacts, accounts } = rank({ ...input, tiers });
    expect([...contacts].map(({ contactId, tier }) => [contactId, tier])).toEqual([
      ['p', 'A'],
      ['q', 'A'],
      ['r', 'B'],
    ]);
    expect([...accounts].map(({ bestContactId, tier }) => [bestContactId, tier])).toEqual([
      ['p', 'A'],
      ['r', 'B'],
    ]);
  });
});

describe('a capacity', () => {
  const list = Float64Array.of(0.5, 0.4, 0.4, 0.1);

  it('cuts the list at the last one taken', () => {
    expect(capacityLine(list, 2)).toEqual({ capacity: 2, taken: 2, cut: 0.4, expected: 0.9, low: 0, high: 2 });
  });

  it.each([
    ['somebody was moved up', Float64Array.of(0.1, 0.5, 0.4), 0],
    ['somebody was moved down', Float64Array.of(0.4, 0.1, 0.5), 0],
    ['somebody was moved down beyond what is looked at', Float64Array.of(0.5, 0.1, 0.1), 0.2],
  ])('has no cut where %s across it', (_, moved, beyond) => {
    expect(capacityLine(moved, 2, beyond)).toMatchObject({ taken: 2, cut: null, expected: moved[0]! + moved[1]! });
  });

  it('beyond the list takes all of it, and one of nothing nobody', () => {
    expect(capacityLine(list, 9)).toMatchObject({ capacity: 9, taken: 4, cut: 0.1 });
    expect(capacityLine(list, 4, 0.1)).toMatchObject({ taken: 4, cut: 0.1 });
    expect(capacityLine(list, 0)).toEqual({ capacity: 0, taken: 0, cut: null, expected: 0, low: 0, high: 0 });
  });
});
