import { expect, test } from 'vitest';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import type { Trial } from '../../src/tuning/trial.ts';
import { sampleCalibrationReport } from './sampleReports.ts';
import { textOf } from './textOf.ts';

/** A search of boosting in which the third setting won; every later one was stopped after its first part. */
function trialsOf(count: number): readonly Trial[] {
  return Array.from({ length: count }, (_, i): Trial => {
    const judged = i < 3 ? 3 : 1;
    return {
      ...{ number: i + 1, family: 'boosting', settings: { leaves: 4 + i }, isDefault: i === 0, judged, of: 3 },
      logLoss: 0.2 - 0.01 * i,
      ...(i === 0 ? {} : { difference: { value: -0.01 * i, error: 0.002 } }),
      end: i === 2 ? 'chosen' : i < 3 ? 'finished' : 'stopped',
    };
  });
}

const pageOf = (trials?: readonly Trial[]) =>
  renderCalibrationReport({ ...sampleCalibrationReport(), ...(trials ? { trials } : {}) });

test('a report shows every trial, those that got furthest and did best first', () => {
  const text = textOf(pageOf(trialsOf(5)));
  expect(text).toContain('5 settings were tried. The boosted-tree model takes those of trial 3.');
  const order = [...text.matchAll(/leaves (\d+)/g)].map((match) => Number(match[1]));
  expect(order).toEqual([6, 5, 4, 8, 7]);
  expect(text).toContain('leaves 4 the defaults');
  expect(text).toContain('3 of 3 0.1800 −0.0200 standard error 0.0020 chosen better than the defaults');
});

test('many trials are folded away, none lost, and without a search there is no table', () => {
  const many = pageOf(trialsOf(30));
  expect(textOf(many).match(/leaves \d+/g)).toHaveLength(30);
  expect(many).toContain('<summary>Settings that were tried, on the training rows alone (30)</summary>');
  expect(pageOf(trialsOf(5))).not.toContain('<summary>Settings that were tried');
  expect(pageOf()).not.toContain('Settings that were tried');
});
