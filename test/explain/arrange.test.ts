import { describe, expect, test } from 'vitest';
import { arranged, speakingAgainst, speakingFor, usualReasons } from '../../src/explain/arrange.ts';
import { beyondCommon, commonReasons } from '../../src/explain/commonReasons.ts';
import type { Reason } from '../../src/explain/reason.ts';
import { reasonText } from '../../src/wording/reasonText.ts';

const reason = (group: string, contribution: number, more: Partial<Reason> = {}): Reason => ({
  ...{ group, contribution, sentence: `${group} says` },
  ...more,
});
const groups = (reasons: readonly Reason[]) => reasons.map(({ group }) => group);

describe('the reasons of an entry', () => {
  test('begin with what sets it apart from the head of the list, not with what is strongest', () => {
    const head = [1, 1.2, 0.8].map((active) => ({ reasons: [reason('active', active), reason('size', -0.1)] }));
    const usual = usualReasons(head);
    expect(usual.get('active')!.mean).toBeCloseTo(1, 12);
    // The population standard deviation of 1, 1.2 and 0.8.
    expect(usual.get('active')!.spread).toBeCloseTo(Math.sqrt(0.08 / 3), 12);
    const told = arranged([reason('active', 1.1), reason('size', 0.4), reason('webinar', 0.3)], usual);
    expect(groups(told)).toEqual(['size', 'webinar', 'active']);
    expect(told.map(({ apart }) => apart)).toEqual([5, 3, Number((0.1 / Math.sqrt(0.08 / 3)).toPrecision(4))]);
  });

  test('that an entry of the head lacks count as nothing in the mean', () => {
    const usual = usualReasons([{ reasons: [reason('chat', 0.4)] }, { reasons: [] }]);
    expect(usual.get('chat')).toEqual({ mean: 0.2, spread: 0.2 });
  });

  test('are five for and three against at most, and all of them add up as before', () => {
    const all = Array.from({ length: 9 }, (_, i) => reason(`for ${i}`, 0.9 - i / 10)).concat(
      Array.from({ length: 6 }, (_, i) => reason(`against ${i}`, i / 10 - 0.7)),
    );
    const told = arranged(all, new Map());
    expect(groups(speakingFor(told))).toEqual(['for 0', 'for 1', 'for 2', 'for 3', 'for 4']);
    expect(groups(speakingAgainst(told))).toEqual(['against 0', 'against 1', 'against 2']);
    expect([...groups(told)].sort()).toEqual([...groups(all)].sort());
    const sum = (reasons: readonly Reason[]) => reasons.reduce((total, { contribution }) => total + contribution, 0);
    expect(Math.abs(sum(told) - sum(all))).toBeLessThanOrEqual(1e-9);
  });

  test('leave out of what is told trifles and sentences that read the other way', () => {
    const told = arranged(
      [reason('puzzle', -0.8, { unclear: true }), reason('clear', -0.2), reason('trifle', 0.04)],
      new Map(),
    );
    expect(groups(speakingFor(told))).toEqual([]);
    expect(groups(speakingAgainst(told))).toEqual(['clear']);
    expect(groups(told)).toEqual(['clear', 'puzzle', 'trifle']);
  });
});

describe('what speaks for nearly everybody', () => {
  const entries = Array.from({ length: 10 }, (_, i) => [
    reason('active', i < 8 ? 1 + i / 10 : 0.01, { sentence: `active ${i}` }),
    reason('size', i < 7 ? 0.6 : -0.2),
  ]);

  test('is said once, with its share and the one in the middle', () => {
    expect(commonReasons(entries)).toEqual([{ group: 'active', share: 0.8, sentence: 'active 4' }]);
    expect(commonReasons([])).toEqual([]);
  });

  test('is not repeated by an entry that it does not set apart', () => {
    const common = commonReasons(entries);
    const lines = [reason('active', 1, { apart: 0.9 }), reason('size', 0.6, { apart: 0.1 })];
    expect(groups(beyondCommon(lines, common))).toEqual(['size']);
    expect(groups(beyondCommon([reason('active', 2, { apart: 1 })], common))).toEqual(['active']);
  });
});

test('a reason tells its cases, their rate and that of all', () => {
  const similar = { cases: 1412, rate: 0.1093, overall: 0.0304 };
  expect(reasonText(reason('E-mail', 1, { sentence: '6 e-mail opens in the last 30 days', similar }))).toBe(
    '6 e-mail opens in the last 30 days; of 1,412 such cases 11% converted, against 3.0% of all',
  );
  expect(reasonText(reason('E-mail', 1))).toBe('E-mail says');
});
