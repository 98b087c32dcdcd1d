import { expect, test } from 'vitest';
import { notice } from '../../src/notice/notice.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { isoOf, parseInstant } from '../../src/time/instant.ts';
import { resultToJson } from '../../src/training/resultJson.ts';
import { trainingResultSchema } from '../../src/training/resultSchema.ts';
import { resultView } from '../../src/training/resultView.ts';
import { upgradeResult } from '../../src/training/upgradeResult.ts';
import { sampleCalibrationReport } from '../report/sampleReports.ts';
import { textOf } from '../report/textOf.ts';
import { program } from '../snapshot/handmade.ts';
import { sampleResult, versionOne } from './sampleResult.ts';

const { modelId, generatedAt, ...view } = sampleCalibrationReport();
const result = sampleResult();
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a result comes back from JSON as it was, figures that cannot be told included', () => {
  const [first, ...others] = result.candidateModels;
  const unknown = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const odd = {
    ...result,
    candidateModels: [
      { ...first!, test: { ...first!.test, metrics: { ...first!.test.metrics, rocAuc: unknown } } },
      ...others,
    ],
  };
  for (const one of [result, odd]) expect(trainingResultSchema.parse(asJson(resultToJson(one)))).toEqual(one);
});

test('a report is a view of it, with dates as text; they are empty where rows have no time', () => {
  const sides = result.sides.map(({ from: _from, to: _to, ...side }) => side);
  expect(resultView({ ...result, sides }).sides[0]).toMatchObject({ from: '', to: '' });
  const { version: _version, sides: _sides, byDate, overTime, ...others } = result;
  expect(resultView(result)).toMatchObject(others);
  expect(resultView(result).byDate.map(({ asOf }) => asOf)).toEqual(byDate.map(({ asOf }) => isoOf(asOf)));
  expect(resultView(result).overTime!.map(({ to }) => to)).toEqual(overTime!.map(({ to }) => isoOf(to)));
});

test.each([
  ['a figure that is text', { seed: 'one' }],
  ['a date that is text', { sides: [{ ...result.sides[0], from: '2026-01-01' }] }],
  ['no candidate models', { candidateModels: undefined }],
  ['another version', { version: 3 }],
  ['a gate of no kind', { gates: [{ gate: 'points', blocked: false }] }],
])('a result with %s is refused', (_, change) => {
  const json = asJson({ ...(resultToJson(result) as object), ...change });
  expect(trainingResultSchema.safeParse(json).success).toBe(false);
});

test('a result of version 1 is read: its dates were texts to the second, of which an end may have been any instant', () => {
  const sides = [{ side: 'test', from: '2026-03-01T08:30:00Z', to: '2026-05-01T09:00:59Z', rows: 2, positives: 1 }];
  const older = { sides, byDate: [{ ...view.byDate[0], asOf: '2026-03-01' }] };
  const read = trainingResultSchema.parse(upgradeResult({ ...versionOne(view), ...asJson(older) }));
  expect(read.sides).toEqual([
    {
      ...{ side: 'test', rows: 2, positives: 1 },
      ...{ from: parseInstant('2026-03-01T08:30:00Z'), to: parseInstant('2026-05-01T09:00:59Z') + 999_999 },
    },
  ]);
  expect(read.byDate[0]!.asOf).toBe(Date.UTC(2026, 2, 1) * 1000);
  expect(resultView(read).sides).toEqual(sides);
});

test('a result written before the audit measured as much is complete, and can be reported', () => {
  const older = {
    ...{ feature: 'contact:country', availability: 'stable', missingShare: 0.25, auc: null },
    ...{ verdict: 'kept', reason: 'its values have shifted' },
  };
  const read = trainingResultSchema.parse(upgradeResult({ ...versionOne(view), audit: [older] }));
  expect(read.audit).toEqual([
    {
      ...{ feature: 'contact:country', availability: 'stable', missingShare: 0.25, verdict: 'kept' },
      ...{ auc: Number.NaN, psi: Number.NaN, association: Number.NaN, missingAuc: Number.NaN },
      reasons: [notice('older-reason', { sentence: 'its values have shifted' })],
    },
  ]);
  const html = renderCalibrationReport({ ...resultView(read), modelId, generatedAt });
  expect(html).toContain('contact:country');
  expect(textOf(html)).not.toMatch(/undefined|NaN/);
});

test('sentences of an earlier version about a flat file are read as notices that say them', () => {
  const earlier = { label: 'Label y: yes is 1.', split: 'Rows were split by time.', groups: ['Two.'] };
  const json = asJson({ ...(resultToJson(result) as object), flatFile: { file: 'a.csv', ...earlier, rows: 9 } });
  const said = (sentence: string) => notice('older-warning', { sentence });
  expect(trainingResultSchema.parse(json).flatFile).toEqual({
    ...{ file: 'a.csv', rows: 9 },
    ...{ label: said(earlier.label), split: said(earlier.split), groups: [said('Two.')] },
  });
});

test('a program that says nothing of the audit is the program that models were trained for before it could', () => {
  expect(program()).not.toHaveProperty('audit');
});
