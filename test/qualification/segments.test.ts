import { describe, expect, test } from 'vitest';
import { segmentsSchema } from '../../src/config/segments.ts';
import { type SegmentFacts, segmentOf } from '../../src/qualification/segments/segmentOf.ts';

const facts: SegmentFacts = {
  ...{ probability: 0.1, tier: 'C', fit: 60, grid: 'B3', stage: 'in-profile', isOnList: true },
  isMet: (criterion) => criterion === 'budget',
};
const nothing: SegmentFacts = { ...facts, fit: null, grid: null, stage: null, isMet: () => false };

describe('whoever is in a segment fulfils all of its rule', () => {
  test.each([
    [{ fit: { atLeast: 60 } }, true, false],
    [{ fit: { below: 60 } }, false, false],
    [{ fit: { atLeast: 50, below: 61 } }, true, false],
    [{ probability: { atLeast: 0.1 } }, true, true],
    [{ probability: { below: 0.1 } }, false, false],
    [{ grid: ['A1', 'B3'] }, true, false],
    [{ grid: ['B2'] }, false, false],
    [{ tier: ['C', 'D'] }, true, true],
    [{ tier: ['A'] }, false, false],
    [{ stage: ['names', 'in-profile'] }, true, false],
    [{ met: ['budget'] }, true, false],
    [{ met: ['budget', 'authority'] }, false, false],
    [{ lacks: ['budget'] }, false, true],
    [{ lacks: ['budget', 'authority'] }, true, true],
    [{ onList: true }, true, true],
    [{ onList: false }, false, false],
    [{ tier: ['C'], fit: { atLeast: 61 } }, false, false],
    [undefined, true, true],
  ])('%o: %s, and %s where nothing is known', (when, known, unknown) => {
    const segments = segmentsSchema.parse([{ name: 'one', nurture: 'letters', when }]);
    expect(segmentOf(segments, facts)).toBe(known ? 0 : -1);
    expect(segmentOf(segments, nothing)).toBe(unknown ? 0 : -1);
  });
});

test('the first segment whose rule holds counts', () => {
  const segments = segmentsSchema.parse([
    { name: 'warm', nurture: 'a call', when: { tier: ['A', 'B'] } },
    { name: 'fits', nurture: 'webinars', when: { grid: ['A3', 'B3'] } },
    { name: 'known', nurture: 'letters', when: { met: ['budget'] } },
    { name: 'others', nurture: 'newsletter' },
  ]);
  expect(segmentOf(segments, facts)).toBe(1);
  expect(segmentOf(segments, { ...facts, tier: 'A' })).toBe(0);
  expect(segmentOf(segments, { ...facts, grid: 'D4' })).toBe(2);
  expect(segmentOf(segments, nothing)).toBe(3);
});

describe('the configuration', () => {
  const refusal = (segments: readonly object[]) =>
    segmentsSchema.safeParse(segments.map((segment) => ({ nurture: 'letters', ...segment }))).error?.issues[0]?.message;
  test.each([
    ['one name for two', [{ name: 'a', when: { onList: true } }, { name: 'a' }], 'a is there twice'],
    [
      'segments after the one that takes everybody',
      [{ name: 'a' }, { name: 'b' }],
      /nobody is left for those after it/,
    ],
    ['a rule that asks for nothing', [{ name: 'a', when: {} }], 'asks for nothing'],
    ['a range that holds nobody', [{ name: 'a', when: { fit: { atLeast: 5, below: 5 } } }], 'holds nobody'],
    ['a cell that the grid has not', [{ name: 'a', when: { grid: ['E1'] } }], /./],
  ])('refuses %s', (_, segments, message) => expect(refusal(segments)).toMatch(message));
});
