import { expect, it } from 'vitest';
import { storedFinding } from '../../src/monitor/storedFinding.ts';
import { gateNotice } from '../../src/notice/notice.ts';

it('reads what gates said before they said notices', () => {
  const bounds = { least: 0.75, most: 1.5 };
  expect(
    storedFinding({
      ...{ gate: 'events', what: 'rows', held: true, before: 1_782_864_000_000_000, was: 20, now: 1, bounds },
    }),
  ).toEqual(
    gateNotice('events', 'rows-recounted', true, {
      ...{ of: 'events', before: '2026-07-01', was: 20, now: 1, bounds },
    }),
  );
  const feature = { name: 'size', sentence: 'company size' };
  const figures = { of: 'missing', feature, weight: 0.1, before: 0, after: 0.9, most: 0.5 } as const;
  expect(storedFinding({ gate: 'values', what: 'feature', held: true, ...figures })).toEqual(
    gateNotice('values', 'feature-values', true, figures),
  );
  expect(storedFinding({ gate: 'scores', what: 'nothing to compare with', held: false })).toEqual(
    gateNotice('scores', 'no-comparison', false, {}),
  );
});
